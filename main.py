"""七彩台账: start the window, or one of the headless commands (`main.py --help`)."""

import sys

from app.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

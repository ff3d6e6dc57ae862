"""The first file that a program looks at is judged like every later one: what it knows does not grow by looking."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.cms import seal_digest

LOOK = """
import sys
from app.reports.signing.verify import verify_bytes
print(verify_bytes(open(sys.argv[1], "rb").read(), "a.pdf", ()).verdict)
"""
OPEN = """
import sys
from app.reports.signing.cms import open_envelope
from app.reports.signing.verdicts import Refusal
try:
    open_envelope(open(sys.argv[1], "rb").read())
    print("whole")
except Refusal as refusal:
    print(refusal.verdict)
"""


def in_a_fresh_process(program: str, file: Path) -> str:
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, timeout=60, check=True)
    return done.stdout.decode().strip()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The last `old` but one becomes `new`: the certificate's subject, behind which only who issued it is named."""
    place = data.rindex(old, 0, data.rindex(old))
    return data[:place] + new + data[place + len(old) :]


def test_another_name_in_the_certificate_is_seen_at_once(
    signed_pdf: bytes, branch: SigningIdentity, tmp_path: Path
) -> None:
    file = tmp_path / "a.pdf"
    one, other = "第一支部".encode(), "第二支部".encode()
    written, wanted = (name.hex().upper().encode() for name in (one, other))
    if written not in signed_pdf:
        written, wanted = written.lower(), wanted.lower()
    forged = renamed(signed_pdf, written, wanted)
    for content, said in ((signed_pdf, "whole"), (forged, "changed")):
        file.write_bytes(content)
        assert in_a_fresh_process(LOOK, file) == said
    envelope = seal_digest(bytes(32), branch)  # as it stands beside the manifest of a package
    for content, said in ((envelope, "whole"), (renamed(envelope, one, other), "changed")):
        file.write_bytes(content)
        assert in_a_fresh_process(OPEN, file) == said

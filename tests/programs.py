"""Other programs that hold our papers against their own understanding; `.ci/run` installs them."""

from __future__ import annotations

import shutil

import pytest


def need(*programs: str) -> None:
    """Skip, and say why, where one of them is not on this computer: the README's test command asks for none."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not on this computer: {', '.join(missing)}")

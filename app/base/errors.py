"""The kinds of trouble a person can meet, each with its own words.

A fault says three things in the user's language: what happened, that nothing is lost, what to do.
Anything else that is raised is a bug, and is presented as one.
"""

from __future__ import annotations


class Fault(Exception):
    """Something a person must be told. `what` happened, what `remedy` helps; nothing was changed.

    `place` names the file, sheet, row or field it is about, when there is one.
    """

    exit_code = 1

    def __init__(self, what: str, remedy: str = "", *, place: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        head = f"{self.place}:{self.what}" if self.place else self.what
        return f"{head}{self.remedy}"


class UserFault(Fault):
    """What was asked for cannot be done as it stands; the person can put it right."""

    exit_code = 1


class Doubt(UserFault):
    """What was asked for is unusual, and may be right: asked again with the same words, it is done."""


class WrongSecret(UserFault):
    """A password that does not open what it was given for; another can be tried at once."""


class EnvironmentFault(Fault):
    """The computer stands in the way: disk full, file open elsewhere, store in use, damaged file."""

    exit_code = 2


class Cancelled(Exception):
    """The person stopped a long work; nothing of it was kept."""

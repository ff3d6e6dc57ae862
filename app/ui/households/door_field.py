"""A door as another one is named in a form: found while it is typed, in any spelling, or a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QCompleter

from app.models.households import DoorKey
from app.ui.desk import Desk
from app.ui.households.fields import TextField
from app.ui.jobs import Latest

_TYPING_MS = 80
_MOST = 8
Doors = tuple[tuple[int, str], ...]


class DoorField(TextField):
    """`beside`: the door the form is about; a bare room number is a room of its building and unit."""

    def __init__(self, desk: Desk, title: str, beside: int, *, hint: str = "如 3-2-1101、3栋2单元1101") -> None:
        super().__init__(title, hint=hint, needed=True)
        self._beside = beside
        self._latest = Latest(desk.jobs, self)
        self._found: Doors = ()
        self._chosen: tuple[int, str] | None = None
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._choose)
        self.line.setCompleter(completer)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._wait.timeout.connect(self._look_up)
        self.line.textEdited.connect(self._on_typed)

    def choose(self, household_id: int, door: str) -> None:
        """Show a door that is known already."""
        self._chosen = (household_id, door)
        self.set_text(door)

    def wanted(self) -> Callable[[Any], int | DoorKey]:
        """Read on the window's thread, answered on the worker: the door that is meant, or the key of a new one.

        Raises UserFault there when nothing is found, or several.
        """
        text, beside, title = self.text(), self._beside, self.title
        chosen = self._chosen
        if chosen is not None and chosen[1] == text:
            return lambda _office: chosen[0]

        def find(office: Any) -> int | DoorKey:
            from app import services

            return services.households.find_door(office, text, beside, place=title)

        return find

    def check(self) -> bool:
        if self.text():
            return True
        self.complain("还没有填写门牌。请填写,如 3-2-1101。")
        return False

    def _on_typed(self, _text: str) -> None:
        self._chosen = None
        self._wait.start()

    def _look_up(self) -> None:
        text, beside = self.text(), self._beside
        if text:
            self._latest.run(lambda office: _doors(office, text, beside), self._offer)

    def _offer(self, found: Doors) -> None:
        self._found = found
        self._words.setStringList([door for _, door in found])
        if found and self.line.hasFocus():
            self.line.completer().complete()

    def _choose(self, words: str) -> None:
        found = next((one for one in self._found if one[1] == words), None)
        if found is not None:
            QTimer.singleShot(0, self, lambda: self.choose(*found))  # after the completer has put its words in


def _doors(office: Any, text: str, beside: int) -> Doors:
    from app import services

    found: Doors = services.lists.doors(office, text, _MOST + 1)
    return tuple(one for one in found if one[0] != beside)[:_MOST]

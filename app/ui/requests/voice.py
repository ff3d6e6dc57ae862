"""Whose voice it is: a resident or a door found as one types, or a name that the ledger does not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from app.ui.desk import Desk
from app.ui.households.fields import Field
from app.ui.jobs import Latest

_TYPING_MS = 60
_PEOPLE, _DOORS, _ROWS = 6, 4, 6
_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Hit:
    """A resident, or a door when `resident_id` is None."""

    household_id: int
    resident_id: int | None
    name: str
    door: str
    grid: str = ""
    phone: str = ""

    @property
    def words(self) -> str:
        return f"{self.name}({self.door})" if self.name else self.door


class VoiceField(Field):
    """`hit` is what was picked; without one, `text()` is a name as it was typed. `edited` when either changes."""

    def __init__(self, desk: Desk, title: str = "反映人", *, hint: str = "姓名、拼音、门牌、电话;可不填") -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        super().__init__(title, self.line)
        self.hit: Hit | None = None
        self._found_for = ""  # the words that the hits answer
        self._hurried = False  # Enter was pressed before they were there
        self.hits = QListWidget()
        self.hits.setAccessibleName("找到的居民和住户")
        self.hits.hide()
        self._latest = Latest(desk.jobs, self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._wait.timeout.connect(self._search)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.hits)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.hits.installEventFilter(self)
        self.hits.itemClicked.connect(self._pick_item)

    def text(self) -> str:
        """The name: the resident's, or what was typed."""
        return self.hit.name if self.hit is not None else self.line.text().strip()

    def set_text(self, text: str) -> None:
        self.hit = None
        self.line.setText(text)
        self._close()

    def set_hit(self, hit: Hit) -> None:
        """Picked without telling it as the person's doing."""
        self.hit = hit
        self.line.setText(hit.words)
        self.line.setCursorPosition(0)
        self._close()
        self.complain("")

    def pick(self, hit: Hit) -> None:
        """As the person does it."""
        self.set_hit(hit)
        self.edited.emit()

    @property
    def looking(self) -> bool:
        """Enter was pressed, and who is meant has not been found yet."""
        return self._hurried

    def clear(self) -> None:
        self.set_text("")
        self.complain("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.line and self._line_key(event):
                return True
            if watched is self.hits and self._list_key(event):
                return True
        if watched is self.line and event.type() is QEvent.Type.FocusOut and not self.hits.hasFocus():
            QTimer.singleShot(0, self, self._left)
        return super().eventFilter(watched, event)

    def _line_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._pick_first()
            return True
        if self.hits.isHidden():
            return False
        if event.key() == Qt.Key.Key_Down:
            self.hits.setFocus()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return True
        return False

    def _list_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._pick_item(self.hits.currentItem())
            self.line.setFocus()
            return True
        if event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.hits.currentRow() == 0):
            self.line.setFocus()
            if event.key() == Qt.Key.Key_Escape:
                self._close()
            return True
        return False

    def _pick_first(self) -> None:
        """The first that fits what is typed now; where that is still being looked for, once it is found."""
        if self._found_for == self.line.text().strip():
            self._pick_item(self.hits.item(max(0, self.hits.currentRow())))
        else:
            self._hurried = True

    def _typed(self) -> None:
        self.hit = None
        self._hurried = False
        self.complain("")
        if self.line.text().strip():
            self._wait.start()
        else:
            self._close()
        self.edited.emit()

    def _search(self) -> None:
        text = self.line.text().strip()
        if text and self.hit is None:
            self._latest.run(_finder(text), lambda found: self._show(text, found))

    def _show(self, text: str, found: tuple[Hit, ...]) -> None:
        if self.hit is not None:
            return
        self._found_for = text
        self.hits.clear()
        for hit in found:
            item = QListWidgetItem("  ".join(part for part in (hit.name, hit.door, hit.phone) if part), self.hits)
            item.setData(_ROLE, hit)
        self.hits.setVisible(bool(found))
        if found:
            self.hits.setCurrentRow(0)
            self.hits.setFixedHeight(min(len(found), _ROWS) * self.hits.sizeHintForRow(0) + 6)
            self.complain("回车选第一个,方向键往下选;不选就按写的姓名记。", "muted")
        else:
            self.complain("登记里没有找到,就按写的记下。", "muted")
        if self._hurried and text == self.line.text().strip():
            self._hurried = False
            self._pick_item(self.hits.item(0))

    def _pick_item(self, item: QListWidgetItem | None) -> None:
        hit = item.data(_ROLE) if item is not None else None
        if isinstance(hit, Hit):
            self.pick(hit)

    def _left(self) -> None:
        """Gone on without picking: what was typed is a name."""
        if self.line.hasFocus() or self.hits.hasFocus():
            return
        name = self.line.text().strip()
        self._close()
        self.complain(f"没有从登记里选人,按“{name}”记下。" if name and self.hit is None else "", "muted")

    def _close(self) -> None:
        self._wait.stop()
        self._latest.cancel()
        self._found_for, self._hurried = "", False
        self.hits.hide()
        self.hits.clear()


def _finder(text: str) -> Callable[[Any], tuple[Hit, ...]]:
    """People first, then doors that none of them lives behind."""

    def work(office: Any) -> tuple[Hit, ...]:
        from app import services

        people = services.lists.search(office, text, _PEOPLE).rows
        found = [Hit(row.household_id, row.resident_id, row.name, row.door, row.grid, row.phone) for row in people]
        behind = {hit.household_id for hit in found}
        doors = services.lists.doors(office, text, _DOORS)
        return (*found, *(Hit(number, None, "", door) for number, door in doors if number not in behind))

    return work

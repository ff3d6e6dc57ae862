"""Fields of the forms of 走访: words over several lines, jotted days, needs line by line, a member found as typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.models.visit_views import MemberHit
from app.models.visits import Need, NeedDraft
from app.rules.day_words import read_day
from app.ui.desk import Desk
from app.ui.households.fields import DateField, Field, TextField
from app.ui.jobs import Latest
from app.ui.theme import look
from app.ui.visits import asking

LATER, SETTLED, REQUEST = "以后解决", "当场解决", "转为诉求"
_LINES = 3
_TYPING_MS = 80


class AreaField(Field):
    """Words over a few lines; Tab leaves it."""

    def __init__(self, title: str, *, hint: str = "") -> None:
        self.area = QPlainTextEdit()
        self.area.setPlaceholderText(hint)
        self.area.setTabChangesFocus(True)
        super().__init__(title, self.area)
        self._set_height()
        self.area.textChanged.connect(self._typed)
        self._filling = False

    def text(self) -> str:
        return self.area.toPlainText().strip()

    def set_text(self, text: str) -> None:
        self._filling = True
        self.area.setPlainText(text)
        self._filling = False

    def _typed(self) -> None:
        if not self._filling:
            self.complain("")
            self.edited.emit()

    def _set_height(self) -> None:
        self.area.setFixedHeight(look().px(24 * _LINES + 8))


class DayField(DateField):
    """A date field that also reads 21, 11-21, 昨天, and for days to come +7 and 两周后."""

    def __init__(self, title: str, today: date, *, coming: bool = False, needed: bool = False) -> None:
        hint = "如 12-1、+7、两周后" if coming else "如 11-21、昨天"
        super().__init__(title, needed=needed, hint=hint)
        self._today, self._coming = today, coming

    def day(self) -> date | None:
        return read_day(self.text(), self._today, coming=self._coming) if self.text() else None


class NeedsField(Field):
    """What the door asked for, a line each, and what is done about it. There is always one empty line more."""

    def __init__(self, title: str = "需求") -> None:
        self.holder = QWidget()
        self._grid = QGridLayout(self.holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.lines: list[tuple[QLineEdit, QComboBox, Need | None]] = []
        super().__init__(title, self.holder)
        self._add(None)
        self.holder.setFocusProxy(self.lines[0][0])

    def text(self) -> str:
        return ";".join(line.text().strip() for line, _, _ in self.lines if line.text().strip())

    def set_text(self, text: str) -> None:
        self.lines[0][0].setText(text)

    def show_needs(self, needs: Sequence[Need]) -> None:
        """Needs that are there already; one that has become a request or a wish stays what it is."""
        for need in needs:
            line, box, _ = self.lines[-1]
            line.setText(need.words)
            self.lines[-1] = (line, box, need)
            if need.passed_on:
                box.addItem(need.passed_on)
                box.setCurrentIndex(box.count() - 1)
                box.setEnabled(False)
            else:
                box.setCurrentText(SETTLED if need.settled_on else LATER)
            self._add(None)

    def drafts(self) -> tuple[NeedDraft, ...]:
        return tuple(
            NeedDraft(
                line.text().strip(),
                settled=box.currentText() == SETTLED,
                as_request=box.currentText() == REQUEST,
                id=need.id if need else None,
            )
            for line, box, need in self.lines
            if line.text().strip()
        )

    def _add(self, need: Need | None) -> None:
        line = QLineEdit()
        place = len(self.lines)
        line.setPlaceholderText("如 楼道灯不亮" if not place else "还有别的需求")
        line.setAccessibleName(f"需求{place + 1}")
        box = QComboBox()
        box.addItems([LATER, SETTLED, REQUEST])
        box.setAccessibleName(f"需求{place + 1}怎么办")
        box.setToolTip("以后解决:留在名单上;当场解决:已经办了;转为诉求:记入诉求,按期限办理")
        self.lines.append((line, box, need))
        self._grid.addWidget(line, place, 0)
        self._grid.addWidget(box, place, 1)
        line.textEdited.connect(lambda _text: self._typed(line))
        box.activated.connect(lambda _index: self._typed(line))

    def _typed(self, line: QLineEdit) -> None:
        self.complain("")
        if line is self.lines[-1][0] and line.text().strip():
            self._add(None)
        self.edited.emit()


class MemberField(TextField):
    """A Party member: found in the ledger while the name is typed, or a name that is not in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("党员", hint="姓名、拼音或首字母", needed=True)
        self._latest = Latest(desk.jobs, self)
        self._hits: tuple[MemberHit, ...] = ()
        self._chosen: MemberHit | None = None
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

    @property
    def resident_id(self) -> int | None:
        """Who it is, where the name is still the one that was chosen."""
        return self._chosen.resident_id if self._chosen is not None and self._chosen.name == self.text() else None

    def choose(self, hit: MemberHit) -> None:
        self._chosen = hit
        self.set_text(hit.name)

    def _on_typed(self, _text: str) -> None:
        self._chosen = None
        self._wait.start()

    def _look_up(self) -> None:
        self._latest.run(asking.members(self.text()), self._offer)

    def _offer(self, hits: tuple[MemberHit, ...]) -> None:
        self._hits = hits
        self._words.setStringList([_hit_words(hit) for hit in hits])
        if hits and self.line.hasFocus():
            self.line.completer().complete()

    def _choose(self, words: str) -> None:
        hit = next((hit for hit in self._hits if _hit_words(hit) == words), None)
        if hit is not None:
            QTimer.singleShot(0, self, lambda: self.choose(hit))  # after the completer has put its words in


def _hit_words(hit: MemberHit) -> str:
    return f"{hit.name}({hit.door})"

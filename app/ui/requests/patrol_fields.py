"""Fields of a round: who came for one of the four, and what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.models.patrols import FindingDraft, Party
from app.ui.households.fields import Field
from app.ui.theme import look

TO_REQUEST, KEPT, SETTLED = "转为诉求", "先记着", "当场解决"


class PartyField(Field):
    """A tick for who came, and beside it who it was; without the tick, why nobody came."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.came = QCheckBox(body)
        self.came.setMinimumWidth(look().px(92))
        self.names = QLineEdit()
        self.names.setAccessibleName(f"{body}来的人")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.came)
        row.addWidget(self.names, 1)
        super().__init__(f"参加方:{body}", holder)
        self.caption.hide()
        self.setFocusProxy(self.came)
        self.came.clicked.connect(self._touched)
        self.names.textEdited.connect(self._touched)
        self._hint()

    def party(self) -> Party:
        return Party(self.body, self.came.isChecked(), self.names.text().strip())

    def set_party(self, party: Party) -> None:
        self.came.setChecked(party.came)
        self.names.setText(party.names)
        self._hint()

    def text(self) -> str:
        return self.names.text().strip()

    def set_text(self, text: str) -> None:
        self.names.setText(text)

    def _touched(self) -> None:
        self._hint()
        self.complain("")
        self.edited.emit()

    def _hint(self) -> None:
        self.names.setPlaceholderText("谁来的" if self.came.isChecked() else "没来的原因,可不填")


class FindingField(Field):
    """What was found, where, and what becomes of it. Blank words: no finding."""

    def __init__(self, number: int) -> None:
        self.words, self.place, self.then = QLineEdit(), QLineEdit(), QComboBox()
        self.words.setPlaceholderText("发现了什么")
        self.place.setPlaceholderText("在哪里")
        self.then.addItems([TO_REQUEST, KEPT, SETTLED])
        for widget, name in ((self.words, "内容"), (self.place, "地点"), (self.then, "怎么办")):
            widget.setAccessibleName(f"第 {number} 条发现的{name}")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.place, 1)
        row.addWidget(self.then)
        column.addLayout(row)
        super().__init__(f"发现 {number}", holder)
        self.setFocusProxy(self.words)
        self.words.textEdited.connect(self._touched)
        self.place.textEdited.connect(self._touched)
        self.then.activated.connect(self._touched)

    def finding(self) -> FindingDraft | None:
        """None when nothing is written."""
        if not self.text() and not self.place.text().strip():
            return None
        then = self.then.currentText()
        return FindingDraft(
            self.text(), self.place.text().strip(), settled=then == SETTLED, becomes_request=then == TO_REQUEST
        )

    def text(self) -> str:
        return self.words.text().strip()

    def set_text(self, text: str) -> None:
        self.words.setText(text)

    def _touched(self) -> None:
        self.complain("")
        self.edited.emit()


def focus_first(field: Field) -> None:
    """To where typing begins in a field of several parts."""
    proxy = field.focusProxy()
    (proxy or field).setFocus(Qt.FocusReason.OtherFocusReason)

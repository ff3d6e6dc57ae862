"""What session is in front: its title, when and where it was, how it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.service import SessionCard
from app.ui.volunteers.hours_telling import day_words, session_state, span_words
from app.ui.widgets.plain import button, title_label, words


class SessionHead(QWidget):
    """`back()` when the person wants the list again."""

    def __init__(self, back: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title_label("")
        self.title.setWordWrap(True)
        self.about = words("", "muted", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(button("返回", back, kind="link", tip="回到场次列表(Esc)"), 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.title)
        told.addWidget(self.about)
        row.addLayout(told, 1)

    def show_card(self, card: SessionCard) -> None:
        draft, line = card.draft, card.line
        self.title.setText(draft.title)
        when = f"{day_words(draft.day)} {span_words(draft.starts, draft.ends)}".strip()
        about = (when, draft.place, line.team, f"负责人 {draft.leader}" if draft.leader else "", session_state(line))
        self.about.setText(" · ".join(filter(None, about)))

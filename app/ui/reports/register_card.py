"""One issued report: how far it has come, what is to be done next, and all that befell it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.register import EventKind, RegisterEntry, ReportEvent
from app.ui.theme import look
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.plain import button, set_tone, words

TONES = {
    EventKind.CORRECTED: "muted",
    EventKind.HANDED_IN: "green",
    EventKind.RECEIPT: "green",
    EventKind.MADE: "amber",
}
_FILES = {"pdf": "PDF", "xlsx": "Excel"}


def state_tone(entry: RegisterEntry) -> str:
    """How the state is coloured; it always stands beside its word."""
    return "amber" if entry.waiting else TONES.get(entry.state, "")


class RegisterCard(Card):
    """`next_wanted` is the one step that is due; the others are always there."""

    next_wanted = Signal()
    package_wanted = Signal()
    correct_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.heading.setWordWrap(True)
        self.state = words("", wrap=True)
        self.add(self.state)
        self.next_button = button("", self.next_wanted.emit, kind="primary", key="Ctrl+Return")
        self.package_button = button(
            "报送包…", self.package_wanted.emit, key="Ctrl+B", tip="把月报的全部文件和签名存成一个文件,交给街道"
        )
        self.correct_button = button(
            "更正…", self.correct_wanted.emit, key="Ctrl+R", tip="签发更正后的月报,写明更正哪一份"
        )
        self.add_action(self.next_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.package_button, self.correct_button):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)
        inside = QWidget()
        self._events = QVBoxLayout(inside)
        self._events.setContentsMargins(0, 0, 0, 0)
        self._events.setSpacing(4)
        self.add(words("经过", "muted"))
        self.body.addWidget(scrolled(inside), 1)
        self.digests = words("", "muted", wrap=True)
        self.digests.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_entry(self, entry: RegisterEntry) -> None:
        report = entry.report
        self.heading.setText(f"{report.year}年{report.month}月月报 {report.serial}")
        self.state.setText(_state(entry))
        set_tone(self.state, state_tone(entry))
        step = next_step(entry)
        self.next_button.setText(step)
        self.next_button.setToolTip(f"{step}(Ctrl+回车)")
        self.next_button.setVisible(bool(step))
        self.package_button.setEnabled(not entry.corrected_by)
        self.correct_button.setEnabled(not entry.corrected_by)
        self._clear()
        for event in reversed(entry.events):
            self._add_event(event)
        files = [f"{_FILES[file.kind]} {file.sha256[:16]}" for file in report.files if file.kind in _FILES]
        self.digests.setText(f"校验码:底稿 {report.facts_sha256[:16]},{','.join(files)}")
        self.digests.setToolTip("\n".join(f"{file.name}\n{file.sha256}" for file in report.files))

        self._events.addWidget(self.digests)
        self._events.addStretch(1)

    def _add_event(self, event: ReportEvent) -> None:
        when = words(f"{chinese_date(event.at.date())} {event.at:%H:%M}", "muted")
        what = words(event.words, wrap=True)
        what.setToolTip(f"证书指纹 {event.fingerprint}" if event.kind is EventKind.SIGNED and event.fingerprint else "")
        self._events.addWidget(when)
        self._events.addWidget(what)
        self._events.addSpacing(look().px(4))

    def _clear(self) -> None:
        while (item := self._events.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self.digests:
                widget.hide()  # it lives on until the loop comes round
                widget.deleteLater()


def next_step(entry: RegisterEntry) -> str:
    """What is due next with this report, as its button says; '' for nothing."""
    if entry.corrected_by:
        return ""
    if entry.waiting:
        return f"{entry.waiting[0].words}签名"
    return {EventKind.SIGNED: "记为已报送", EventKind.HANDED_IN: "收回执…"}.get(entry.state, "")


def _state(entry: RegisterEntry) -> str:
    if entry.corrected_by:
        return f"已更正,以 {entry.corrected_by} 号为准"
    more = f",更正 {entry.corrects} 号" if entry.corrects else ""
    return f"{entry.state_words}{more}"

"""Beside a filled form: what differs, what stayed blank and why; each leads to its cell."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.models.street_forms import FilledForm, FormFinding
from app.ui.theme import look
from app.ui.widgets.plain import set_tone, title_label, words
from app.ui.widgets.states import StateView

_ORDER = ("differs", "lost", "blank", "unread", "note")
_NAMES = {"differs": "对不上", "lost": "没有位置", "blank": "空着", "unread": "没有核对", "note": "说明"}
_SIDE, _BETWEEN = 16, 6
_TONES = {"differs": "red", "lost": "red", "blank": "amber"}


class _Sentences(QListWidget):
    """Whole sentences, each as high as it needs: Qt's own guess leaves out the space at the sides."""

    def fit(self) -> None:
        width = self.viewport().width() - look().px(2 * _SIDE)
        room = QRect(0, 0, max(1, width), 10_000)
        for row in range(self.count()):
            item = self.item(row)
            high = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), item.text()).height()
            item.setSizeHint(QSize(width, high + look().px(_BETWEEN)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class FindingsList(QWidget):
    """`wanted(finding)`: the person chose one that has a cell."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title_label("")
        self.title.setWordWrap(True)
        self.counts = words("", "muted", wrap=True)
        self.list = _Sentences()
        self.list.setAccessibleName("填表时发现的")
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else its coming cuts last lines
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setSpacing(2)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.states = StateView(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.counts)
        column.addWidget(self.states, 1)

    def show_filled(self, filled: FilledForm) -> None:
        serious = sum(finding.serious for finding in filled.findings)
        written = sum(not cell.check for cell in filled.cells)
        checked = sum(cell.check for cell in filled.cells)
        differs = sum(finding.kind == "differs" for finding in filled.findings)
        self.title.setText(f"有 {serious} 处要看一看" if serious else "填好了,都对得上")
        set_tone(self.title, "amber" if serious else "green")
        agreed = f",{checked - differs} 格公式与我们的数一致" if checked else ""
        wrong = f",{differs} 格对不上" if differs else ""
        self.counts.setText(f"填了 {written} 格{agreed}{wrong}。签发本月月报时,这张表会一起签名、存进登记簿。")
        self.list.clear()
        for finding in sorted(filled.findings, key=lambda one: _ORDER.index(one.kind)):
            at = f"{finding.cell} " if finding.cell else ""
            item = QListWidgetItem(f"{_NAMES[finding.kind]}  {at}\n{finding.words}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            tone = _TONES.get(finding.kind)
            if tone:
                item.setForeground(QColor(look().hex(tone)))
            self.list.addItem(item)
        self.list.fit()
        if filled.findings:
            self.states.show_content()
        else:
            self.states.show_empty("", "没有要说明的。可以另存后报送。")

    def show_lines(self, title: str, counts: str, lines: list[tuple[str, str]]) -> None:
        """Other lines in the same dress, each (words, tone)."""
        self.title.setText(title)
        set_tone(self.title, "")
        self.counts.setText(counts)
        self.list.clear()
        for said, tone in lines:
            item = QListWidgetItem(said)
            if tone:
                item.setForeground(QColor(look().hex(tone)))
            self.list.addItem(item)
        self.list.fit()
        self.states.show_content()

    def _go(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(finding, FormFinding) and finding.cell:
            self.wanted.emit(finding)

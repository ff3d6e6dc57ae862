"""规则: the tables an office may change, each value with its source, what it was, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.rules import RuleTable
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.settings.rule_rows import RuleRows
from app.ui.theme import look
from app.ui.widgets.plain import title_label, words
from app.ui.widgets.states import StateView

_NAMES_SHARE = 0.3  # of a narrow window


class RulesView(QWidget):
    """A value is kept when the field is left or Enter is pressed; each is one change with one undo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._latest = Latest(desk.jobs, self)
        self._tables: tuple[RuleTable, ...] = ()
        self._stale = True
        self._wanted = ""
        self.names = QListWidget()
        self.names.setAccessibleName("规则表")
        self.names.setToolTip("上下键选一张规则表(Alt+R)")
        self.names.currentRowChanged.connect(lambda _row: self._show_table())
        QShortcut(QKeySequence("Alt+R"), self).activated.connect(self.names.setFocus)
        self.heading = title_label("")
        self.note = words("", "muted", wrap=True)
        self.rows = RuleRows()
        self.rows.wanted.connect(self._keep)
        back = QShortcut(QKeySequence("Alt+Y"), self)
        back.activated.connect(self.rows.put_back_focused)
        self._content = QWidget()
        self.states = StateView(self._content)
        self._lay_out()
        desk.bus.changed.connect(self._on_changed)

    @property
    def table(self) -> RuleTable | None:
        """The one that is shown."""
        row = self.names.currentRow()
        return self._tables[row] if 0 <= row < len(self._tables) else None

    def arrive(self) -> None:
        """The view comes to the front."""
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        self._stale = False
        if not self._tables:
            self.states.show_loading("正在读取规则…")
        self._latest.run(_tables, self._show, failed=self._fail)

    def open_table(self, name: str) -> None:
        """Show the table of that name, now or as soon as the tables are read."""
        place = next((n for n, table in enumerate(self._tables) if table.name == name), -1)
        self._wanted = "" if place >= 0 else name
        if place >= 0:
            self.names.setCurrentRow(place)

    def _keep(self, row_key: str, field: str, value: str) -> None:
        table = self.table
        if table is None:
            return
        name = table.name

        def refused(error: BaseException) -> None:
            if isinstance(error, UserFault) and self.rows.complain(row_key, field, f"{error.what}{error.remedy}"):
                return
            self._desk.trouble(error)

        self._desk.change(_editing(name, row_key, field, value), failed=refused)

    def _show(self, tables: tuple[RuleTable, ...]) -> None:
        before = self.names.currentRow()
        self._tables = tables
        if not tables:
            self.states.show_empty("没有可以修改的规则。", "软件自带的规则都按默认值使用。")
            return
        self.names.blockSignals(True)
        while self.names.count() > len(tables):
            self.names.takeItem(self.names.count() - 1)
        for place, table in enumerate(tables):
            if place >= self.names.count():
                self.names.addItem("")
            item = self.names.item(place)
            item.setText(_name(table))
            item.setToolTip(_name(table))
        self._set_sizes()
        self.names.setCurrentRow(min(max(before, 0), len(tables) - 1))
        self.names.blockSignals(False)
        self.open_table(self._wanted)
        self._show_table()
        self.states.show_content()

    def _show_table(self) -> None:
        table = self.table
        if table is None:
            return
        self.heading.setText(table.title)
        changed = _changes(table)
        kept = f"改过 {changed} 处,原来的值写在旁边;在改过的格里按 Alt+Y 可以放回原值。" if changed else ""
        self.note.setText(f"改好后按回车就保存,按 Ctrl+Z 可以撤销。{kept}")
        self.rows.show_table(table)

    def _fail(self, error: BaseException) -> None:
        self._stale = True
        self.states.show_fault(error, self.refresh)
        self._desk.trouble(error)

    def _on_changed(self, changes: Changes) -> None:
        if "rules" not in changes.slices:
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_content"):
            self._set_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sizes()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.states)
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.names)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.heading)
        right.addWidget(self.note)
        right.addSpacing(4)
        right.addWidget(self.rows, 1)
        row.addLayout(right, 1)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._set_sizes()

    def _set_sizes(self) -> None:
        for place in range(self.names.count()):
            self.names.item(place).setSizeHint(QSize(0, look().row))
        self.names.setFixedWidth(min(look().px(208), round(self.width() * _NAMES_SHARE)))


def _name(table: RuleTable) -> str:
    changed = _changes(table)
    return f"{table.title}(改了 {changed} 处)" if changed else table.title


def _changes(table: RuleTable) -> int:
    return sum(row.values[field.name] != row.original[field.name] for row in table.rows for field in table.fields)


def _tables(office: Any) -> tuple[RuleTable, ...]:
    from app import services

    return services.rules.tables(office)


def _editing(name: str, row_key: str, field: str, value: str) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        return services.rules.edit(office, name, row_key, field, value)

    return work

"""Two issued reports beside each other, figure by figure; Enter opens the names behind one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from app.models.figures import Figure
from app.models.register import ComparedFigure, RegisterEntry
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.reports import register_work as work
from app.ui.reports.figures import names_page
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView


class CompareView(QWidget):
    """Choose two reports above; below, every figure of both and the difference. `closed`: back to the register."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._latest = Latest(desk.jobs, self)
        self._entries: tuple[RegisterEntry, ...] = ()
        self._found: tuple[ComparedFigure, ...] = ()
        self.first, self.second = QComboBox(), QComboBox()
        for box, name in ((self.first, "前一份"), (self.second, "后一份")):
            box.setAccessibleName(name)
            box.setMinimumContentsLength(16)
            box.activated.connect(lambda _place: self._load())
        self.changed_only = QCheckBox("只看有变化的")
        self.changed_only.toggled.connect(lambda _on: self._fill())
        self.model: RowsModel[ComparedFigure] = RowsModel(
            (
                Column(
                    "group", "部分", lambda row: row.group or "总体", width=112, tip=lambda row: row.group or "总体"
                ),
                Column("title", "数字", lambda row: row.title, width=200, tip=lambda row: row.title),
                Column("first", "前一份", lambda row: _number(row.first), sort=_sort(0), right=True, width=80),
                Column("second", "后一份", lambda row: _number(row.second), sort=_sort(1), right=True, width=80),
                Column("change", "变化", _change, sort=_sort(2), right=True, width=80),
            )
        )
        self.table = RowsView(self.model)
        self.table.setAccessibleName("两份月报的数字")
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.opened.connect(self._open_names)
        self.states = StateView(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button("返回登记簿", self.closed.emit, key="Esc"))
        row.addWidget(self.first)
        row.addWidget(words("与"))
        row.addWidget(self.second)
        row.addStretch(1)
        row.addWidget(self.changed_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.states, 1)
        column.addWidget(words("按回车或双击,看后一份数的是哪些人、哪些户(名单按现在的登记显示)。", "muted", wrap=True))

    def show_entries(self, entries: Sequence[RegisterEntry], chosen: RegisterEntry | None) -> None:
        """Begin with `chosen` against the report before it."""
        self._entries = tuple(sorted(entries, key=lambda one: one.report.serial))
        for box in (self.first, self.second):
            box.clear()
            box.addItems([_name(one) for one in self._entries])
        place = self._entries.index(chosen) if chosen in self._entries else len(self._entries) - 1
        self.second.setCurrentIndex(max(place, min(1, len(self._entries) - 1)))
        self.first.setCurrentIndex(max(self.second.currentIndex() - 1, 0))
        self._load()
        self.table.setFocus()

    def _load(self) -> None:
        if not self._entries:
            return
        first, second = (self._entries[box.currentIndex()].report.id for box in (self.first, self.second))
        self.states.show_loading()
        self._latest.run(lambda office: work.compare(office, first, second), self._landed, failed=self._on_failed)

    def _landed(self, found: tuple[ComparedFigure, ...]) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        rows = [one for one in self._found if one.difference != 0 or not self.changed_only.isChecked()]
        self.model.set_rows(rows)
        if rows:
            self.states.show_content()
        else:
            self.states.show_empty("没有不同", "这两份月报的每个数字都一样。")

    def _open_names(self, row: ComparedFigure) -> None:
        ids, number = (row.second_ids, row.second) if row.second is not None else (row.first_ids, row.first)
        self._desk.open_page(*names_page(Figure(row.key, row.title, number or 0, of=row.of, ids=ids)))

    def _on_failed(self, error: BaseException) -> None:
        self.states.show_fault(error, self._load)
        self._desk.trouble(error)


def _name(entry: RegisterEntry) -> str:
    report = entry.report
    return f"{report.serial} {report.year}年{report.month}月{'(已更正)' if entry.corrected_by else ''}"


def _number(value: int | None) -> str:
    return "—" if value is None else str(value)


def _change(row: ComparedFigure) -> str:
    return "—" if row.difference is None else f"{row.difference:+d}" if row.difference else "持平"


def _sort(which: int) -> Callable[[ComparedFigure], int]:
    def key(row: ComparedFigure) -> int:
        value = (row.first, row.second, row.difference)[which]
        return -1_000_000_000 if value is None else value

    return key

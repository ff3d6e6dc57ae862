"""议事: the board of one method, and the way to the pool."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.deliberations import Board, MatterLine, MatterPage, MatterQuery
from app.rules.deliberations import methods
from app.ui.colours.flow import FlowLayout
from app.ui.deliberations.board import PAGE, MattersBoard
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.exporting import ledger_of
from app.ui.meetings.telling import day_or_blank
from app.ui.requests.chips import ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.plain import button
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

COLUMNS = (
    Column[MatterLine]("number", "编号", lambda row: row.number, width=96),
    Column[MatterLine]("title", "事项", lambda row: row.title, width=280),
    Column[MatterLine]("method", "议事方法", lambda row: row.method_title, width=120),
    Column[MatterLine]("opened", "提出日期", lambda row: chinese_date(row.opened_on), width=136),
    Column[MatterLine]("last", "已完成", lambda row: row.last_title, width=120),
    Column[MatterLine]("last_on", "完成日期", lambda row: chinese_date(row.last_on), width=136),
    Column[MatterLine]("next", "下一步", lambda row: row.next_title, width=120),
    Column[MatterLine]("closed", "办结日期", lambda row: day_or_blank(row.closed_on), width=136),
    Column[MatterLine]("given_up", "终止原因", lambda row: row.given_up, width=160),
    Column[MatterLine]("warning", "提醒", lambda row: row.warning, width=240),
)
_EVERYTHING = 1_000_000


class DeliberationView(QWidget):
    """`chosen(line)`, `pressed(line)`, `opened(line)`; `told(words)`; `new_wanted(method)`, `pool_wanted`."""

    chosen = Signal(object)
    pressed = Signal(object)
    opened = Signal(object)
    told = Signal(str)
    cleared = Signal()  # what was typed no longer narrows it
    new_wanted = Signal(str)
    pool_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.method = next(iter(methods()))
        self.text = ""
        self._latest = Latest(desk.jobs, self)
        self._board: Board | None = None
        self.area = MattersBoard(self._read_page)
        self.ids: frozenset[int] | None = None  # behind a figure: a list in the place of the board
        self.model: RowsModel[Any] = RowsModel(COLUMNS, self)
        self.list = RowsView(self.model)
        self.list.setAccessibleName("事项")
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.area)
        self.rooms.addWidget(self.list)
        self.origin = button("", self.show_board, tip="不再只看这些,看全部")
        self.origin.hide()
        self.state = StateView(self.rooms)
        self.chips: dict[str, ToggleChip] = {}
        holder = QWidget()
        flow = FlowLayout(holder, 6)
        flow.addWidget(self.origin)
        for place, (key, method) in enumerate(methods().items()):
            chip = ToggleChip(method.title, f"Alt+{'QWTY'[place % 4]}", f"看{method.title}的事项")
            chip.clicked.connect(lambda _on=False, key=key: self.choose(key))
            self.chips[key] = chip
            flow.addWidget(chip)
        self.pool_button = button(
            "议事库…", self.pool_wanted.emit, key="Alt+K", tip="1+5+N 抽取用的五类人员和利益相关方"
        )
        self.new_button = button("提一个事项", self.new, key="Insert", tip="提出一个要议的事项")
        flow.addWidget(self.pool_button)
        flow.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(holder)
        column.addWidget(self.state, 1)
        self.area.pressed.connect(self.pressed)
        self.list.clicked.connect(lambda _at: self.pressed.emit(self.list.current_row()))
        for room in (self.area, self.list):
            room.chosen.connect(self.chosen)
            room.opened.connect(self.opened)
        self._mark()

    def choose(self, method: str) -> None:
        self.method = method
        self._mark()
        self.show_board()

    def show_board(self) -> None:
        """All matters of the method, by step."""
        self.ids = None
        self.origin.hide()
        self.rooms.setCurrentWidget(self.area)
        self.refresh()

    def show_ids(self, ids: frozenset[int], said: str) -> None:
        """Just these, of whatever method, as they stand behind a figure."""
        self.ids = ids
        self.origin.setText(f"来自:{said}(共 {len(ids)} 件)  ×")
        self.origin.show()
        self.rooms.setCurrentWidget(self.list)
        self.refresh()

    def new(self) -> None:
        self.new_wanted.emit(self.method)

    def refresh(self) -> None:
        if self.ids is not None:
            query = MatterQuery(text=self.text, ids=self.ids, limit=_EVERYTHING)
            self._latest.run(
                verb("deliberations", "page", query),
                self._show_rows,
                failed=lambda error: self.state.show_fault(error, self.refresh),
            )
            return
        if not self.area.places:
            self.state.show_loading("正在读取事项…")
        self._latest.run(
            verb("deliberations", "board", self.method, self.text),
            self._show,
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )

    def search(self, text: str) -> None:
        """Matters whose title, words, number or proposer hold `text`."""
        if text != self.text:
            self.text = text
            self.refresh()

    def _all(self) -> None:
        self.search("")
        self.cleared.emit()

    def take_focus(self) -> None:
        if self.ids is not None:
            focus_rows(self.list)
        else:
            self.area.take_focus()

    def export(self) -> None:
        """What is shown, as a list: all matters of this method, or those behind a figure."""
        period = f"截至{chinese_date(self.desk.clock.today())}"
        method = self.method if self.ids is None else None
        query = MatterQuery(text=self.text, method=method, ids=self.ids, limit=_EVERYTHING)

        def make(office: Any, _full: bool) -> Any:
            return ledger_of("议事台账", period, COLUMNS, verb("deliberations", "page", query)(office).rows)

        ExportDialog(self.desk, make, "议事台账", self.window(), numbers=False).open()

    def _show_rows(self, page: MatterPage) -> None:
        self.model.set_rows(page.rows)
        if page.rows:
            self.method = page.rows[0].method  # whose board comes after them
            self._mark()
        self.told.emit(f"共 {page.total} 件")
        if page.total:
            self.state.show_content()
        else:
            self.state.show_empty("没有符合条件的事项。", "可以换个写法,或看全部。", "看全部", self.show_board)

    def _show(self, board: Board) -> None:
        self._board = board
        self.area.show_board(board)
        under_way = sum(column.total for column in board.columns[:-1])
        total = under_way + board.columns[-1].total
        self.told.emit(f"在议 {under_way} 件,已完成 {board.columns[-1].total} 件")
        self.pool_button.setVisible(board.method.draws)
        if total:
            self.state.show_content()
            return
        if self.text:
            self.state.show_empty(
                f"{board.method.title}里没有找到“{self.text}”。", "可以换个写法,或看别的议事方法。", "看全部",
                self._all,
            )  # fmt: skip
            return
        steps = "、".join(step.title for step in board.method.steps)
        self.state.show_empty(
            f"{board.method.title}还没有事项。", f"一步一步走:{steps}。提出来以后,每走一步登记一步。",
            "提一个事项", self.new,
        )  # fmt: skip

    def _read_page(self, place: int, offset: int) -> None:
        """Further tickets of a column, in the order in which the first were given."""
        board = self._board
        if board is None:
            return
        column, model = board.columns[place], self.area.places[place].model
        done = place == len(board.columns) - 1
        query = MatterQuery(
            method=column.method, step=None if done else column.step, open=not done, text=self.text, offset=offset,
            limit=PAGE,
        )  # fmt: skip

        def put(page: MatterPage) -> None:
            if board is self._board:
                model.put_page(offset, page.rows)

        def fail(error: BaseException) -> None:
            if board is self._board:
                model.forget_page(offset)
            self.desk.trouble(error)

        self.desk.jobs.run(verb("deliberations", "page", query), put, failed=fail, owner=self)

    def _mark(self) -> None:
        for key, chip in self.chips.items():
            chip.setChecked(key == self.method)

"""会议记录: every meeting, planned or held, narrowed by chips and by what is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.meetings import MeetingPage, MeetingQuery, State
from app.models.roster import Body
from app.rules.meeting_kinds import kinds
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.columns import MEETINGS
from app.ui.meetings.exporting import open_export
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.requests.period import PeriodPicker, span_words
from app.ui.widgets.plain import button
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

PAGE = 200
_EVERYTHING = 10_000_000


class MeetingListView(QWidget):
    """`opened(row)` by Enter or double click; `told(words)` says how many;
    `book_wanted(year, body id or None)`."""

    opened = Signal(object)
    told = Signal(str)
    cleared = Signal()  # what was typed no longer narrows it
    new_wanted = Signal()
    book_wanted = Signal(int, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.query = MeetingQuery(limit=PAGE)
        self._bodies: dict[str, int] = {}
        self._latest = Latest(desk.jobs, self)
        self._count = 0
        self.kind, self.state_chip = Chip("会议类型", "Alt+T"), Chip("状态", "Alt+S")
        self.body, self.days = Chip("组织", "Alt+G"), PeriodPicker("日期", "Alt+D", desk.clock.today())
        self.made_up = ToggleChip("只看补开", "Alt+B", "只看补开的会议")
        self.clear_button = button("看全部", self.show_all, kind="link", key="Alt+A", tip="去掉所有条件")
        self.origin = button("", self._drop_origin, tip="不再只看这些,看全部")
        self.origin.hide()
        self.model: RowsModel[Any] = RowsModel(MEETINGS, self, page=PAGE)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("会议列表")
        self.state = StateView(self.view)
        self._lay_out()
        self.kind.set_choices(tuple(kinds()))
        self.state_chip.set_choices(tuple(State))
        self.model.page_wanted.connect(self._read_page)
        self.model.sort_wanted.connect(self._sort)
        self.view.opened.connect(self.opened)

    @property
    def narrows(self) -> bool:
        blank = MeetingQuery(sort=self.query.sort, descending=self.query.descending, limit=PAGE)
        return replace(self._narrowed(), text="") != blank

    def refresh(self) -> None:
        self.desk.jobs.run(verb("roster", "bodies"), self._show_bodies, owner=self)
        self.load()

    def load(self) -> None:
        """Read the list again by what is typed and chosen; the cursor stays with its meeting."""
        self.query = self._narrowed()
        self.clear_button.setVisible(self.narrows)
        self._count += 1
        kept = self.view.current_row()
        if not self.model.rowCount():
            self.state.show_loading("正在读取会议…")
        self._latest.run(
            verb("meetings", "page", self.query),
            lambda page: self._begin(page, kept.id if kept else 0),
            failed=lambda error: self.state.show_fault(error, self.load),
        )

    def search(self, text: str) -> None:
        if text != self.query.text:
            self.query = replace(self.query, text=text)
            self.load()

    def show_ids(self, ids: frozenset[int], said: str) -> None:
        """Just these, as they stand behind a cell or a figure."""
        self._clear()
        self.query = replace(self.query, ids=ids, text="")
        self.origin.setText(f"来自:{said}(共 {len(ids)} 次)  ×")
        self.origin.show()
        self.load()

    def show_query(self, query: MeetingQuery) -> None:
        """A list as somebody else asks for it."""
        self._clear()
        self.kind.choose(next(iter(query.kinds)) if len(query.kinds) == 1 else None)
        self.state_chip.choose(next(iter(query.states)) if len(query.states) == 1 else None)
        self.days.show_days(query.days)
        self.made_up.setChecked(query.made_up)
        self.query = replace(self.query, text=query.text, ids=query.ids)
        self.load()

    def show_all(self) -> None:
        self._clear()
        self.cleared.emit()
        self.load()

    def take_focus(self) -> None:
        focus_rows(self.view)

    def open_book(self) -> None:
        """The record book of the year that is looked at, else of this one; of the body that is chosen."""
        first, last = self.query.days
        day = last or first or self.desk.clock.today()
        self.book_wanted.emit(day.year, self.query.body_id)

    def export(self) -> None:
        query = replace(self.query, offset=0, limit=_EVERYTHING)

        def read(office: Any) -> Any:
            return verb("meetings", "page", query)(office).rows

        period = f"会议日期:{span_words(query.days)},截至{chinese_date(self.desk.clock.today())}"
        open_export(self.desk, self.view, "会议台账", period, read)

    # within

    def _narrowed(self) -> MeetingQuery:
        return replace(
            self.query,
            kinds=frozenset((self.kind.value,)) if self.kind.value else frozenset(),
            states=frozenset((State(self.state_chip.value),)) if self.state_chip.value else frozenset(),
            body_id=self._bodies.get(self.body.value or ""),
            days=self.days.days if self.days.check() else (None, None),
            made_up=self.made_up.isChecked(),
            offset=0,
            limit=PAGE,
        )

    def _clear(self) -> None:
        for chip in (self.kind, self.state_chip, self.body):
            chip.choose(None)
        self.days.choose(None)
        self.made_up.setChecked(False)
        self.origin.hide()
        self.query = MeetingQuery(sort=self.query.sort, descending=self.query.descending, limit=PAGE)

    def _drop_origin(self) -> None:
        self.origin.hide()
        self.query = replace(self.query, ids=None)
        self.load()

    def _show_bodies(self, bodies: tuple[Body, ...]) -> None:
        self._bodies = {body.name: body.id for body in bodies}
        self.body.set_choices(tuple(self._bodies))
        self.body.setVisible(len(bodies) > 1)

    def _begin(self, page: MeetingPage, kept: int) -> None:
        self.model.start_pages(page.total, page.rows)
        place = self.model.find(lambda row: row.id == kept)
        if place >= 0:
            self.view.choose_row(place)
        self.told.emit(f"共 {page.total} 次")
        if page.total:
            self.state.show_content()
        elif self.query.text or self.narrows:
            self.state.show_empty(
                "没有找到会议。", "可以少选几个条件,或换个写法:主题、地点、人名、议题、决议里的字。",
                "看全部", self.show_all,
            )  # fmt: skip
        else:
            self.state.show_empty(
                "还没有会议。",
                "按 Ctrl+N 记下第一次会议;已有的会议台账(Excel 或 WPS 表格),按 Ctrl+I 导入。",
                "记一次会议",
                self.new_wanted.emit,
            )

    def _read_page(self, offset: int) -> None:
        count = self._count

        def put(page: MeetingPage) -> None:
            if count == self._count:
                self.model.put_page(offset, page.rows)

        def fail(error: BaseException) -> None:
            if count == self._count:
                self.model.forget_page(offset)
            self.desk.trouble(error)

        self.desk.jobs.run(verb("meetings", "page", replace(self.query, offset=offset)), put, failed=fail, owner=self)

    def _sort(self, key: str, descending: bool) -> None:
        self.query = replace(self.query, sort=key, descending=descending)
        self.load()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        holder = QWidget()
        row = FlowLayout(holder)
        chips = (self.origin, self.kind, self.state_chip, self.days, self.body, self.made_up, self.clear_button)
        for chip in chips:
            row.addWidget(chip)
            if isinstance(chip, Chip | ToggleChip | PeriodPicker):
                chip.moved.connect(self.load)
        row.addWidget(button("会议记录本…", self.open_book, key="Alt+K", tip="一年的会议记录合成一本,有目录"))
        column.addWidget(holder)
        column.addWidget(self.state, 1)

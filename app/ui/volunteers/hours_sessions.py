"""场次: every session, and the shifts that wait for one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.ledgers import Ledger
from app.models.service import SessionPage, SessionQuery, Unsigned
from app.rules.service import hours
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import several, verb
from app.ui.meetings.exporting import ledger_of, open_export
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.requests.period import PeriodPicker, span_words
from app.ui.volunteers.hours_telling import RECORDS, SESSIONS, shift_words
from app.ui.widgets.card import Banner
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.plain import button
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_PAGE = 200
_EVERYTHING = 10_000_000


class SessionsView(QWidget):
    """`opened(line)`; `new_wanted(shift id or None)`; `told(words)` says how many."""

    opened = Signal(object)
    new_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.query = SessionQuery(limit=_PAGE)
        self.waiting: tuple[Unsigned, ...] = ()
        self._teams: dict[str, int] = {}
        self._count = 0
        self._latest = Latest(desk.jobs, self)
        self.days = PeriodPicker("日期", "Alt+D", desk.clock.today())
        self.team = Chip("队伍", "Alt+T")
        self.open_only = ToggleChip("只看没核对的", "Alt+B", "还没有核对关闭的场次")
        self.origin = button("", self.show_all, tip="不再只看这些,看全部")
        self.origin.hide()
        self.clear_button = button("看全部", self.show_all, kind="link", key="Alt+A", tip="去掉所有条件")
        self.banner = Banner("amber")
        self.banner.add_beside(button("登记这一班…", self._sign_next, key="Alt+S", tip="按班表上在班的人签到"))
        self.model: RowsModel[Any] = RowsModel(SESSIONS, self, page=_PAGE)
        self.view = RowsView(self.model, sorting=False)
        self.view.setAccessibleName("服务场次")
        self.state = StateView(self.view)
        holder = QWidget()
        row = FlowLayout(holder, 6)
        self.records_button = button(
            "导出服务记录…", self.export_records, key="Alt+X", tip="列出的场次里每个人的时长,一人一行"
        )
        for widget in (
            self.origin, self.days, self.team, self.open_only, self.clear_button, self.records_button,
        ):  # fmt: skip
            row.addWidget(widget)
        for chip in (self.days, self.team, self.open_only):
            chip.moved.connect(self.load)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(holder)
        column.addWidget(self.state, 1)
        self.view.opened.connect(self.opened)
        self.model.page_wanted.connect(self._read_page)

    @property
    def narrows(self) -> bool:
        return self._narrowed() != SessionQuery(limit=_PAGE)

    def refresh(self) -> None:
        self.load()

    def load(self) -> None:
        """Read the list again by what is chosen; the cursor stays with its session."""
        self.query = self._narrowed()
        self._count += 1
        self.clear_button.setVisible(self.narrows)
        if not self.model.rowCount():
            self.state.show_loading("正在读取场次…")
        kept = self.view.current_row()
        work = several(verb("service", "page", self.query), verb("service", "unsigned"), verb("service", "teams"))
        self._latest.run(
            work,
            lambda found: self._show(found[0], found[1], found[2], kept.id if kept else 0),
            failed=lambda error: self.state.show_fault(error, self.load),
        )

    def search(self, text: str) -> None:
        if text != self.query.words:
            self.query = replace(self.query, words=text)
            self.load()

    def show_ids(self, ids: frozenset[int], said: str) -> None:
        """Just these, as they stand behind a figure."""
        self._clear()
        self.query = replace(self.query, ids=ids)
        self.origin.setText(f"来自:{said}(共 {len(ids)} 场)  ×")
        self.origin.show()
        self.load()

    def show_volunteer(self, volunteer_id: int, name: str) -> None:
        """The sessions one volunteer served in."""
        self._clear()
        self.query = replace(self.query, volunteer_id=volunteer_id)
        self.origin.setText(f"{name}参加的  ×")
        self.origin.show()
        self.load()

    def show_all(self) -> None:
        self._clear()
        self.load()

    def take_focus(self) -> None:
        focus_rows(self.view)

    def export(self) -> None:
        query = replace(self.query, offset=0, limit=_EVERYTHING)

        def read(office: Any) -> Any:
            return verb("service", "page", query)(office).lines

        first_last = (self.query.since, self.query.until)
        period = f"服务日期:{span_words(first_last)},截至{chinese_date(self.desk.clock.today())}"
        open_export(self.desk, self.view, "志愿服务场次", period, read)

    def export_records(self) -> None:
        """Everybody who served in the sessions that are listed, a line each: as a ledger of service is kept."""
        query = replace(self.query, offset=0)
        since_until = (query.since, query.until)
        today = chinese_date(self.desk.clock.today())
        export_records(self.desk, query, f"服务日期:{span_words(since_until)},截至{today}", self.window())

    # within

    def _narrowed(self) -> SessionQuery:
        since, until = self.days.days if self.days.check() else (None, None)
        team = self._teams.get(self.team.value or "")
        return replace(
            self.query, since=since, until=until, team_id=team, open_only=self.open_only.isChecked(), offset=0
        )

    def _clear(self) -> None:
        self.days.choose(None)
        self.team.choose(None)
        self.open_only.setChecked(False)
        self.origin.hide()
        self.query = SessionQuery(limit=_PAGE)

    def _show(
        self, page: SessionPage, waiting: tuple[Unsigned, ...], teams: tuple[tuple[int, str], ...], kept: int
    ) -> None:
        self._teams = {name: number for number, name in teams}
        self.team.set_choices(tuple(self._teams))
        self.waiting = waiting
        if waiting:
            more = f"等 {len(waiting)} 个班次" if len(waiting) > 1 else ""
            self.banner.say(f"{shift_words(waiting[0])}{more}还没有签到。", "amber")
        else:
            self.banner.hide()
        self.model.start_pages(page.total, page.lines)
        place = self.model.find(lambda row: row.id == kept)
        if place >= 0:
            self.view.choose_row(place)
        self.told.emit(f"共 {page.total} 场,{page.person_times} 人次,{hours(page.minutes)} 小时")
        if page.total:
            self.state.show_content()
        elif self.narrows:
            self.state.show_empty("没有找到场次。", "可以少选几个条件,或换个写法。", "看全部", self.show_all)
        else:
            self.state.show_empty(
                "还没有服务时长。",
                "活动做完以后按 Ctrl+N 登记一场、签到;已有服务记录表格的(Excel 或 WPS 表格),按 Ctrl+I 导入。",
                "登记一场服务",
                lambda: self.new_wanted.emit(None),
            )

    def _read_page(self, offset: int) -> None:
        count = self._count

        def put(page: SessionPage) -> None:
            if count == self._count:
                self.model.put_page(offset, page.lines)

        def fail(error: BaseException) -> None:
            self.model.forget_page(offset)
            self.desk.trouble(error)

        self.desk.jobs.run(verb("service", "page", replace(self.query, offset=offset)), put, failed=fail, owner=self)

    def _sign_next(self) -> None:
        if self.waiting:
            self.new_wanted.emit(self.waiting[0].shift_id)


def export_records(desk: Desk, query: SessionQuery, period: str, parent: QWidget) -> ExportDialog:
    """服务记录 of the sessions that a query asks for, as a ledger."""

    def make(office: Any, _full: bool) -> Ledger:
        return ledger_of("志愿服务记录", period, RECORDS, verb("service", "records", query)(office))

    dialog = ExportDialog(desk, make, "志愿服务记录", parent)
    dialog.open()
    return dialog

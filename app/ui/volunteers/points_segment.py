"""红色账户: the ranking of a month, a year or in all; an account at the right; entering, evaluation, the board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date, month_end
from app.models.ledgers import Ledger, LedgerColumn
from app.models.points import Awards, PointEntry, Ranking, SessionToAward, Span, Standing
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import several, verb
from app.ui.meetings.exporting import ledger_of
from app.ui.requests.chips import ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.volunteers.points_board import BoardDialog
from app.ui.volunteers.points_card import AccountCard, entry_mark, star_words
from app.ui.volunteers.points_evaluation import EvaluationPage
from app.ui.volunteers.points_many import PointsMany, entered_words
from app.ui.volunteers.points_sessions import SessionsCard
from app.ui.volunteers.segment import Segment
from app.ui.widgets.card import Banner
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.plain import button
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

RANKING, MANY, EVALUATION = range(3)
_MONTHS = 24
_KEYS = dict(zip(Span, ("Alt+Q", "Alt+W", "Alt+T"), strict=True))


def _points(span: Span) -> Column[Standing]:
    return Column[Standing](
        span.name, span.value, lambda row: str(row.sums.of(span)), lambda row: -row.sums.of(span), right=True, width=80
    )


def _score(row: Standing) -> str:
    return "" if row.score is None else f"{row.score // 10}.{row.score % 10} {row.grade}".strip()


COLUMNS = (
    Column[Standing]("place", "名次", lambda row: str(row.place), lambda row: row.place, right=True, width=64),
    Column[Standing]("name", "姓名", lambda row: row.name, lambda row: row.sort, width=152),
    *(_points(span) for span in Span),
    Column[Standing]("star", "星级", lambda row: star_words(row.star), lambda row: -row.sums.total, width=128),
    Column[Standing]("team", "小分队", lambda row: row.team, width=152),
    Column[Standing]("score", "三级评价", _score, lambda row: -(row.score or 0), width=120),
    Column[Standing]("left", "状态", lambda row: "已离队" if row.left else "", width=80),
)
_ENTRIES = (
    LedgerColumn("day", "日期", 26.0),
    LedgerColumn("name", "姓名", 26.0),
    LedgerColumn("kind", "项目", 34.0),
    LedgerColumn("points", "分数", 14.0, number=True),
    LedgerColumn("asked", "应记", 14.0, number=True),
    LedgerColumn("reason", "事由", 40.0),
    LedgerColumn("evidence", "凭证", 40.0),
    LedgerColumn("by", "登记人", 20.0),
    LedgerColumn("entered", "登记日期", 26.0),
)


class PointsSegment(Segment):
    """Asked by a number it shows that volunteer's account; by a (year, month) that month's ranking."""

    key = "points"
    title = "红色账户"
    search_hint = "姓名、小分队"
    primary = "登记积分"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        today = desk.clock.today()
        count = today.year * 12 + today.month - 1
        self.months = [((count - back) // 12, (count - back) % 12 + 1) for back in range(_MONTHS)]
        self.span = Span.MONTH
        self.ranking: Ranking | None = None
        self._text = ""
        self._latest = Latest(desk.jobs, self)
        self.month = QComboBox()
        self.month.addItems([f"{year}年{month}月" for year, month in self.months])
        self.month.setAccessibleName("月份")
        self.month.setToolTip("看哪个月的排行(Alt+M)")
        self.spans = {span: ToggleChip(span.value, _KEYS[span], f"按{span.value}积分排") for span in Span}
        self.sessions_button = button("按场次补记", self.show_sessions, key="Alt+S", tip="服务过、还没有记积分的场次")
        self.banner = Banner("green")
        self.model: RowsModel[Standing] = RowsModel(COLUMNS, self)
        self.list = RowsView(self.model)
        self.list.setAccessibleName("积分排行")
        self.state = StateView(self.list)
        self.many, self.evaluation = PointsMany(desk), EvaluationPage(desk)
        self.rooms = QStackedWidget()
        self.account, self.sessions = AccountCard(desk), SessionsCard(desk)
        self._lay_out()
        self._wire()
        self._mark()

    # what is shown

    @property
    def chosen_month(self) -> tuple[int, int]:
        return self.months[self.month.currentIndex()]

    @property
    def room(self) -> int:
        return self.rooms.currentIndex()

    def refresh(self) -> None:
        """The ranking, and how many sessions wait; a table that is being filled in is left alone."""
        if not self.model.rowCount():
            self.state.show_loading("正在读取积分…")
        works = (verb("points", "ranking", *self.chosen_month, self.span), verb("points", "sessions"))
        self._latest.run(
            several(*works),
            lambda found: self._show(*found),
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )
        if self.side is not None:
            self.side.refresh()

    def show_what(self, what: object) -> None:
        self._to(RANKING)
        if isinstance(what, int):
            self.refresh()
            self.show_account(what)
        elif what in self.months:
            self.month.setCurrentIndex(self.months.index(what))
            self.refresh()
        else:
            self.refresh()

    def show_account(self, volunteer_id: int) -> None:
        self.banner.hide()  # what was entered may be reversed there
        self.open_side(self.account)
        self.account.show_account(volunteer_id)

    def show_sessions(self) -> None:
        self.open_side(self.sessions)
        self.sessions.show_sessions()
        self.sessions.setFocus()

    def choose(self, span: Span) -> None:
        self.span = span
        self._mark()
        self.refresh()

    def search(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._fill()

    def take_focus(self) -> None:
        if self.room == RANKING:
            focus_rows(self.list)
        else:
            (self.many.table if self.room == MANY else self.evaluation.table).setFocus()

    def unsaved(self) -> str:
        said = (super().unsaved(), self.many.unsaved(), self.evaluation.unsaved())
        return "、".join(part for part in said if part)

    # what can be done

    def begin(self) -> None:
        """Points for many; a table that holds something already stays as it is."""
        if self.room == MANY and self.many.dirty:
            return
        self._to(MANY)
        self.many.begin()

    def begin_session(self, session: SessionToAward) -> None:
        self._to(MANY)
        self.many.begin_session(session)

    def evaluate(self) -> None:
        self._to(EVALUATION)
        self.evaluation.begin()

    def show_board(self) -> BoardDialog:
        dialog = BoardDialog(self.desk, *self.chosen_month, self.span, self.window())
        dialog.open()
        return dialog

    def show_rules(self) -> None:
        self.desk.open_page("settings", "point_kinds")

    def export(self) -> None:
        """The ranking as it is shown, or every entry of its span; of the evaluation its table."""
        if self.room == EVALUATION:
            self.evaluation.export()
            return
        found = self.ranking
        rows = [row for row in map(self.model.row, range(self.model.rowCount())) if row is not None]
        columns, period = tuple(self.list.shown_columns()), self._period()
        first, last = self._days()

        def make(_office: Any, _full: bool) -> Ledger:
            return ledger_of("红色账户积分排行", period, columns, rows)

        def entries(office: Any, _full: bool) -> Ledger:
            return entries_ledger(verb("points", "entries", first, last)(office), period)

        scopes = ((f"排行 {len(rows)} 人", make), ("全部流水", entries)) if found is not None else ()
        ExportDialog(self.desk, make, "红色账户", self.window(), scopes=scopes).open()

    # within

    def _days(self) -> tuple[Any, Any]:
        year, month = self.chosen_month
        last = month_end(year, month)
        first = {Span.MONTH: last.replace(day=1), Span.YEAR: last.replace(month=1, day=1)}
        return first.get(self.span, last.replace(year=1900, month=1, day=1)), last

    def _period(self) -> str:
        first, last = self._days()
        return (
            f"截至{chinese_date(last)}" if self.span is Span.TOTAL else f"{chinese_date(first)}至{chinese_date(last)}"
        )

    def _show(self, found: Ranking, sessions: tuple[SessionToAward, ...]) -> None:
        self.ranking = found
        self.sessions_button.setText(f"按场次补记 {len(sessions)}" if sessions else "按场次补记")
        self._fill()

    def _fill(self) -> None:
        found = self.ranking
        if found is None:
            return
        kept = self.list.current_row()
        rows = [row for row in found.rows if self._text in row.name or self._text in row.team]
        self.model.set_rows(rows)
        if kept is not None:
            self.list.choose_row(self.model.find(lambda row: row.volunteer_id == kept.volunteer_id))
        points = sum(row.sums.of(found.span) for row in found.rows)
        others = f",还有 {found.others} 人没有" if found.others else ""
        self.told.emit(f"{len(found.rows)} 人有积分,共 {points} 分{others}")
        if rows:
            self.state.show_content()
        elif self._text and found.rows:
            self.state.show_empty("没有找到。", "可以写姓名或小分队里的字。")
        else:
            when = {Span.MONTH: "这个月", Span.YEAR: "这一年", Span.TOTAL: "到这时"}[found.span]
            self.state.show_empty(
                f"{when}还没有积分。", "按 Ctrl+N 给一个人或许多人登记;按场次补记按 Alt+S。", "登记积分", self.begin
            )

    def _to(self, room: int) -> None:
        """One of the three rooms; entering and evaluating take the whole part."""
        self.banner.hide()
        self.rooms.setCurrentIndex(room)
        if room != RANKING:
            self.sides.hide()
            self.content.show()
        self.search_hint = "姓名、小分队" if room == RANKING else ""
        self.primary = "登记积分" if room == RANKING else ""
        self.can_export = room != MANY
        self.offers_moved.emit()

    def _back(self) -> None:
        self._to(RANKING)
        self.refresh()
        self.take_focus()

    def _entered(self, awards: Awards) -> None:
        day = self.many.day.day()
        self._back()
        self.banner.say(entered_words(awards, day), "green")

    def _mark(self) -> None:
        for span, chip in self.spans.items():
            chip.setChecked(span is self.span)

    def _chosen(self, row: Standing) -> None:
        if not self.narrow:
            self.show_account(row.volunteer_id)

    def _opened(self, row: Standing) -> None:
        self.show_account(row.volunteer_id)
        self.account.setFocus()

    def _lay_out(self) -> None:
        ranking = QWidget()
        column = QVBoxLayout(ranking)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        holder = QWidget()
        flow = FlowLayout(holder, 6)
        for widget in (
            self.month,
            *self.spans.values(),
            self.sessions_button,
            button("三级评价", self.evaluate, key="Alt+V", tip="居民、支部、党委三级评分"),
            button("光荣榜…", self.show_board, key="Alt+G", tip="打印光荣榜"),
            button("积分规则", self.show_rules, kind="link", key="Alt+K", tip="每项记几分、每年最多几分、星级"),
        ):
            flow.addWidget(widget)
        column.addWidget(holder)
        column.addWidget(self.banner)
        column.addWidget(self.state, 1)
        for room in (ranking, self.many, self.evaluation):
            self.rooms.addWidget(room)
        self.lay(self.rooms, self.account, self.sessions)

    def _wire(self) -> None:
        QShortcut(QKeySequence("Alt+M"), self.month).activated.connect(self.month.setFocus)
        self.month.activated.connect(lambda _place: self.refresh())
        for span, chip in self.spans.items():
            chip.clicked.connect(lambda _on=False, span=span: self.choose(span))
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.many.saved.connect(self._entered)
        self.many.left.connect(self._back)
        self.evaluation.left.connect(self._back)
        self.sessions.wanted.connect(self.begin_session)


def entries_ledger(entries: Sequence[PointEntry], period: str) -> Ledger:
    """Every entry as it was made; reversals stand with what they take back."""
    rows = [
        (
            chinese_date(one.day), one.name, f"{one.kind}{entry_mark(one)}", one.points, one.asked, one.reason,
            one.evidence, one.entered_by, chinese_date(one.entered_on),
        )
        for one in entries
    ]  # fmt: skip
    return Ledger("红色账户积分流水", period, _ENTRIES, rows)

"""该走访: who is overdue and who is due soon, narrowed, in the order of need or of the walk."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.models.visit_views import DueLine, DuePage, DueQuery, FormChoices, Horizon
from app.models.visits import TIERS, Tier
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.visits import asking
from app.ui.visits.columns import DUE
from app.ui.visits.listing import Listing
from app.ui.widgets.plain import button
from app.ui.widgets.states import StateView

_KEYS = {Horizon.OVERDUE: "Alt+Y", Horizon.WEEK: "Alt+T", Horizon.MONTH: "Alt+S"}
_TIPS = {
    Horizon.OVERDUE: "过了应访日期还没走访的",
    Horizon.WEEK: "已逾期的和7天内到期的",
    Horizon.MONTH: "已逾期的和30天内到期的",
}

_HOW = "有标签的户会按走访等级自动排进来,快到期的列在这里;也可以在住户卡上设定走访等级。"


class DueView(QWidget):
    """`chosen(line)` by a click or the arrows, `opened(line)` by Enter; `counted(page)` when a list has come."""

    chosen = Signal(object)
    opened = Signal(object)
    counted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.text = ""
        self.ids: tuple[int, ...] | None = None
        self.listing: Listing[DueQuery, DueLine] = Listing(
            desk, DUE, DueQuery(), asking.due, lambda line: line.household_id, self
        )
        self.view = self.listing.view
        self.view.setAccessibleName("该走访的住户")
        self.state = StateView(self.view)
        self.horizons = {horizon: ToggleChip(horizon.value, _KEYS[horizon], _TIPS[horizon]) for horizon in Horizon}
        group = QButtonGroup(self)
        for made in self.horizons.values():
            group.addButton(made)
        self.horizons[Horizon.WEEK].setChecked(True)
        self.tier, self.grid = Chip("等级", "Alt+D"), Chip("网格", "Alt+G", blank="未划入网格")
        self.member, self.visitor = Chip("结对党员", "Alt+M"), Chip("走访过的人", "Alt+F")
        self.tier.set_choices([tier.value for tier in TIERS])
        self.walk = ToggleChip("按行走顺序", "Alt+W", "一栋一栋、一个单元一个单元,从高层往下走")
        self.route_button = button("推荐路线", self.ask_route, key="Alt+L", tip="挑出最该去的一栋楼里最急的户,排成一趟")
        self.origin = button("", self.drop_ids, tip="不再只看这些,看全部")
        self.origin.hide()
        self._lay_out()
        self._wire()

    @property
    def horizon(self) -> Horizon:
        return next(horizon for horizon, made in self.horizons.items() if made.isChecked())

    @property
    def query(self) -> DueQuery:
        """What is asked for as things are chosen here."""
        return DueQuery(
            text=self.text,
            horizon=self.horizon,
            grid=self.grid.value,
            tier=Tier(self.tier.value) if self.tier.value else None,
            member=self.member.value or "",
            visitor=self.visitor.value or "",
            ids=frozenset(self.ids) if self.ids is not None else None,
        )

    def load(self) -> None:
        """Read the list again by what is chosen; the order stays."""
        if not self.listing.model.rowCount():
            self.state.show_loading("正在看该走访哪些户…")
        kept = self.listing.query
        sort, down = ("walk", False) if self.walk.isChecked() else (kept.sort, kept.descending)
        if not self.walk.isChecked() and sort == "walk":
            sort, down = "need", False
        self.listing.load(replace(self.query, sort=sort, descending=down))

    def search(self, text: str) -> None:
        self.text = text
        self.load()

    def show_choices(self, choices: FormChoices) -> None:
        self.grid.set_choices((*choices.grids, ""))
        self.member.set_choices(choices.members)
        self.visitor.set_choices(choices.visitors)

    def show_ids(self, ids: tuple[int, ...], title: str) -> None:
        """Just these doors, due or not, in the order of the walk."""
        self.ids = ids
        self.origin.setText(f"{title}({len(ids)} 户)  ×")
        self.origin.show()
        self.walk.setChecked(True)
        self.load()

    def drop_ids(self) -> None:
        self.ids = None
        self.origin.hide()
        self.walk.setChecked(False)
        self.load()

    def show_all(self) -> None:
        """Drop everything that narrows the list."""
        for chip in (self.tier, self.grid, self.member, self.visitor):
            chip.choose(None)
        self.horizons[Horizon.MONTH].setChecked(True)
        self.text = ""
        self.drop_ids()

    def ask_route(self) -> None:
        """The next best walk under what is chosen here, as the list."""
        self.desk.jobs.run(asking.route(replace(self.query, ids=None)), self._show_route, owner=self)

    def selected(self) -> list[DueLine]:
        """The chosen rows, or the one with the cursor."""
        rows: list[DueLine] = self.view.selected_rows()
        current = self.view.current_row()
        return rows or ([current] if current is not None else [])

    @property
    def narrowed(self) -> bool:
        return self.query != DueQuery(horizon=self.horizon)

    def _show_route(self, ids: tuple[int, ...]) -> None:
        if ids:
            self.show_ids(ids, "推荐路线")
        else:
            self.desk.tell("现在没有到期要走访的户。")

    def _loaded(self, page: DuePage) -> None:
        for horizon, count in zip(Horizon, (page.overdue, page.week, page.month), strict=True):
            self.horizons[horizon].setText(f"{horizon.value} {count}")
        if page.total:
            self.state.show_content()
        elif self.text:
            self.state.show_empty("没有找到这一户。", "请换个写法:姓名、拼音首字母、门牌如 3-2-1101 都可以。")
        elif self.narrowed:
            self.state.show_empty("没有符合条件的户。", "请少选几个条件,或换一个网格。", "看全部", self.show_all)
        elif self.horizon is not Horizon.MONTH and page.month:
            self.state.show_empty(
                "近几天没有要走访的户。",
                f"30天内有 {page.month} 户到期。",
                "看30天内到期的",
                self.horizons[Horizon.MONTH].click,
            )
        elif page.doors:
            self.state.show_empty("现在没有要走访的户。", _HOW)
        else:
            self.state.show_empty(
                "还没有住户。",
                f"把现有的住户台账(Excel 或 WPS 表格)导入进来。{_HOW}",
                "导入住户台账",
                lambda: self.desk.open_page("import", None),
            )
        self.counted.emit(page)

    def _wire(self) -> None:
        self.listing.loaded.connect(self._loaded)
        self.listing.failed.connect(lambda error: self.state.show_fault(error, self.load))
        self.listing.model.sort_wanted.connect(lambda _key, _down: self.walk.setChecked(False))
        for toggle in (*self.horizons.values(), self.walk):
            toggle.moved.connect(self.load)
        for chip in (self.tier, self.grid, self.member, self.visitor):
            chip.moved.connect(self.load)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)

    def _lay_out(self) -> None:
        bar = QWidget()
        row = FlowLayout(bar)
        for widget in (
            *self.horizons.values(),
            self.tier,
            self.grid,
            self.member,
            self.visitor,
            self.walk,
            self.route_button,
            self.origin,
        ):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(bar)
        column.addWidget(self.state, 1)

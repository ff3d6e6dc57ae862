"""心愿清单: wishes, needs, offers and projects, as a board by state or as a list; the card of the chosen one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.ledgers import Ledger
from app.models.wishes import Kind, State, WishAsk, WishBoard, WishLine, WishPage, WishQuery
from app.rules.wishes import kind_rules, state_words
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.exporting import ledger_of
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.requests.sheet import SheetDialog
from app.ui.volunteers.segment import Segment
from app.ui.volunteers.wishes_board import WishBoardArea
from app.ui.volunteers.wishes_card import WishCardView
from app.ui.volunteers.wishes_telling import COLUMNS, SHOWN
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.plain import button
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_KEYS = dict(zip(Kind, ("Alt+Q", "Alt+W", "Alt+T", "Alt+Y"), strict=True))
_PAGE = 200
_EVERYTHING = 1_000_000
_EMPTY = {
    Kind.WISH: "居民有什么小心愿,按 Ctrl+N 记下;有人认领、办好、住户确认,都在这里。",
    Kind.NEED: "居民需要什么帮助,按 Ctrl+N 记下,等志愿者、小分队或单位认领。",
    Kind.OFFER: "志愿者、小分队、共建单位能提供什么,按 Ctrl+N 记下,等住户选用。",
    Kind.PROJECT: "党员领办的项目,按 Ctrl+N 立项,再由党员、小分队或单位领办。",
}
_NOTE = "门牌、住户姓名、志愿者姓名都已遮住,可以张贴。张贴前请再看一眼内容里有没有写出谁家的事。"


class WishesSegment(Segment):
    """Asked by a number it shows that one; by a `WishQuery` the list of those; by a `WishAsk` the form of a new one;
    by a `Kind` its board."""

    key = "wishes"
    title = "心愿清单"
    search_hint = "编号、内容、门牌、姓名"
    primary = "登记微心愿"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.kind = Kind.WISH
        self.query = WishQuery()  # what another page asked for, or what is searched
        self.all_kinds = False
        self._latest = Latest(desk.jobs, self)
        self._count = 0
        self.chips = {
            kind: ToggleChip(kind.value, _KEYS[kind], f"看{kind.value}{'清单' if kind is not Kind.PROJECT else ''}")
            for kind in Kind
        }
        self.state_chip = Chip("进展", "Alt+S")
        self.late_chip = ToggleChip("只看逾期", "Alt+O", "过了期限还没有办好的")
        self.list_chip = ToggleChip("列表", "Alt+B", "按列表看,或按看板看")
        self.origin_button = button("✕ 不再只看这些", self.show_all, kind="link", tip="回到全部")
        self.origin_button.hide()
        self.board = WishBoardArea()
        self.model: RowsModel[WishLine] = RowsModel(COLUMNS, self, page=_PAGE)
        self.list = RowsView(self.model, sorting=False)
        self.list.setAccessibleName("心愿清单")
        self.list.show_columns(SHOWN)
        self.views = QStackedWidget()
        self.views.addWidget(self.board)
        self.views.addWidget(self.list)
        self.state = StateView(self.views)
        self.card = WishCardView(desk)
        self._lay_out()
        self._wire()
        self._mark()

    # what is shown

    @property
    def as_list(self) -> bool:
        return self.list_chip.isChecked()

    def refresh(self) -> None:
        self._read()
        if self.side is not None:
            self.side.refresh()

    def show_what(self, what: object) -> None:
        if isinstance(what, int):
            self._read()
            self.show_wish(what)
        elif isinstance(what, WishAsk):
            self._read()
            self.open_side(self.card)
            self.card.begin_from(what)
        elif isinstance(what, WishQuery):
            self.query, self.all_kinds = what, not what.kinds
            if len(what.kinds) == 1:
                (self.kind,) = what.kinds
            self.late_chip.setChecked(what.late)
            self.list_chip.setChecked(True)
            self.origin_button.setVisible(self.all_kinds)
            self._mark()
            self._read()
        elif isinstance(what, Kind):
            self.choose(what)
        else:
            self.refresh()

    def choose(self, kind: Kind) -> None:
        """The board or list of a kind."""
        self.kind, self.all_kinds = kind, False
        self.query = WishQuery(text=self.query.text)
        self.origin_button.hide()
        self._mark()
        self._read()

    def show_all(self) -> None:
        self.late_chip.setChecked(False)
        self.state_chip.choose(None)
        self.choose(self.kind)

    def show_wish(self, wish_id: int) -> None:
        self.open_side(self.card)
        self.card.show_wish(wish_id)

    def search(self, text: str) -> None:
        """Typing goes to the list; with nothing typed it is as it was."""
        if text == self.query.text:
            return
        self.query = replace(self.query, text=text)
        if text:
            self.list_chip.setChecked(True)
        self._read()

    def take_focus(self) -> None:
        if self.as_list:
            focus_rows(self.list)
        else:
            self.board.take_focus()

    # what can be done

    def begin(self) -> None:
        self.open_side(self.card)
        self.card.begin(self.kind)

    def export(self) -> None:
        """What the list shows, all of it; of a board, its kind."""
        query, columns = replace(self._asked(), limit=_EVERYTHING), tuple(self.list.shown_columns())
        title = "心愿和双清单台账" if self.all_kinds else f"{self.kind.value}台账"
        period = f"截至{chinese_date(self.desk.clock.today())}"

        def make(office: Any, _full: bool) -> Ledger:
            return ledger_of(title, period, columns, verb("wishes", "page", query)(office).rows)

        ExportDialog(self.desk, make, title, self.window()).open()

    def post(self) -> SheetDialog:
        """The list for the notice board, masked."""
        title = f"{self.kind.value}公示"
        dialog = SheetDialog(self.desk, title, verb("wishes", "public_notice", self.kind), self.window(), note=_NOTE)
        dialog.open()
        return dialog

    # within

    def _asked(self) -> WishQuery:
        chosen = self.state_chip.value
        states = frozenset(state for state in State if state_words(self.kind, state) == chosen)
        kinds = self.query.kinds if self.all_kinds else frozenset({self.kind})
        return replace(self.query, kinds=kinds, states=states, late=self.late_chip.isChecked(), offset=0, limit=_PAGE)

    def _read(self) -> None:
        self._count += 1
        self.views.setCurrentWidget(self.list if self.as_list else self.board)
        self.state_chip.setVisible(self.as_list)
        self.late_chip.setVisible(self.as_list and (self.all_kinds or self.kind is not Kind.OFFER))
        if self.as_list:
            self._latest.run(verb("wishes", "page", self._asked()), self._show_page, failed=self._failed)
        else:
            self._latest.run(verb("wishes", "board", self.kind), self._show_board, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self.state.show_fault(error, self.refresh)

    def _show_board(self, board: WishBoard) -> None:
        self.board.show_board(board)
        total = sum(column.total for column in board.columns)
        closed = board.columns[-1].total if board.kind is not Kind.OFFER else 0
        measure = kind_rules()[board.kind].measure
        gone = f",{state_words(board.kind, State.WITHDRAWN)} {board.withdrawn} {measure}" if board.withdrawn else ""
        if board.kind is Kind.OFFER:
            self.told.emit(f"提供中 {total} {measure}{gone}")
        else:
            done = f"{state_words(board.kind, State.CONFIRMED)} {closed} {measure}"
            self.told.emit(f"在办 {total - closed} {measure},{done}{gone}")
        if total or board.withdrawn:
            self.state.show_content()
        else:
            self._show_nothing()

    def _show_page(self, page: WishPage) -> None:
        kept = self.list.current_row()
        self.model.start_pages(page.total, page.rows)
        if kept is not None:
            self.list.choose_row(self.model.find(lambda row: row.id == kept.id))
        self.told.emit(f"共 {page.total} 件")
        if page.total:
            self.state.show_content()
        elif self.query.text or self.late_chip.isChecked() or self.state_chip.value or self.all_kinds:
            self.state.show_empty("没有符合条件的。", "请少选几个条件,或换个写法。", "看全部", self.show_all)
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        what = f"{self.kind.value}清单" if self.kind in (Kind.NEED, Kind.OFFER) else self.kind.value
        self.state.show_empty(f"还没有{what}。", _EMPTY[self.kind], self.primary, self.begin)

    def _read_page(self, offset: int) -> None:
        count = self._count

        def put(page: WishPage) -> None:
            if count == self._count:
                self.model.put_page(offset, page.rows)

        def fail(error: BaseException) -> None:
            if count == self._count:
                self.model.forget_page(offset)
            self.desk.trouble(error)

        asked = replace(self._asked(), offset=offset)
        self.desk.jobs.run(verb("wishes", "page", asked), put, failed=fail, owner=self)

    def _mark(self) -> None:
        """Chips, the primary action and the states' words are those of the kind."""
        for kind, chip in self.chips.items():
            chip.setChecked(kind is self.kind and not self.all_kinds)
        named = [state_words(self.kind, state) for state in State]
        self.state_chip.set_choices(named)
        if self.state_chip.value not in named:
            self.state_chip.choose(None)
        self.primary = f"登记{self.kind.value}"
        self.offers_moved.emit()

    def _chosen(self, row: WishLine) -> None:
        if not self.narrow:
            self.show_wish(row.id)

    def _opened(self, row: WishLine) -> None:
        self.show_wish(row.id)
        self.card.setFocus()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        holder = QWidget()
        flow = FlowLayout(holder, 6)
        self.post_button = button("公示…", self.post, key="Alt+G", tip="打印对外张贴的清单,门牌和姓名都遮住")
        for widget in (
            *self.chips.values(), self.list_chip, self.state_chip, self.late_chip, self.post_button, self.origin_button,
        ):  # fmt: skip
            flow.addWidget(widget)
        column.addWidget(holder)
        column.addWidget(self.state, 1)
        self.lay(content, self.card)

    def _wire(self) -> None:
        for kind, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, kind=kind: self.choose(kind))
        for chip in (self.list_chip, self.late_chip):
            chip.moved.connect(self._read)
        self.state_chip.moved.connect(self._read)
        self.model.page_wanted.connect(self._read_page)
        for view in (self.board, self.list):
            view.chosen.connect(self._chosen)
            view.opened.connect(self._opened)
        self.card.closed.connect(partial(setattr, self.card, "wish_id", None))

"""走访: whom to visit, what was found, who answers for whom, and how many of those that were due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.visit_sheet import PrintedSheet
from app.models.visit_views import DueLine, DuePage, FormChoices, PairLine, VisitLine, VisitPage, VisitsShown
from app.models.visits import Pairing, Visit, VisitDoor, VisitMany
from app.ui.desk import Desk
from app.ui.households.card import HouseholdCardView
from app.ui.households.form import Form
from app.ui.theme import look
from app.ui.visits import asking
from app.ui.visits.care_forms import EndPairForm, PairForm
from app.ui.visits.coverage_view import CoverageView
from app.ui.visits.due_view import DueView
from app.ui.visits.exporting import open_export
from app.ui.visits.made_view import MadeView
from app.ui.visits.many_page import ManyPage
from app.ui.visits.pairs_view import PairsView
from app.ui.visits.visit_form import VisitForm
from app.ui.widgets.bars import AskBar
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page

DUE, MADE, PAIRS, COVERAGE = range(4)
_NAMES = ("该走访", "走访记录", "结对", "覆盖")
MOST_DOORS = 240  # twenty sheets: nobody walks or types more in one go
_NOTHING = FormChoices((), (), (), (), ())


class VisitsPage(Page):
    """Asked by `VisitMany`: the quick table for these doors; by `VisitsShown` or `VisitDoor`: those visits."""

    key = "visits"
    title = "走访"
    icon = "visits"
    shortcut = "Ctrl+4"
    slices = frozenset({"visits", "households", "requests", "rules"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choices = _NOTHING
        self.visitor = ""
        self.head = PageHead(self.title, search="门牌、姓名、拼音")
        assert self.head.search is not None
        self.head.search.setMinimumWidth(look().px(176))
        self.results_button = self.head.add_action("登记走访单…", self.choose_sheet, key="Ctrl+R")
        self.results_button.setToolTip("把带回来的走访单一次登记完(Ctrl+R)")
        self.print_button = self.head.add_action("打印走访单…", self.print_sheet, key="Ctrl+P")
        self.head.add_action("登记走访", self.record, primary=True, key="Ctrl+N")
        self.ask = AskBar()
        self.due, self.made, self.pairs = DueView(desk), MadeView(desk), PairsView(desk)
        self.coverage = CoverageView(desk)
        self.views: tuple[DueView | MadeView | PairsView | CoverageView, ...] = (
            self.due, self.made, self.pairs, self.coverage,
        )  # fmt: skip
        self.tabs = QTabWidget()
        self.card = HouseholdCardView(desk)
        self.card.hide()
        self.many = ManyPage(desk)
        self.rooms = QStackedWidget()
        self._stale_views = set(range(len(self.views)))
        self._lay_out()
        self._wire()

    # what is shown

    def refresh(self) -> None:
        self.desk.jobs.run(asking.choices, self._show_choices, owner=self)
        self._stale_views = set(range(len(self.views)))
        self._load_view()
        self.card.refresh()

    def show_argument(self, argument: object) -> None:
        if isinstance(argument, VisitMany):
            self.refresh()
            self.take_down(tuple(argument.household_ids))
        elif isinstance(argument, VisitsShown):
            self.tabs.setCurrentIndex(MADE)
            self.made.show_only(argument)
        elif isinstance(argument, VisitDoor):
            self.tabs.setCurrentIndex(MADE)
            self.desk.jobs.run(asking.doors((argument.household_id,)), self._show_door, owner=self)
        else:
            self.refresh()

    def unsaved(self) -> str:
        return self.many.unsaved() or self.card.unsaved()

    # what can be done

    def record(self) -> None:
        """One chosen door: a form. Several: the quick table. None: an empty table, to which doors are added."""

        def chosen(doors: list[int]) -> None:
            if len(doors) == 1:
                self._with_door(doors[0], self._open_visit_form)
            else:
                self.take_down(doors)

        self._with_chosen(chosen)

    def take_down(self, household_ids: Sequence[int], title: str = "", visitor: str = "") -> None:
        """The quick table for these doors. One that is being filled in stays."""
        if len(household_ids) > MOST_DOORS:
            self.desk.tell(f"选了 {len(household_ids)} 户,一次最多登记 {MOST_DOORS} 户。请少选一些。")
            return
        self.rooms.setCurrentWidget(self.many)
        if self.many.dirty:
            self.many.banner.say("这张表还没有保存。请先保存(Ctrl+S)或取消(Esc),再登记别的。", "amber")
            return
        self.desk.jobs.run(
            lambda office: (asking.doors(household_ids)(office), asking.choices(office)),
            lambda found: self.many.show_doors(*found, title or "一次登记多户走访", visitor or self.visitor),
            owner=self,
        )

    def choose_sheet(self) -> None:
        """A sheet that was printed and has not been taken down yet; of several the person chooses."""
        self.desk.jobs.run(asking.sheets, self._offer_sheets, owner=self)

    def print_sheet(self) -> None:
        """The chosen doors; without a choice of several, the next best route."""

        def chosen(doors: list[int]) -> None:
            if len(doors) > 1 or self.due.ids is not None:
                self._open_sheet(doors if len(doors) > 1 else self.due.ids or ())
            else:
                self.desk.jobs.run(asking.route(self.due.query), self._open_sheet, owner=self)

        self._with_chosen(chosen)

    def assign_grid(self) -> None:
        from app.ui.colours.grid_dialog import GridDialog

        self._with_chosen(lambda doors: GridDialog(self.desk, frozenset(doors), self).open() if doors else None)

    def export(self) -> None:
        open_export(self)

    def _with_chosen(self, then: Callable[[list[int]], object]) -> None:
        """Go on with the doors of the chosen rows, each once, in their order."""
        view = self.views[self.tabs.currentIndex()]

        def found(rows: Sequence[DueLine | VisitLine | PairLine]) -> None:
            then(list(dict.fromkeys(row.household_id for row in rows)))

        if isinstance(view, DueView | MadeView):
            view.listing.with_chosen(found)
        else:
            found(view.view.selected_rows() if isinstance(view, PairsView) else ())

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc in a list puts the card away before it empties the search."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._esc_is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._esc_is_mine(event):
            self.card.close_card()
        else:
            super().keyPressEvent(event)

    # within

    def _esc_is_mine(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and not self.card.isHidden()

    def _show_choices(self, choices: FormChoices) -> None:
        self.choices = choices
        self.due.show_choices(choices)
        self.made.show_choices(choices)
        self.pairs.show_choices(choices)

    def _load_view(self) -> None:
        """Read the list that is open, when something has moved since it was read."""
        place = self.tabs.currentIndex()
        if place in self._stale_views:
            self._stale_views.discard(place)
            self.views[place].load()
        self._say_view()

    def _say_view(self) -> None:
        if self.head.search is not None:
            self.head.search.setEnabled(self.tabs.currentIndex() == DUE)
        self.print_button.setEnabled(self.tabs.currentIndex() != COVERAGE)
        self.head.say("")

    def _counted_due(self, page: DuePage) -> None:
        self.head.say(f"共 {page.total} 户,其中逾期 {page.overdue} 户" if page.overdue else f"共 {page.total} 户")

    def _counted_made(self, page: VisitPage) -> None:
        self.head.say(f"共 {page.total} 次走访")

    def _show_door(self, lines: tuple[DueLine, ...]) -> None:
        for line in lines:
            self.made.show_door(line.household_id, line.door)

    def _show_card(self, line: DueLine | VisitLine | PairLine) -> None:
        self._open_card()
        self.card.show_household(line.household_id)

    def _open_card(self) -> None:
        if self.card.isHidden():
            self.card.show()
            self.splitter.setSizes([self.width() - look().px(400), look().px(400)])

    def _close_card(self) -> None:
        self.card.hide()
        view = self.views[self.tabs.currentIndex()]
        view.view.setFocus()

    def _open_form(self, household_id: int, form: Form) -> None:
        """A form in the card's place; the card of the door comes back after it."""
        self._open_card()
        self.card.show_household(household_id)
        if not self.card.unsaved():
            self.card.open_form(form)

    def _with_door(self, household_id: int, then: Callable[[DueLine], None]) -> None:
        """Read how a door is named, then go on with it."""

        def found(lines: tuple[DueLine, ...]) -> None:
            for line in lines:
                then(line)

        self.desk.jobs.run(asking.doors((household_id,)), found, owner=self)

    def _open_visit_form(self, line: DueLine) -> None:
        visitor = self.visitor or line.member
        form = VisitForm(self.desk, line.household_id, line.door, self.choices, visitor=visitor)
        form.saved.connect(lambda _changes: self._remember(form.visitor.text()))
        self._open_form(line.household_id, form)

    def _remember(self, visitor: str) -> None:
        self.visitor = visitor

    def _edit_visit(self, line: VisitLine) -> None:
        def read(visit: Visit) -> None:
            form = VisitForm(self.desk, line.household_id, line.door, self.choices, visit=visit)
            self._open_form(line.household_id, form)

        self.desk.jobs.run(asking.visit(line.id), read, owner=self)

    def _ask_to_remove(self, lines: Sequence[VisitLine]) -> None:
        ids = tuple(line.id for line in lines)
        what = (
            f"{lines[0].door}{chinese_date(lines[0].visited_on)}的走访"
            if len(lines) == 1
            else f"这 {len(lines)} 次走访"
        )
        self.ask.ask(
            f"删除{what}?只有录错的才需要删除;删除后可以撤销。", "删除", lambda: self.desk.change(asking.remove(ids))
        )

    def _edit_pair(self, line: PairLine) -> None:
        pairing = Pairing(
            line.id, line.household_id, line.member, line.resident_id, line.member_agreed, line.household_agreed,
            line.since, line.until, line.note,
        )  # fmt: skip
        self._open_form(line.household_id, PairForm(self.desk, line.household_id, line.door, pairing))

    def _end_pair(self, line: PairLine) -> None:
        self._open_form(line.household_id, EndPairForm(self.desk, line, line.door))

    def _ask_to_remove_pair(self, line: PairLine) -> None:
        self.ask.ask(
            f"删除{line.member}与{line.door}的结对记录?只有录错的才需要删除;不再结对的请按“结束结对”。",
            "删除",
            lambda: self.desk.change(asking.remove_pairing(line.id)),
        )

    def _offer_sheets(self, sheets: tuple[PrintedSheet, ...]) -> None:
        waiting = [sheet for sheet in sheets if sheet.left]
        if not waiting:
            self.desk.tell("没有等着登记的走访单。按 Ctrl+P 打印一张,或选中几户按 Ctrl+N 登记。")
        elif len(waiting) == 1:
            self._take_sheet(waiting[0])
        else:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for sheet in waiting:
                menu.addAction(sheet_words(sheet), partial(self._take_sheet, sheet))
            menu.setActiveAction(menu.actions()[0])
            menu.popup(self.results_button.mapToGlobal(self.results_button.rect().bottomLeft()))

    def _take_sheet(self, sheet: PrintedSheet) -> None:
        """All doors of the sheet that nobody has been taken down for since, in its order."""
        self.take_down(sheet.left, f"登记走访单({chinese_date(sheet.printed_on)}印)", sheet.visitor)

    def _open_sheet(self, household_ids: Sequence[int]) -> None:
        if len(household_ids) > MOST_DOORS:
            self.desk.tell(f"选了 {len(household_ids)} 户,一张走访单最多排 {MOST_DOORS} 户。请少选一些。")
            return
        if not household_ids:
            self.desk.tell("现在没有到期要走访的户;要打印走访单,请先选中几户。")
            return
        from app.ui.visits.sheet_dialog import VisitSheetDialog

        dialog = VisitSheetDialog(self.desk, household_ids, self.choices, self.visitor, self)
        dialog.kept.connect(self._remember)
        dialog.open()

    def _many_saved(self, _changes: Changes) -> None:
        self._remember(self.many.visitor.text())
        self._leave_many()

    def _leave_many(self) -> None:
        self.rooms.setCurrentWidget(self._lists)
        self._load_view()
        self.views[self.tabs.currentIndex()].view.setFocus()

    def _searched(self, text: str) -> None:
        self.due.search(text)

    def _wire(self) -> None:
        self.head.searched.connect(self._searched)
        self.card.closed.connect(self._close_card)
        self.due.counted.connect(self._counted_due)
        self.due.chosen.connect(self._show_card)
        self.due.opened.connect(lambda line: self._open_visit_form(line))
        self.made.counted.connect(self._counted_made)
        self.made.chosen.connect(self._show_card)
        self.made.opened.connect(self._edit_visit)
        self.made.remove_wanted.connect(self._ask_to_remove)
        self.pairs.counted.connect(lambda total: self.head.say(f"共 {total} 条"))
        self.pairs.chosen.connect(self._show_card)
        self.pairs.opened.connect(self._edit_pair)
        self.pairs.end_wanted.connect(self._end_pair)
        self.pairs.remove_wanted.connect(self._ask_to_remove_pair)
        self.coverage.names_wanted.connect(self.desk.open_page)
        self.many.saved.connect(self._many_saved)
        self.many.left.connect(self._leave_many)
        self.tabs.currentChanged.connect(lambda _place: self._load_view())
        for key, done in (("Ctrl+G", self.assign_grid), ("Ctrl+E", self.export)):
            QShortcut(QKeySequence(key), self._lists).activated.connect(done)

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        for place, (view, name) in enumerate(zip(self.views, _NAMES, strict=True)):
            self.tabs.addTab(view, name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(partial(self.tabs.setCurrentIndex, place))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.tabs)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 1)
        self._lists = QWidget()
        inside = QVBoxLayout(self._lists)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for widget in (self.head, self.ask):
            inside.addWidget(widget)
        inside.addWidget(self.splitter, 1)
        self.rooms.addWidget(self._lists)
        self.rooms.addWidget(self.many)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.rooms)


def sheet_words(sheet: PrintedSheet) -> str:
    """2026年11月21日 王芳 12户,还有8户没登记."""
    who = f" {sheet.visitor}" if sheet.visitor else ""
    return f"{chinese_date(sheet.printed_on)}{who} {len(sheet.doors)}户,还有{len(sheet.left)}户没登记"

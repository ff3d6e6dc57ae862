"""街道表格: the street's forms, which figure goes into which cell, and a month's form filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.models.changes import Changes
from app.models.figure_catalogue import CatalogueEntry
from app.models.street_forms import Binding, FilledForm, FormBook, FormFinding, OpenForm, Place, Renewal, StreetForm
from app.rules.cell_refs import name_of, place_of
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.reports import forms_work as work
from app.ui.reports.forms_bar import EDIT, FILLED, FormsBar
from app.ui.reports.forms_chooser import Chooser
from app.ui.reports.forms_findings import FindingsList
from app.ui.reports.forms_grid import FormGrid, Mark
from app.ui.reports.forms_marks import editing_marks, filled_marks, title_words
from app.ui.reports.forms_placing import called, hint_for, next_field, template_for
from app.ui.reports.segment import Segment
from app.ui.theme import look
from app.ui.widgets.bars import AskBar
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button
from app.ui.widgets.states import StateView

_FILTER = "Excel 工作簿 (*.xlsx *.xlsm)"
_SIDE = 300


class FormsView(Segment):
    """`show_argument(form id)` opens a form."""

    slices = frozenset(
        (
            "forms",
            "reports",
            "households",
            "people",
            "visits",
            "requests",
            "meetings",
            "deliberations",
            "volunteers",
            "rules",
        )
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_blank: Callable[[], str] = lambda: QFileDialog.getOpenFileName(self, "打开空表", "", _FILTER)[0]
        self.choose_target: Callable[[str], str] = lambda name: QFileDialog.getSaveFileName(
            self, "另存", name, _FILTER
        )[0]
        self.mode = EDIT
        self.opened: OpenForm | None = None
        self.filled: FilledForm | None = None
        self.entries: tuple[CatalogueEntry, ...] = ()
        self.titles: dict[str, str] = {}
        self.renewal: Renewal | None = None
        self._forms: tuple[StreetForm, ...] = ()
        self._wanted: int | None = None
        self._known_entries = False
        self._latest, self._searches = Latest(desk.jobs, self), Latest(desk.jobs, self)
        self.months = work.recent_months(desk.clock.today())
        self.form_box, self.month_box = QComboBox(), QComboBox()
        self.open_button = button("打开空表…", self.open_blank, key="Ctrl+O")
        self.tools = self._tools()
        self.bar, self.ask, self.banner = FormsBar(), AskBar(), Banner("amber")
        self.grid, self.sheets = FormGrid(), QTabBar()
        self.chooser, self.findings = Chooser(), FindingsList()
        self.sides = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.body = QWidget()
        self.states = StateView(self.body)
        self._lay_out()
        self._wire()

    # what is shown

    @property
    def form(self) -> StreetForm | None:
        return self.opened.form if self.opened is not None else None

    @property
    def book(self) -> FormBook | None:
        if self.mode == FILLED and self.filled is not None:
            return self.filled.book
        return self.opened.book if self.opened is not None else None

    @property
    def sheet(self) -> str:
        """The name of the sheet in front."""
        place = self.sheets.currentIndex()
        return str(self.sheets.tabData(place) or "") if place >= 0 else ""

    @property
    def month(self) -> tuple[int, int]:
        return self.months[max(0, self.month_box.currentIndex())]

    def refresh(self) -> None:
        self._known_entries = False
        self._load()

    def changed(self, changes: Changes) -> None:
        if changes.slices != {"forms"}:
            self._known_entries = False
        self._load()

    def show_argument(self, argument: object) -> None:
        if isinstance(argument, int):
            self._wanted = argument
        self.refresh()

    def take_focus(self) -> None:
        (self.grid if self.states.state == "content" else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_mode(self, mode: int) -> None:
        """对应数字, or the month's form as it is filled."""
        self.mode = mode
        self.bar.show_mode(mode)
        self.sides.setCurrentIndex(mode)
        self.renewal = None
        self.ask.hide()
        self.bar.end_rename()
        if self.opened is None:
            return
        self._say_lost()
        if mode == FILLED:
            self._fill()
        else:
            self._show_sheet(keep=True)

    # verbs

    def open_blank(self) -> None:
        path = self.choose_blank()
        if path:
            self.desk.change(work.verb("add", Path(path)), self._added, failed=self.desk.trouble)

    def accept(self) -> None:
        """All that is proposed, in one go."""
        if self.opened is not None and self.opened.proposed:
            self.desk.change(work.verb("accept", self.opened.form.id, self.opened.proposed))

    def put(self, entry: CatalogueEntry, style: str) -> None:
        """A figure into the cell the person stands on, then on to the next one."""
        opened, sheet = self.opened, self.opened.book.sheet(self.sheet) if self.opened is not None else None
        if opened is None or sheet is None:
            return
        place, known = self.grid.place, self._binding(self.grid.place)
        template = template_for(sheet, place, entry.key, known)
        bind = work.verb(
            "bind",
            opened.form.id,
            sheet.name,
            name_of(place),
            entry.key,
            style=style,
            template=template,
            title=entry.title,
        )
        self.desk.change(bind, lambda _changes: self._go_on(place))

    def clear(self) -> None:
        """No figure any more in the chosen cells."""
        if self.opened is None or self.mode != EDIT:
            return
        chosen = {name_of(place) for place in self.grid.places()}
        ids = [one.id for one in self.opened.bindings if one.sheet == self.sheet and one.cell in chosen]
        if ids:
            self.desk.change(work.verb("unbind", self.opened.form.id, ids))

    def drop_lost(self) -> None:
        """Figures without a place are not wanted any more."""
        if self.opened is not None:
            ids = [one.id for one in self.opened.bindings if not one.cell]
            self.desk.change(work.verb("unbind", self.opened.form.id, ids))

    def renew(self) -> None:
        """Ask what a newer blank would move, show it, and do it when the person agrees."""
        path = self.choose_blank() if self.form is not None else ""
        if path and self.form is not None:
            plan = work.asked("plan_renewal", self.form.id, Path(path))
            self.desk.jobs.run(plan, self._ask_to_renew, failed=self.desk.trouble, owner=self)

    def remove(self) -> None:
        if self.form is not None:
            self.desk.change(work.verb("remove", self.form.id))

    def rename(self, name: str) -> None:
        if self.form is not None:
            self.desk.change(work.verb("rename", self.form.id, name), lambda _changes: self.bar.end_rename())

    def save(self, *, sign: bool = False, sure: bool = False) -> None:
        """The filled form to a file, signed or not; one whose sums differ from ours is asked about first."""
        filled = self.filled
        wrong = sum(one.kind == "differs" for one in filled.findings) if filled is not None else 0
        if wrong and not sure:
            question = f"有 {wrong} 格公式与我们的数对不上(右边列出了是哪几格、差在哪里)。还是照这样保存吗?"
            self.ask.ask(question, "照样保存", lambda: self.save(sign=sign, sure=True))
            return
        path = self.choose_target(filled.file_name) if filled is not None else ""
        if filled is not None and path:
            self.desk.jobs.run(work.saving(filled, Path(path), sign=sign), self._saved, owner=self)

    # loading

    def _load(self) -> None:
        self.states.show_loading()
        self._latest.run(work.forms, self._show_forms, failed=self._failed)

    def _show_forms(self, forms: tuple[StreetForm, ...]) -> None:
        self._forms = forms
        ids = [form.id for form in forms]
        current = self._wanted if self._wanted in ids else self.form.id if self.form and self.form.id in ids else None
        self.form_box.clear()
        self.form_box.addItems([form.name for form in forms])
        for widget in (self.form_box, self.month_box):
            widget.setVisible(bool(forms))
        self._wanted = None
        if not forms:
            self.opened = self.filled = None
            self.told.emit("")
            self.states.show_empty(
                "还没有街道的表格",
                "打开街道发来的空表(.xlsx),点一格、选一个数;以后每个月自动填好,格式和公式原样不动。",
                "打开空表…",
                self.open_blank,
            )
            return
        self.form_box.setCurrentIndex(ids.index(current) if current is not None else 0)
        self._open(forms[self.form_box.currentIndex()].id)

    def _open(self, form_id: int) -> None:
        found = None if self._known_entries else self.month
        self._latest.run(work.opening(form_id, found), self._show_form, failed=self._failed)

    def _show_form(self, found: tuple[OpenForm, tuple[CatalogueEntry, ...] | None]) -> None:
        opened, entries = found
        same = self.form is not None and self.form.sha256 == opened.form.sha256 and self.form.id == opened.form.id
        self.opened = opened
        if entries is not None:
            self.entries, self._known_entries = entries, True
            self.titles = {entry.key: entry.title for entry in entries}
            self.search(self.chooser.search.text().strip())
        if not same:
            self._show_tabs(opened.book)
        self.bar.show_proposals(len(opened.proposed))
        self.bar.name.setText(opened.form.name)
        self.states.show_content()
        self._say_lost()
        self.told.emit(f"{opened.form.bound} 格已对应" if opened.form.bound else "还没有对应")
        if self.mode == FILLED:
            self._fill()
        else:
            self._show_sheet(keep=same)

    def _fill(self) -> None:
        if self.opened is None:
            return
        fill = work.filling(self.opened.form.id, *self.month)
        self._latest.run(fill, self._show_filled, failed=self._not_filled)

    def _show_filled(self, filled: FilledForm) -> None:
        self.filled = filled
        self.findings.show_filled(filled)
        self.states.show_content()
        if self.mode == FILLED:
            self._show_sheet(keep=True)

    def _not_filled(self, error: BaseException) -> None:
        self.filled = None
        self.set_mode(EDIT)
        self.desk.trouble(error)

    def _failed(self, error: BaseException) -> None:
        self.states.show_fault(error, self.refresh)
        self.desk.trouble(error)

    # showing

    def _show_tabs(self, book: FormBook) -> None:
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.removeTab(0)
        for sheet in book.sheets:
            place = self.sheets.addTab(sheet.name if sheet.visible else f"{sheet.name}(隐藏)")
            self.sheets.setTabData(place, sheet.name)
        self.sheets.setCurrentIndex(next((n for n, sheet in enumerate(book.sheets) if sheet.visible), 0))
        self.sheets.setVisible(len(book.sheets) > 1)
        self.sheets.blockSignals(False)

    def _show_sheet(self, *, keep: bool = False) -> None:
        """The sheet in front, with what is said of its fields; `keep`: the person stays on the cell."""
        book = self.book
        sheet = book.sheet(self.sheet) if book is not None else None
        place = self.grid.place if keep else None
        marks = self._marks()
        if keep and sheet is not None and self.grid.sheet_model.sheet is sheet:
            self.grid.sheet_model.set_marks(marks)
        else:
            self.grid.show_sheet(sheet, marks)
            if sheet is not None:
                self.grid.stand_on(place if place is not None else next_field(sheet, None) or (0, 0))
        self._say_place(self.grid.place)

    def _marks(self) -> dict[Place, Mark]:
        if self.mode == FILLED and self.filled is not None:
            return filled_marks(self.filled, self.sheet)
        return editing_marks(self.opened, self.sheet, self.titles) if self.opened is not None else {}

    def _say_place(self, place: Place) -> None:
        sheet = self.opened.book.sheet(self.sheet) if self.opened is not None else None
        if sheet is None or self.opened is None:
            return
        known, proposed = self._binding(place), self._binding(place, self.opened.proposed)
        does = "核对" if sheet.cell(place).formula is not None else "填"
        now = f"现在{does}:{title_words(known, self.titles)}" if known else ""
        if not known:
            now = f"提议:{title_words(proposed, self.titles)}" if proposed else "这一格还没有对应"
        if known is not None:
            self.chooser.style_box.setCurrentIndex(max(0, self.chooser.style_box.findData(known.style)))
        self.chooser.show_place(name_of(place), called(sheet, place), now, hint_for(sheet, place))

    def _binding(self, place: Place, among: Sequence[Binding] | None = None) -> Binding | None:
        bindings = among if among is not None else self.opened.bindings if self.opened is not None else ()
        return next((one for one in bindings if (one.sheet, one.cell) == (self.sheet, name_of(place))), None)

    def _say_lost(self) -> None:
        lost = [one for one in self.opened.bindings if not one.cell] if self.opened is not None else []
        if lost and self.mode == EDIT:
            names = "、".join(title_words(one, self.titles) for one in lost[:4])
            more = f"等 {len(lost)} 个" if len(lost) > 4 else ""
            self.banner.say(f"新的空表里没有找到位置:{names}{more}。请点一格,再选一次;不用填了就按“不再填”。")
        else:
            self.banner.hide()

    # what the person does

    def search(self, text: str) -> None:
        entries = self.entries
        self._searches.run(work.searching(entries, text), self._show_entries)

    def _show_entries(self, entries: tuple[CatalogueEntry, ...]) -> None:
        self.chooser.show_entries(entries)
        self.chooser.landed()

    def _wants_figure(self, typed: str) -> None:
        if self.mode == EDIT:
            self.chooser.begin(typed)

    def _go_on(self, place: Place) -> None:
        sheet = self.opened.book.sheet(self.sheet) if self.opened is not None else None
        following = next_field(sheet, place) if sheet is not None else None
        if following is not None:
            self.grid.stand_on(following)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chooser.search.clear()

    def _added(self, changes: Changes) -> None:
        self._wanted = next(iter(changes.made), None)
        self.mode = EDIT
        self.bar.show_mode(EDIT)
        self.sides.setCurrentIndex(EDIT)
        self._load()

    def _ask_to_renew(self, renewal: Renewal) -> None:
        self.renewal = renewal
        self.sides.setCurrentIndex(FILLED)
        self.findings.show_lines(*work.renewal_lines(renewal, self.titles))
        self.ask.ask(work.renewal_question(renewal), "换成新版", lambda: self._renew(renewal))

    def _renew(self, renewal: Renewal) -> None:
        self.desk.change(work.verb("renew", renewal), lambda _changes: self.set_mode(EDIT))

    def _go_to_finding(self, finding: FormFinding) -> None:
        place = next((n for n in range(self.sheets.count()) if self.sheets.tabData(n) == finding.sheet), 0)
        self.sheets.setCurrentIndex(place)
        self.grid.stand_on(place_of(finding.cell))

    def _saved(self, path: Path) -> None:
        self.desk.tell(f"已保存:{path.name}。")

    def _ask_target(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, "另存", name, _FILTER)[0]

    # Qt's own

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "sides"):
            self._set_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sizes()

    def _set_sizes(self) -> None:
        side = min(look().px(_SIDE), round(self.width() * 0.42))
        self.sides.setFixedWidth(side)

    def _tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box, name, key in ((self.form_box, "表格", "Alt+B"), (self.month_box, "月份", "Alt+M")):
            box.setAccessibleName(name)
            box.setToolTip(f"选择{name}({key})")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(look().px(260))
            QShortcut(QKeySequence(key), self).activated.connect(box.setFocus)
            row.addWidget(box)
        self.month_box.addItems([f"{year}年{month}月" for year, month in self.months])
        row.addWidget(self.open_button)
        return tools

    def _lay_out(self) -> None:
        self.sheets.setDrawBase(False)
        self.sheets.setExpanding(False)
        self.sheets.setShape(QTabBar.Shape.RoundedSouth)
        self.grid.setAccessibleName("街道的表格")
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.grid, 1)
        inside.addWidget(self.sheets)
        self.sides.addWidget(self.chooser)
        self.sides.addWidget(self.findings)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.sides)
        self.splitter.setStretchFactor(0, 1)
        self.banner.add_beside(button("不再填", self.drop_lost, kind="link"))
        self.banner.close_button.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.bar, self.ask, self.banner):
            column.addWidget(widget)
        column.addWidget(self.splitter, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)

    def _wire(self) -> None:
        self.form_box.activated.connect(lambda place: self._open(self._forms[place].id))
        self.month_box.activated.connect(lambda _place: self.refresh())
        self.sheets.currentChanged.connect(lambda _place: self._show_sheet())
        self.grid.moved.connect(self._say_place)
        self.grid.wanted.connect(self._wants_figure)
        self.grid.cleared.connect(self.clear)
        self.chooser.searched.connect(self.search)
        self.chooser.put.connect(self.put)
        self.chooser.removed.connect(self.clear)
        self.chooser.left.connect(self.grid.setFocus)
        self.findings.wanted.connect(self._go_to_finding)
        self.bar.mode_wanted.connect(self.set_mode)
        self.bar.accept_wanted.connect(self.accept)
        self.bar.renew_wanted.connect(self.renew)
        self.bar.remove_wanted.connect(self.remove)
        self.bar.renamed.connect(self.rename)
        self.bar.save_wanted.connect(self.save)
        self.bar.sign_wanted.connect(lambda: self.save(sign=True))
        self.ask.no_button.clicked.connect(lambda: self.set_mode(self.mode))
        for key, done in (("F5", lambda: self.set_mode(FILLED)), ("F6", lambda: self.set_mode(EDIT))):
            QShortcut(QKeySequence(key), self).activated.connect(done)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(lambda: self._wants_figure(""))

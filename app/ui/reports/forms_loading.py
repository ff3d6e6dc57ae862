"""How the part 街道表格 comes by what it shows: the list of forms, one of them with its catalogue, a month's filled."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.figure_catalogue import CatalogueEntry
from app.models.street_forms import FilledForm, OpenForm, Renewal, StreetForm
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.reports import forms_work as work
from app.ui.reports.forms_bar import EDIT, FILLED
from app.ui.reports.forms_shown import FormsShown


class FormsLoading(FormsShown):
    """Reads on the worker and shows what lands; of several readings only the last one does."""

    slices = frozenset(
        ("forms", "reports", "households", "people", "visits", "requests", "meetings", "deliberations", "volunteers")
    ) | {"rules"}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.renewal: Renewal | None = None
        self._forms: tuple[StreetForm, ...] = ()
        self._wanted: int | None = None
        self._known_entries = False
        self._latest, self._searches = Latest(desk.jobs, self), Latest(desk.jobs, self)

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
        self.say_lost()
        if mode == FILLED:
            self._fill()
        else:
            self.show_sheet(keep=True)

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
            self.show_tabs(opened.book)
        self.bar.show_proposals(len(opened.proposed))
        self.bar.name.setText(opened.form.name)
        self.states.show_content()
        self.say_lost()
        self.told.emit(f"{opened.form.bound} 格已对应" if opened.form.bound else "还没有对应")
        if self.mode == FILLED:
            self._fill()
        else:
            self.show_sheet(keep=same)
        if self.hasFocus():
            self.grid.setFocus()  # the keys belong to the form as soon as there is one

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
            self.show_sheet(keep=True)

    def _not_filled(self, error: BaseException) -> None:
        self.filled = None
        self.set_mode(EDIT)
        self.desk.trouble(error)

    def _failed(self, error: BaseException) -> None:
        self.states.show_fault(error, self.refresh)
        self.desk.trouble(error)

    def search(self, text: str) -> None:
        entries = self.entries
        self._searches.run(work.searching(entries, text), self._show_entries)

    def _show_entries(self, entries: tuple[CatalogueEntry, ...]) -> None:
        self.chooser.show_entries(entries)
        self.chooser.landed()

"""街道表格: the street's forms, which figure goes into which cell, and a month's form filled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.changes import Changes
from app.models.figure_catalogue import CatalogueEntry
from app.models.street_forms import FormFinding, Place, Renewal
from app.rules.cell_refs import name_of, place_of
from app.ui.desk import Desk
from app.ui.reports import forms_work as work
from app.ui.reports.forms_bar import EDIT, FILLED
from app.ui.reports.forms_loading import FormsLoading
from app.ui.reports.forms_placing import next_field, template_for

_FILTER = "Excel 工作簿 (*.xlsx *.xlsm)"


class FormsView(FormsLoading):
    """`show_argument(form id)` opens a form."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_blank: Callable[[], str] = self._ask_blank
        self.choose_target: Callable[[str], str] = self._ask_target
        self._wire()

    def take_focus(self) -> None:
        (self.grid if self.states.state == "content" else self).setFocus(Qt.FocusReason.OtherFocusReason)

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
        place, known = self.grid.place, self.binding(self.grid.place)
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
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # and from here to the form, once it is there
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

    def _ask_blank(self) -> str:
        return QFileDialog.getOpenFileName(self, "打开空表", "", _FILTER)[0]

    def _ask_target(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, "另存", name, _FILTER)[0]

    def _wire(self) -> None:
        self.form_box.activated.connect(lambda place: self._open(self._forms[place].id))
        self.month_box.activated.connect(lambda _place: self.refresh())
        self.sheets.currentChanged.connect(lambda _place: self.show_sheet())
        self.grid.moved.connect(self.say_place)
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

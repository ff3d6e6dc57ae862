"""What the part 街道表格 shows: the sheet in front with what is said of its fields, and of the cell in hand."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.street_forms import Binding, FormBook, Place
from app.rules.cell_refs import name_of
from app.ui.reports.forms_bar import EDIT, FILLED
from app.ui.reports.forms_frame import FormsFrame
from app.ui.reports.forms_marks import editing_marks, filled_marks, title_words
from app.ui.reports.forms_placing import called, hint_for, next_field
from app.ui.reports.forms_sheet import Mark


class FormsShown(FormsFrame):
    """Shows what is there; reads nothing and changes nothing."""

    def show_tabs(self, book: FormBook) -> None:
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.removeTab(0)
        for sheet in book.sheets:
            place = self.sheets.addTab(sheet.name if sheet.visible else f"{sheet.name}(隐藏)")
            self.sheets.setTabData(place, sheet.name)
        self.sheets.setCurrentIndex(next((n for n, sheet in enumerate(book.sheets) if sheet.visible), 0))
        self.sheets.setVisible(len(book.sheets) > 1)
        self.sheets.blockSignals(False)

    def show_sheet(self, *, keep: bool = False) -> None:
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
        self.say_place(self.grid.place)

    def _marks(self) -> dict[Place, Mark]:
        if self.mode == FILLED and self.filled is not None:
            return filled_marks(self.filled, self.sheet)
        return editing_marks(self.opened, self.sheet, self.titles) if self.opened is not None else {}

    def say_place(self, place: Place) -> None:
        sheet = self.opened.book.sheet(self.sheet) if self.opened is not None else None
        if sheet is None or self.opened is None:
            return
        known, proposed = self.binding(place), self.binding(place, self.opened.proposed)
        does = "核对" if sheet.cell(place).formula is not None else "填"
        now = f"现在{does}:{title_words(known, self.titles)}" if known else ""
        if not known:
            now = f"提议:{title_words(proposed, self.titles)}" if proposed else "这一格还没有对应"
        if known is not None:
            self.chooser.style_box.setCurrentIndex(max(0, self.chooser.style_box.findData(known.style)))
        self.chooser.show_place(name_of(place), called(sheet, place), now, hint_for(sheet, place))

    def binding(self, place: Place, among: Sequence[Binding] | None = None) -> Binding | None:
        bindings = among if among is not None else self.opened.bindings if self.opened is not None else ()
        return next((one for one in bindings if (one.sheet, one.cell) == (self.sheet, name_of(place))), None)

    def say_lost(self) -> None:
        lost = [one for one in self.opened.bindings if not one.cell] if self.opened is not None else []
        if lost and self.mode == EDIT:
            names = "、".join(title_words(one, self.titles) for one in lost[:4])
            more = f"等 {len(lost)} 个" if len(lost) > 4 else ""
            self.banner.say(f"新的空表里没有找到位置:{names}{more}。请点一格,再选一次;不用填了就按“不再填”。")
        else:
            self.banner.hide()

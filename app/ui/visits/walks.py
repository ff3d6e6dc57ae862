"""Out with a sheet and back with its results: which doors it holds, and which sheets still wait."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.base.clock import chinese_date
from app.models.visit_sheet import PrintedSheet
from app.ui.visits import asking

if TYPE_CHECKING:
    from app.ui.visits.page import VisitsPage

MOST_DOORS = 240  # twenty sheets: nobody walks or types more in one go


class Walks:
    """Prints sheets for a page, and takes their results down."""

    def __init__(self, page: VisitsPage) -> None:
        self._page = page

    def print_sheet(self) -> None:
        """The chosen doors; without a choice of several, the next best route."""
        page = self._page

        def chosen(doors: list[int]) -> None:
            if len(doors) > 1:
                self.open_sheet(doors)
            elif page.due.ids is not None:
                self.open_sheet(page.due.ids)
            else:
                page.desk.jobs.run(asking.route(page.due.query), self.open_sheet, owner=page)

        page.with_chosen(chosen)

    def open_sheet(self, household_ids: Sequence[int]) -> None:
        page = self._page
        if len(household_ids) > MOST_DOORS:
            page.desk.tell(f"选了 {len(household_ids)} 户,一张走访单最多排 {MOST_DOORS} 户。请少选一些。")
            return
        if not household_ids:
            page.desk.tell("现在没有到期要走访的户;要打印走访单,请先选中几户。")
            return
        from app.ui.visits.sheet_dialog import VisitSheetDialog

        dialog = VisitSheetDialog(page.desk, household_ids, page.choices, page.editing.visitor, page)
        dialog.kept.connect(page.editing.remember)
        dialog.open()

    def choose_sheet(self) -> None:
        """A sheet that was printed and has not been taken down yet; of several the person chooses."""
        self._page.desk.jobs.run(asking.sheets, self._offer, owner=self._page)

    def _offer(self, sheets: tuple[PrintedSheet, ...]) -> None:
        page = self._page
        waiting = [sheet for sheet in sheets if sheet.left]
        if not waiting:
            page.desk.tell("没有等着登记的走访单。按 Ctrl+P 打印一张,或选中几户按 Ctrl+N 登记。")
        elif len(waiting) == 1:
            self.take(waiting[0])
        else:
            menu = QMenu(page)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for sheet in waiting:
                menu.addAction(sheet_words(sheet), partial(self.take, sheet))
            menu.setActiveAction(menu.actions()[0])
            button = page.results_button
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def take(self, sheet: PrintedSheet) -> None:
        """All doors of the sheet that nobody has been taken down for since, in its order."""
        self._page.take_down(sheet.left, f"登记走访单({chinese_date(sheet.printed_on)}印)", sheet.visitor)


def sheet_words(sheet: PrintedSheet) -> str:
    """2026年11月21日 王芳 12户,还有8户没登记."""
    who = f" {sheet.visitor}" if sheet.visitor else ""
    return f"{chinese_date(sheet.printed_on)}{who} {len(sheet.doors)}户,还有{len(sheet.left)}户没登记"

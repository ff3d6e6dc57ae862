"""The figures of a month as rows; each one opens the names behind it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.models.deliberations import MatterQuery
from app.models.figures import Figure, MonthlyFacts
from app.models.meetings import ActionQuery, MeetingQuery
from app.models.queries import ListQuery
from app.models.request_views import RequestQuery
from app.models.visit_views import VisitsShown
from app.models.volunteer_figures import VolunteersShown
from app.models.volunteers import VolunteerQuery
from app.models.wishes import WishQuery
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView

_SECTIONS = {
    "visits": "走访关爱",
    "requests": "诉求办理",
    "meetings": "组织生活",
    "deliberations": "议事协商",
    "volunteers": "志愿服务",
    "labels": "七彩图分类",
    "distinct": "七彩图分类",
    "grid": "各网格",
}
_ORDER = ("基本情况", "七彩图分类", "各网格", "走访关爱", "诉求办理", "组织生活", "议事协商", "志愿服务")


@dataclass(frozen=True)
class FigureRow:
    """A figure now, and the change on the month before (None: it was not counted then)."""

    figure: Figure
    change: int | None

    @property
    def section(self) -> str:
        return _SECTIONS.get(self.figure.key.partition(".")[0], "基本情况")

    @property
    def change_words(self) -> str:
        return "" if self.change is None else f"{self.change:+d}" if self.change else "持平"


def figure_rows(facts: MonthlyFacts) -> tuple[FigureRow, ...]:
    """All figures of the report, section by section, each in its own order."""
    rows = (FigureRow(figure, facts.change(figure)) for figure in facts.figures())
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.section)))


def names_query(figure: Figure) -> ListQuery:
    """The list of exactly those who were counted."""
    return ListQuery(by_person=figure.of == "residents", ids=frozenset(figure.ids))


def names_page(figure: Figure, month: tuple[int, int] | None = None) -> tuple[str, object]:
    """The page that shows what was counted, and what to ask it for. `month`: shifts that are to be mended are
    looked at in their month; others stand in a list."""
    if figure.of == "visits":
        return "visits", VisitsShown(frozenset(figure.ids), figure.title)
    if figure.of == "requests":
        return "requests", (RequestQuery(ids=frozenset(figure.ids)), figure.title)
    ids = frozenset(figure.ids)
    if figure.of == "meetings" and figure.numerator and not ids:
        return "meetings", "due"  # what was never held has no record: the table of what is owed tells which it is
    if figure.of == "meetings":
        return "meetings", (MeetingQuery(ids=ids), figure.title)
    if figure.of == "actions":
        return "meetings", (ActionQuery(open_only=False, ids=ids), figure.title)
    if figure.of == "deliberations":
        return "meetings", (MatterQuery(ids=ids), figure.title)
    if figure.of == "volunteers":
        return "volunteers", ("people", VolunteerQuery(gone=True, ids=ids))
    if figure.of == "wishes":
        return "volunteers", ("wishes", WishQuery(ids=ids))
    if figure.of == "shifts" and month is not None:
        return "volunteers", ("shifts", month)
    if figure.of in ("sessions", "service", "shifts"):
        part = "shifts" if figure.of == "shifts" else "hours"
        return "volunteers", (part, VolunteersShown(figure.of, ids, figure.title))
    return "households", (names_query(figure), figure.title)


class FiguresTable(RowsView):
    """Sorted as the report has them; Enter or double click opens the names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        model: RowsModel[FigureRow] = RowsModel(
            (
                Column("section", "部分", lambda row: row.section, width=96),
                Column("title", "数字", lambda row: row.figure.title, width=208, tip=_tip),
                Column("number", "数", lambda row: str(row.figure.numerator), right=True, width=56),
                Column("percent", "占比", lambda row: row.figure.percent, right=True, width=76),
                Column("change", "比上月", lambda row: row.change_words, right=True, width=64),
            )
        )
        super().__init__(model, parent, sorting=False)
        self.setAccessibleName("月报里的数字")

    def show_facts(self, facts: MonthlyFacts) -> None:
        self.rows.set_rows(figure_rows(facts))


def _tip(row: FigureRow) -> str:
    of = f",占 {row.figure.denominator} 的 {row.figure.percent}" if row.figure.percent else ""
    return f"{row.figure.title}:{row.figure.numerator}{of}。按回车看名单。"

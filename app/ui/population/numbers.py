"""Every number of the page as a row; Enter or double click opens the names."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QWidget

from app.models.population import PopulationView
from app.rules.population_numbers import NumberRow, number_rows
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView

_TITLE, _CHANGE, _POINTS = 1, 5, 6


class NumbersTable(RowsView):
    """`opened(row)` with a NumberRow. The columns of the comparison show only while there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        model: RowsModel[NumberRow] = RowsModel(
            (
                Column("part", "范围", lambda row: row.part, width=120),
                Column("title", "项目", lambda row: row.title, width=180, tip=lambda _row: "按回车看名单"),
                Column("number", "数", lambda row: row.number, lambda row: row.figure.numerator, right=True, width=96),
                Column("percent", "占比", lambda row: row.figure.percent, _share, right=True, width=96),
                Column("of", "总数", lambda row: row.of, lambda row: row.figure.denominator or 0, right=True),
                Column("change", "增减", lambda row: row.change, _change, right=True, width=96),
                Column("points", "百分点", lambda row: row.points, lambda row: float(row.points or 0), right=True),
            )
        )
        super().__init__(model, parent)
        self.setAccessibleName("人口的每个数字")
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)

    def show_view(self, view: PopulationView) -> None:
        self.rows.set_rows(number_rows(view))
        for column in (_CHANGE, _POINTS):
            self.setColumnHidden(column, view.before is None)


def _share(row: NumberRow) -> float:
    return row.figure.numerator / row.figure.denominator if row.figure.denominator else 0.0


def _change(row: NumberRow) -> int:
    return row.figure.numerator - row.before.numerator if row.before else 0

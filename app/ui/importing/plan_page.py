"""Third page: for every row what will happen; errors, differences and questions each in a list of their own."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from app.models.importing import Change, Difference, Fate, ImportPlan, PlannedRow, RowError
from app.rules.masking import mask_certificate, mask_id_number, mask_phone
from app.ui.importing.ledgers import HOUSEHOLDS, LedgerKind, Plan
from app.ui.importing.questions import QuestionsPane
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView

FATES = {Fate.NEW: "新增", Fate.CHANGED: "变更", Fate.SAME: "相同", Fate.ERROR: "错误", Fate.ASK: "待确认"}
_TONES = {Fate.NEW: "green", Fate.CHANGED: "link", Fate.ERROR: "red", Fate.ASK: "amber", Fate.SAME: "muted"}
_ID_NUMBER = re.compile(r"\d{15}|\d{17}[\dXx]")
_MOBILE = re.compile(r"1\d{10}")
_WEIGHT = {Fate.ERROR: 0, Fate.ASK: 1, Fate.CHANGED: 2, Fate.NEW: 3, Fate.SAME: 4}


def _fate(row: PlannedRow) -> str:
    return FATES[row.fate]


def change_words(change: Change) -> str:
    """电话 138****0000 → 139****1111; numbers stay masked."""
    old, new = (_masked(change.title, value) for value in (change.old, change.new))
    return f"{change.title}:{old or '空'} → {new or '空'}"


def _masked(title: str, value: str) -> str:
    """By what it is, not only by what its column is called: 公民身份号码, 手机 and 证件号 are such heads too."""
    if "身份" in title or _ID_NUMBER.fullmatch(value):
        return mask_id_number(value)
    if "电话" in title or _MOBILE.fullmatch(value):
        return mask_phone(value)
    return mask_certificate(value) if "残疾" in title and len(value) == 20 else value


ERROR_COLUMNS = (
    Column[RowError]("sheet", "工作表", lambda e: e.sheet, width=100),
    Column[RowError]("row", "行", lambda e: str(e.row), lambda e: e.row, right=True, width=56),
    Column[RowError]("column", "列", lambda e: e.column, width=112),
    Column[RowError]("value", "写的是", lambda e: _masked(e.column, e.value), width=160),
    Column[RowError]("reason", "错在哪里", lambda e: e.reason, width=300, tip=lambda e: e.reason),
    Column[RowError]("remedy", "怎样改", lambda e: e.remedy, width=300, tip=lambda e: e.remedy),
)
DIFFERENCE_COLUMNS = (
    Column[Difference]("sheet", "工作表", lambda d: d.sheet, width=100),
    Column[Difference]("row", "行", lambda d: str(d.row), lambda d: d.row, right=True, width=56),
    Column[Difference]("door", "门牌", lambda d: d.door, width=112),
    Column[Difference]("label", "标签", lambda d: d.label.value, width=88),
    Column[Difference]("says", "台账上", lambda d: "有" if d.ledger_says else "没有", width=72),
    Column[Difference]("reason", "登记的情况", lambda d: d.reason, width=400, tip=lambda d: d.reason),
)


class PlanPage(QWidget):
    """`answered(dict)`: (sheet, row) -> answer, wants a new plan. `copy_wanted(Path)`: where the marked copy goes."""

    answered = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self.kind = HOUSEHOLDS
        self._source = Path()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.counts: dict[Fate, QLabel] = {}
        row = QHBoxLayout()
        row.setSpacing(24)
        for fate, name in FATES.items():
            figure = words("0")
            figure.setObjectName("figure")
            self.counts[fate] = figure
            pair = QHBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(figure)
            pair.addWidget(words(f"行{name}", _TONES[fate] if fate is not Fate.CHANGED else "muted"))
            row.addLayout(pair)
        row.addStretch(1)
        column.addLayout(row)
        self.said = words("", "muted", wrap=True)
        column.addWidget(self.said)
        self.tabs = QTabWidget()
        self._reasons: dict[tuple[str, int], list[str]] = {}
        self.rows: RowsModel[PlannedRow] = RowsModel(self._row_columns(), self)
        self.errors: RowsModel[RowError] = RowsModel(ERROR_COLUMNS, self)
        self.differences: RowsModel[Difference] = RowsModel(DIFFERENCE_COLUMNS, self)
        self.questions = QuestionsPane()
        self.questions.answered.connect(self.answered)
        self.tabs.addTab(RowsView(self.rows), "")
        self.tabs.addTab(self._errors_pane(), "")
        self.tabs.addTab(self._differences_pane(), "")
        self.tabs.addTab(self.questions, "")
        column.addWidget(self.tabs, 1)

    def show_plan(self, plan: Plan, source: Path, kind: LedgerKind = HOUSEHOLDS) -> None:
        first = self.plan is None
        self.plan, self._source = plan, source
        self._name_columns(kind)
        differences = plan.differences if isinstance(plan, ImportPlan) else ()
        asked = [row for row in plan.rows if row.fate is Fate.ASK]
        for fate, figure in self.counts.items():
            figure.setText(str(plan.count(fate)))
        self._reasons = {}
        for error in plan.errors:
            self._reasons.setdefault((error.sheet, error.row), []).append(f"{error.column}:{error.reason}")
        self.rows.set_rows(plan.rows)
        self.errors.set_rows(plan.errors)
        self.differences.set_rows(differences)
        self.questions.show_rows(asked)
        for place, (name, number) in enumerate(
            (
                ("每一行", len(plan.rows)),
                ("错误", len(plan.errors)),
                ("与台账不一致", len(differences)),
                ("待确认", len(asked)),
            )
        ):
            self.tabs.setTabText(place, f"{name} {number}")
            self.tabs.setTabVisible(place, place == 0 or bool(number))
        self.said.setText(self._words(plan, len(asked)))
        if first or not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(3 if asked else 0)

    def _row_columns(self) -> tuple[Column[PlannedRow], ...]:
        return (
            Column("fate", "会怎样", _fate, lambda r: _WEIGHT[r.fate], width=72, tone=lambda r: _TONES[r.fate]),
            Column("sheet", "工作表", lambda r: r.sheet, width=100),
            Column("row", "行", lambda r: str(r.row), lambda r: r.row, right=True, width=56),
            Column("door", "门牌", lambda r: r.door, width=112),
            Column("name", "姓名", lambda r: r.name, width=184, tip=lambda r: r.name),
            Column("told", "改动与提醒", self._told, width=360, tip=self._told),
        )

    def _told(self, row: PlannedRow) -> str:
        """Errors, changes, warnings and the question of a row in one line."""
        wrong = self._reasons.get((row.sheet, row.row), []) if row.fate is Fate.ERROR else []
        parts = (*wrong, *(change_words(change) for change in row.changes), *row.warnings, row.question)
        return ";".join(part for part in parts if part)

    def _name_columns(self, kind: LedgerKind) -> None:
        """Heads of the two columns that say which row it is, in the words of the kind."""
        self.kind = kind
        self.rows.rename({"door": kind.door, "name": kind.name})
        self.questions.model.rename({"door": kind.door, "name": kind.name})

    def _words(self, plan: Plan, asked: int) -> str:
        said = self.kind.told(plan)
        if not plan.operations:
            said.append(
                "没有要写入的内容:这份台账和已登记的完全一样。"
                if not plan.errors and not asked
                else "现在没有可以写入的行。"
            )
        if plan.errors:
            said.append("有错误的行不会写入:可以先接受其余的行,改好以后再导入一次。")
        if asked:
            said.append("待确认的行,回答以后才写入;问的是同一件事,可以多选(Ctrl+A 全选)一起回答。")
        if isinstance(plan, ImportPlan) and plan.differences:
            said.append("与台账不一致的标签按登记的情况判断,台账的标注会留在住户卡上等您核实。")
        return "".join(said) or "请看一看下面的内容,没有问题就按“接受”。台账里空着的格子不会清掉已登记的内容。"

    def _errors_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(RowsView(self.errors), 1)
        foot = QHBoxLayout()
        foot.addWidget(
            words("标注副本和原文件一样,只是把有错的格子标出来,写明原因;改好以后再导入即可。", "muted", wrap=True), 1
        )
        self.copy_button = button("另存标注副本…", self._pick_copy, key="Alt+S")
        foot.addWidget(self.copy_button)
        column.addLayout(foot)
        return pane

    def _differences_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(RowsView(self.differences), 1)
        return pane

    def _pick_copy(self) -> None:
        start = str(self._source.with_name(f"{self._source.stem}-标注.xlsx"))
        name, _ = QFileDialog.getSaveFileName(self, "另存标注副本", start, "Excel 工作簿 (*.xlsx)")
        if name:
            self.copy_wanted.emit(Path(name))

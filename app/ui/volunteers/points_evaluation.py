"""三级评价: a table of scores for a month, a quarter or a year, typed by keyboard; the total by its weights."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.evaluations import Evaluation, EvaluationDraft, EvaluationTable
from app.models.ledgers import Ledger, LedgerColumn
from app.rules.evaluations import grade_of, period_for, period_title, total_of
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.volunteers.points_typed import Line, TypedColumn, TypedModel, TypedTable
from app.ui.widgets.bars import AskBar
from app.ui.widgets.card import Banner
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.plain import button, title_label, words
from app.ui.widgets.states import StateView

_ESC = Qt.Key.Key_Escape
_HINT = "直接写 0 到 100 的分数;回车到下一人,方向键到别的格,Ctrl+D 填到下面的空格。三级都评了才有总评。"


class EvaluationPage(QWidget):
    """`left()` when the person puts it away."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.shown: EvaluationTable | None = None
        self._saving = False
        self._latest = Latest(desk.jobs, self)
        self.periods = periods_for(desk.clock.today())
        self.title = title_label("三级评价")
        self.note = words("", "muted")
        self.period = QComboBox()
        self.period.addItems([period_title(period_for(key)) for key in self.periods])
        self.period.setAccessibleName("评价周期")
        self.period.setToolTip("评价哪一期(Alt+M)")
        self.period.activated.connect(lambda _place: self._change_period())
        QShortcut(QKeySequence("Alt+M"), self).activated.connect(self.period.setFocus)
        self.banner, self.ask = Banner(), AskBar()
        self.weights = words("", "muted", wrap=True)
        self.model = TypedModel((), 100, self)
        self.table = TypedTable(self.model, "三级评价评分表")
        self.state = StateView(self.table)
        self.save_button = button("保存", self.save, kind="primary", key="Ctrl+S")
        self._lay_out()
        self.model.typed.connect(self._typed)

    # what is shown

    def begin(self) -> None:
        self.banner.hide()
        self.ask.hide()
        self.read()

    def read(self) -> None:
        self.state.show_loading("正在读取评分…")
        work = verb("evaluations", "table", self.periods[max(0, self.period.currentIndex())])
        self._latest.run(work, self._show, failed=lambda error: self.state.show_fault(error, self.read))

    @property
    def dirty(self) -> bool:
        return bool(self._changed())

    def unsaved(self) -> str:
        return "三级评价" if self.isVisible() and self.dirty else ""

    # what can be done

    def save(self) -> None:
        """All scores that were changed, as one change with one undo."""
        wrong = [line for line in self.model.lines if line.wrong]
        if wrong:
            key, said = next(iter(wrong[0].wrong.items()))
            self.banner.say(f"{wrong[0].told['name']},{key}:{said}", "amber")
            return
        drafts = self._changed()
        if self.shown is None or self._saving:
            return
        if not drafts:
            self.banner.say("没有改动。", "amber")
            return
        self._saving = True
        self.save_button.setEnabled(False)
        self.desk.change(verb("evaluations", "evaluate", self.shown.period, drafts), self._landed, failed=self._failed)

    def leave(self) -> None:
        if self.dirty:
            self.ask.ask("评分还没有保存。现在离开,填的内容就没有了。", "不保存,离开", self.left.emit)
        else:
            self.left.emit()

    def export(self) -> None:
        """The table as it is stored."""
        found = self.shown
        if found is None:
            return
        period = found.period

        def make(office: Any, _full: bool) -> Ledger:
            table: EvaluationTable = verb("evaluations", "table", period)(office)
            return evaluation_ledger(table)

        ExportDialog(self.desk, make, "三级评价表", self.window()).open()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self.leave()
        else:
            super().keyPressEvent(event)

    # within

    def _change_period(self) -> None:
        if self.dirty and self.shown is not None:
            place = self.period.currentIndex()
            self.period.setCurrentIndex(self.periods.index(self.shown.period))
            self.ask.ask("评分还没有保存。换一期看,填的内容就没有了。", "不保存,换一期", lambda: self._go(place))
        else:
            self.read()

    def _go(self, place: int) -> None:
        self.period.setCurrentIndex(place)
        self.read()

    def _show(self, found: EvaluationTable) -> None:
        self.shown = found
        levels = [TypedColumn(one.level, one.level, 80, typed=True, right=True) for one in found.law.levels]
        columns = (
            TypedColumn("name", "姓名", 136),
            TypedColumn("team", "小分队", 136),
            *levels,
            TypedColumn("total", "总评", 80, right=True),
            TypedColumn("grade", "等次", 96),
            TypedColumn("missing", "还缺", 160),
        )
        self.model.beginResetModel()
        self.model.columns = columns
        self.model.lines = [_line(row) for row in found.rows]
        self.model.endResetModel()
        self.table.set_sizes()
        weights = "、".join(f"{one.level} {one.weight}" for one in found.law.levels)
        grades = "、".join(f"{one.grade} {one.from_score} 分起" for one in found.law.grades)
        self.weights.setText(f"权重:{weights}。等次:{grades}。")
        self._tell()
        if found.rows:
            self.state.show_content()
            self.table.go_to(0, found.law.levels[0].level)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.state.show_empty("这一期没有志愿者。", "请先在名册里登记志愿者。")

    def _typed(self) -> None:
        """Totals follow what is typed."""
        self.banner.hide()
        if self.shown is None:
            return
        law = self.shown.law
        for line in self.model.lines:
            found = {one.level: self.model.number(line, one.level) for one in law.levels}
            scores = {level: score for level, score in found.items() if score is not None}
            total = total_of(scores, law)
            line.told["total"] = "" if total is None else f"{total // 10}.{total % 10}"
            line.told["grade"] = grade_of(total, law)
            line.told["missing"] = (
                "、".join(one.level for one in law.levels if one.level not in scores) if scores else ""
            )
        self.model.repaint()
        self._tell()

    def _tell(self) -> None:
        done = sum(1 for line in self.model.lines if line.told.get("total"))
        self.note.setText(f"共 {len(self.model.lines)} 人,评完 {done} 人")

    def _changed(self) -> list[EvaluationDraft]:
        """Scores that differ from what is stored; a cell that was cleared takes its score back."""
        if self.shown is None:
            return []
        kept = {row.volunteer_id: row for row in self.shown.rows}
        found = []
        for line in self.model.lines:
            for one in self.shown.law.levels:
                score = self.model.number(line, one.level)
                row = kept[line.id]
                if score != row.scores.get(one.level):
                    found.append(EvaluationDraft(line.id, one.level, score, row.words.get(one.level, "")))
        return found

    def _landed(self, _changes: Changes) -> None:
        self._settle()
        self.read()

    def _failed(self, error: BaseException) -> None:
        self._settle()
        if isinstance(error, UserFault):
            self.banner.say(f"{error}填的内容都还在。", "amber")
        else:
            self.desk.trouble(error)

    def _settle(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.period)
        head.addWidget(self.note)
        head.addStretch(1)
        tip = "改权重和等次"
        head.addWidget(
            button(
                "权重…",
                lambda: self.desk.open_page("settings", "evaluation_weights"),
                kind="link",
                key="Alt+K",
                tip=tip,
            )
        )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        told = QVBoxLayout()
        told.addWidget(self.weights)
        told.addWidget(words(_HINT, "muted", wrap=True))
        foot.addLayout(told, 1)
        for made in (button("返回", self.leave, tip="回到排行(Esc)"), self.save_button):
            foot.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.ask)
        column.addWidget(self.banner)
        column.addWidget(self.state, 1)
        column.addLayout(foot)


def periods_for(today: date) -> tuple[str, ...]:
    """What can be evaluated: the last six months, four quarters, two years; this month first."""
    count = today.year * 12 + today.month - 1
    months = [f"{(count - back) // 12}-{(count - back) % 12 + 1:02d}" for back in range(6)]
    quarter = today.year * 4 + (today.month - 1) // 3
    quarters = [f"{(quarter - back) // 4}-Q{(quarter - back) % 4 + 1}" for back in range(4)]
    return (*months, *quarters, str(today.year), str(today.year - 1))


def evaluation_ledger(table: EvaluationTable) -> Ledger:
    levels = [one.level for one in table.law.levels]
    columns = (
        LedgerColumn("name", "姓名", 28.0),
        LedgerColumn("team", "小分队", 34.0),
        *(LedgerColumn(level, level, 18.0) for level in levels),
        LedgerColumn("total", "总评", 18.0),
        LedgerColumn("grade", "等次", 20.0),
    )
    rows = [
        (row.name, row.team, *(str(row.scores.get(level, "")) for level in levels), row.total_words, row.grade)
        for row in table.rows
    ]
    return Ledger("志愿者三级评价表", table.title, columns, rows)


def _line(row: Evaluation) -> Line:
    told = {
        "name": row.name,
        "team": row.team,
        "total": row.total_words,
        "grade": row.grade,
        "missing": "、".join(row.missing) if row.scores else "",
    }
    return Line(row.volunteer_id, told, {level: str(score) for level, score in row.scores.items()})

"""党员名册: who was on it on a day, with posts, groups and standing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.roster import MemberLine, MemberQuery, Numbers
from app.rules.dates import Precision, read_date
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import several, verb
from app.ui.meetings.columns import MEMBERS
from app.ui.meetings.exporting import open_export
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.theme import look
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_STANDINGS = ("正式党员", "预备党员", "留党察看")


class RosterView(QWidget):
    """`chosen(line)`, `opened(line)` as the table tells them; `told(words)` says how many of what."""

    chosen = Signal(object)
    opened = Signal(object)
    told = Signal(str)
    cleared = Signal()  # what was typed no longer narrows it
    new_wanted = Signal()
    candidates_wanted = Signal()
    group_wanted = Signal()
    put_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.query = MemberQuery()
        self._latest = Latest(desk.jobs, self)
        self.day = QLineEdit(chinese_date(desk.clock.today()))
        self.day.setAccessibleName("名册日期")
        self.day.setToolTip("看哪一天的名册;改了按回车")
        self.day.setFixedWidth(look().px(144))
        self.wrong = words("", "red")
        self.standing, self.gone = Chip("身份", "Alt+T"), ToggleChip("也看离开的", "Alt+B", "转出、去世的也列出来")
        self.standing.set_choices(_STANDINGS)
        self.numbers = words("", wrap=True)
        self.notices = words("", "amber", wrap=True)
        self.more = button("", self._show_more, kind="link", tip="都列出来,或收起来")
        self._notices: tuple[str, ...] = ()
        self._all_notices = False
        self.model: RowsModel[Any] = RowsModel(MEMBERS, self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("党员名册")
        self.state = StateView(self.view)
        holder = QWidget()
        row = FlowLayout(holder, 6)
        row.addWidget(words("看这一天的名册", "muted"))
        row.addWidget(self.day)
        row.addWidget(self.wrong)
        for chip in (self.standing, self.gone):
            chip.moved.connect(self.load)
            row.addWidget(chip)
        self.from_ledger = button("从住户登记列入…", self.candidates_wanted.emit, key="Alt+L")
        self.from_ledger.setToolTip("住户登记里是党员、还不在名册上的人(Alt+L)")
        row.addWidget(self.from_ledger)
        row.addWidget(button("党小组…", self.group_wanted.emit, key="Alt+X", tip="新增、改名、撤销党小组"))
        row.addWidget(button("编入党小组…", self._put, key="Alt+J", tip="把选中的党员编入一个党小组,可以多选"))
        row.addWidget(button("新增党员…", self.new_wanted.emit, key="Insert", tip="新增一名党员"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.numbers)
        column.addWidget(holder)
        told = QHBoxLayout()
        told.addWidget(self.notices, 1)
        told.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(told)
        column.addWidget(self.state, 1)
        self.day.editingFinished.connect(self._day_typed)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)

    @property
    def as_of(self) -> date:
        return self.query.as_of or self.desk.clock.today()

    def refresh(self) -> None:
        self.load()

    def load(self) -> None:
        self.query = replace(self.query, standing=self.standing.value, gone=self.gone.isChecked())
        if not self.model.rowCount():
            self.state.show_loading("正在读取名册…")
        work = several(
            verb("roster", "members", self.query),
            verb("roster", "numbers", self.query.as_of),
            verb("roster", "notices"),
            verb("roster", "candidates"),
        )
        self._latest.run(
            work, lambda found: self._show(*found), failed=lambda error: self.state.show_fault(error, self.load)
        )

    def search(self, text: str) -> None:
        if text != self.query.text:
            self.query = replace(self.query, text=text)
            self.load()

    def show_ids(self, ids: frozenset[int]) -> None:
        self.query = replace(self.query, ids=ids)
        self.load()

    def take_focus(self) -> None:
        focus_rows(self.view)

    def export(self) -> None:
        open_export(
            self.desk, self.view, "党员名册", f"{chinese_date(self.as_of)}在册", verb("roster", "members", self.query)
        )

    def _put(self) -> None:
        rows = self.view.selected_rows()
        if rows:
            self.put_wanted.emit(tuple(rows))

    def _day_typed(self) -> None:
        text = self.day.text().strip()
        read = read_date(text) if text else None
        if text and (read is None or read.precision is not Precision.DAY):
            self.wrong.setText("这个日期看不懂,请写成 2026-10-31 这样。")
            return
        self.wrong.setText("")
        day = read.day if read is not None else self.desk.clock.today()
        self.day.setText(chinese_date(day))
        if day != self.as_of:
            self.query = replace(self.query, as_of=day)
            self.load()

    def _show(
        self, rows: tuple[MemberLine, ...], numbers: Numbers, notices: tuple[str, ...], candidates: tuple[object, ...]
    ) -> None:
        kept = self.view.current_row()
        self.model.set_rows(rows)
        place = self.model.find(lambda row: kept is not None and row.id == kept.id)
        if place >= 0:
            self.view.choose_row(place)
        self._notices = notices
        self._show_notices()
        self.from_ledger.setText(f"从住户登记列入 {len(candidates)} 名…")
        self.from_ledger.setVisible(bool(candidates))
        self.numbers.setText(numbers_words(numbers))
        self.told.emit(f"共 {len(rows)} 名")
        if rows:
            self.state.show_content()
        elif self.query.text or self.query.standing or self.query.ids is not None:
            self.state.show_empty(
                "没有找到党员。", "可以换个写法:姓名、拼音首字母、党小组;或者换一天。", "看全部", self._all
            )
        elif candidates:
            self.state.show_empty(
                "名册还是空的。",
                f"住户登记里有 {len(candidates)} 名党员,可以一次列入名册;有党员名册表格的,按 Ctrl+I 导入。",
                "从住户登记列入",
                self.candidates_wanted.emit,
            )
        else:
            self.state.show_empty(
                "名册还是空的。", "有党员名册表格的(Excel 或 WPS 表格),按 Ctrl+I 导入;也可以一个一个新增。",
                "新增党员", self.new_wanted.emit,
            )  # fmt: skip

    def _show_more(self) -> None:
        self._all_notices = not self._all_notices
        self._show_notices()

    def _show_notices(self) -> None:
        """The first alone leaves its room to the names."""
        rest = len(self._notices) - 1
        self.notices.setText("\n".join(self._notices if self._all_notices else self._notices[:1]))
        self.notices.setVisible(bool(self._notices))
        self.more.setText("收起" if self._all_notices else f"还有 {rest} 条")
        self.more.setVisible(rest > 0)

    def _all(self) -> None:
        self.query = MemberQuery(as_of=self.query.as_of)
        self.cleared.emit()
        self.standing.choose(None)
        self.load()


def numbers_words(numbers: Numbers) -> str:
    """党员 37 名,有表决权 34 名,预备党员 3 名,支委 5 名,党小组 3 个."""
    parts = [f"党员 {numbers.members} 名", f"有表决权 {numbers.voters} 名"]
    for count, word in (
        (numbers.probationary, "预备党员 {} 名"), (numbers.watched, "留党察看 {} 名"),
        (numbers.committee, "支委 {} 名"), (numbers.groups, "党小组 {} 个"),
    ):  # fmt: skip
        if count:
            parts.append(word.format(count))
    return ",".join(parts)

"""志愿者名单: sorted, narrowed by team, skill, time, 双报到; those who left on request."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.volunteers import HALVES, WEEKDAYS, LinkProposal, Slot, Team, VolunteerLine, VolunteerQuery
from app.rules.volunteers import DUAL_STATES, skill_words
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import several, verb
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.requests.focus import focus_rows
from app.ui.volunteers.people_columns import PEOPLE
from app.ui.volunteers.people_export import open_people_export
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_TIMES: dict[str, Slot] = {
    f"{word}{half.value}": (day, half) for day, word in enumerate(WEEKDAYS, 1) for half in HALVES
}  # fmt: skip
_LOOSE = "还没编队"


class PeopleList(QWidget):
    """`chosen(line)`, `opened(line)`, `told(words)`; the wishes are the segment's to grant."""

    chosen = Signal(object)
    opened = Signal(object)
    told = Signal(str)
    new_wanted = Signal()
    put_wanted = Signal(object)
    link_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.query = VolunteerQuery()
        self.proposals: tuple[LinkProposal, ...] = ()
        self._teams: dict[str, int] = {}
        self._latest = Latest(desk.jobs, self)
        self.team, self.skill = Chip("小分队", "Alt+F"), Chip("技能", "Alt+J")
        self.free, self.dual = Chip("能来的时间", "Alt+T"), Chip("双报到", "Alt+Q")
        self.gone = ToggleChip("也看离队的", "Alt+B", "已离队、还没入队的也列出来")
        self.skill.set_choices(skill_words())
        self.free.set_choices(tuple(_TIMES))
        self.dual.set_choices(("双报到", *DUAL_STATES))
        self.notices = words("", "amber", wrap=True)
        self.model: RowsModel[Any] = RowsModel(PEOPLE, self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("志愿者名单")
        self.state = StateView(self.view)
        holder = QWidget()
        row = FlowLayout(holder, 6)
        for chip in (self.team, self.skill, self.free, self.dual, self.gone):
            chip.moved.connect(self.load)
            row.addWidget(chip)
        row.addWidget(button("编队…", self._put, key="Alt+X", tip="把选中的志愿者编入一支小分队,可以多选"))
        self.link_button = button("关联居民…", self._link, key="Alt+L")
        row.addWidget(self.link_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(holder)
        column.addWidget(self.notices)
        column.addWidget(self.state, 1)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)

    # what is shown

    def refresh(self) -> None:
        self.load()

    def load(self) -> None:
        self.query = replace(
            self.query,
            team_id=self._teams.get(self.team.value) if self.team.value else None,
            skill=self.skill.value,
            free=_TIMES[self.free.value] if self.free.value else None,
            dual=self.dual.value or "",
            gone=self.gone.isChecked(),
        )
        self._read()

    def show_query(self, query: VolunteerQuery) -> None:
        """These, as another page asks; the chips say what is chosen."""
        self.query = query
        self.team.choose(next((name for name, number in self._teams.items() if number == query.team_id), None))
        self.skill.choose(query.skill)
        self.free.choose(next((words_ for words_, slot in _TIMES.items() if slot == query.free), None))
        self.dual.choose(query.dual or None)
        self.gone.setChecked(query.gone)
        self._read()

    def search(self, text: str) -> None:
        if text != self.query.text:
            self.query = replace(self.query, text=text)
            self.load()

    def take_focus(self) -> None:
        focus_rows(self.view)

    def export(self) -> None:
        period = f"截至{chinese_date(self.desk.clock.today())}"
        query = self.query

        def read(office: Any, whole: bool) -> Any:
            return verb("volunteers_lists", "listing", query, whole=whole)(office)

        open_people_export(self.desk, self.view, "志愿者花名册", period, read, lambda row: int(row.id))

    # within

    def _read(self) -> None:
        if not self.model.rowCount():
            self.state.show_loading("正在读取名册…")
        work = several(
            verb("volunteers_lists", "listing", self.query),
            verb("volunteers_teams", "teams"),
            verb("volunteers_lists", "notices"),
            verb("volunteers_links", "proposals"),
        )
        self._latest.run(
            work, lambda found: self._show(*found), failed=lambda error: self.state.show_fault(error, self.load)
        )

    def _show(
        self,
        rows: tuple[VolunteerLine, ...],
        teams: tuple[Team, ...],
        notices: tuple[str, ...],
        proposals: tuple[LinkProposal, ...],
    ) -> None:
        kept = self.view.current_row()
        self._teams = {team.name: team.id for team in teams if team.parent_id is not None} | {_LOOSE: 0}
        self.team.set_choices(tuple(self._teams))
        self.team.choose(next((name for name, number in self._teams.items() if number == self.query.team_id), None))
        self.proposals = proposals
        self.link_button.setText(f"关联居民 {len({one.volunteer_id for one in proposals})} 名…")
        self.link_button.setToolTip("可能就是登记在册居民的志愿者,关联后只留一份资料(Alt+L)")
        self.link_button.setVisible(bool(proposals))
        self.model.set_rows(rows)
        place = self.model.find(lambda row: kept is not None and row.id == kept.id)
        if place >= 0:
            self.view.choose_row(place)
        self.notices.setText("\n".join(notices[:3]) + (f"\n还有 {len(notices) - 3} 条。" if len(notices) > 3 else ""))
        self.notices.setVisible(bool(notices))
        self.told.emit(_counts(rows))
        if rows:
            self.state.show_content()
        elif self.query != VolunteerQuery():
            self.state.show_empty(
                "没有找到志愿者。", "可以换个写法:姓名、拼音、电话、单位、技能;或者少选一个条件。", "看全部", self._all
            )
        else:
            self.state.show_empty(
                "名册还是空的。", "有志愿者花名册表格的(Excel 或 WPS 表格),按 Ctrl+I 导入;也可以一个一个新增。",
                "新增志愿者", self.new_wanted.emit,
            )  # fmt: skip

    def _all(self) -> None:
        self.show_query(VolunteerQuery())

    def _put(self) -> None:
        rows = self.view.selected_rows()
        if rows:
            self.put_wanted.emit(tuple(rows))

    def _link(self) -> None:
        if self.proposals:
            self.link_wanted.emit(self.proposals)


def _counts(rows: tuple[VolunteerLine, ...]) -> str:
    """共 126 名,党员 81 名,双报到 45 名."""
    said = [f"共 {len(rows)} 名"]
    for count, word in ((sum(row.party for row in rows), "党员"), (sum(bool(row.dual) for row in rows), "双报到")):
        if count:
            said.append(f"{word} {count} 名")
    return ",".join(said)

"""大队 and 小分队 as a tree: who leads them, how many serve, and what is wrong with a captain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.volunteers import Team, TeamDraft, TeamLine, VolunteerName
from app.rules.volunteers import offered_teams
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.member_forms import DatedForm
from app.ui.theme import look
from app.ui.volunteers.picker import VolunteerField
from app.ui.widgets.plain import button, words
from app.ui.widgets.states import StateView

_HEADS = ("队伍", "队长", "人数", "党员", "双报到", "时间已登记", "做什么")


class TeamView(QWidget):
    """`opened(team id)`: the people of a team are wanted; `edit_wanted(line)`; `told(words)`."""

    opened = Signal(int)
    edit_wanted = Signal(object)
    new_wanted = Signal()
    dissolve_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lines: tuple[TeamLine, ...] = ()
        self._latest = Latest(desk.jobs, self)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("队伍")
        self.tree.setHeaderLabels(list(_HEADS))
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tree.setExpandsOnDoubleClick(False)
        head = self.tree.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        for place in (0, 1, 6):
            self.tree.headerItem().setTextAlignment(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate((232, 112, 64, 64, 72, 96)):
            self.tree.setColumnWidth(place, look().px(width))
        self.tree.itemActivated.connect(lambda item, _column: self._open(item))
        self.notices = words("", "amber", wrap=True)
        self.state = StateView(self.tree)
        holder = QWidget()
        row = FlowLayout(holder, 6)
        row.addWidget(button("新增小分队…", self.new_wanted.emit, key="Insert", tip="新增一支小分队"))
        row.addWidget(button("修改、换队长…", self._edit, key="Alt+R", tip="改队名、队长、做什么"))
        row.addWidget(button("撤销小分队…", self._dissolve, key="Delete", tip="不再活动的小分队,以前的记录都保留"))
        row.addWidget(words("按回车看队员", "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(holder)
        column.addWidget(self.notices)
        column.addWidget(self.state, 1)

    def refresh(self) -> None:
        self._latest.run(
            verb("volunteers_teams", "lines"), self.show_lines,
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )  # fmt: skip

    def take_focus(self) -> None:
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first)

    def current(self) -> TeamLine | None:
        item = self.tree.currentItem()
        found = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, TeamLine) else None

    def show_lines(self, lines: tuple[TeamLine, ...]) -> None:
        kept = self.current()
        self.lines = lines
        self.tree.clear()
        today = self.desk.clock.today()
        parents: dict[int, QTreeWidgetItem] = {}
        for line in lines:
            item = QTreeWidgetItem(_cells(line, today))
            item.setData(0, Qt.ItemDataRole.UserRole, line)
            item.setSizeHint(0, QSize(0, look().row))
            for column in range(2, 6):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignCenter)
            if line.trouble:
                item.setForeground(1, look().colour("amber"))
                item.setToolTip(1, line.trouble)
            parent = parents.get(line.team.parent_id) if line.team.parent_id is not None else None
            if parent is None:
                self.tree.addTopLevelItem(item)
            else:
                parent.addChild(item)
            parents[line.team.id] = item
            if kept is not None and kept.team.id == line.team.id:
                self.tree.setCurrentItem(item)
        self.tree.expandAll()
        troubles = [line.trouble for line in lines if line.trouble]
        self.notices.setText("\n".join(troubles))
        self.notices.setVisible(bool(troubles))
        standing = [line for line in lines if line.team.id and line.team.stands_on(today)]
        self.told.emit(f"共 {sum(line.team.parent_id is not None for line in standing)} 支小分队")
        if any(line.team.id for line in lines):
            self.state.show_content()
        else:
            self.state.show_empty(
                "还没有队伍。", "按新增键(Insert)新增第一支小分队,大队会一起建好;导入花名册也会建好。",
                "新增小分队", self.new_wanted.emit,
            )  # fmt: skip

    def _open(self, item: QTreeWidgetItem) -> None:
        line = item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(line, TeamLine):
            self.opened.emit(line.team.id if line.team.parent_id is not None or not line.team.id else -1)

    def _edit(self) -> None:
        line = self.current()
        if line is not None and line.team.id:
            self.edit_wanted.emit(line)

    def _dissolve(self) -> None:
        line = self.current()
        if line is not None and line.team.parent_id is not None:
            self.dissolve_wanted.emit(line)


def _cells(line: TeamLine, today: date) -> list[str]:
    team = line.team
    gone = f"(已撤销,到{chinese_date(team.until)})" if team.until and team.until < today else ""
    captain = f"{line.captain}(已离队)" if line.trouble and line.captain else line.captain
    return [f"{team.name}{gone}", captain, str(line.heads), str(line.party), str(line.dual), str(line.free), team.focus]


class TeamForm(DatedForm):
    """A new 小分队, or a team put right: name, captain, what it is for."""

    def __init__(self, desk: Desk, line: TeamLine | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"修改{line.team.name}" if line else "新增小分队", parent=parent)
        self.team: Team | None = line.team if line else None
        self.name = self.add(ChoiceField("队名", ["", *(name for name, _ in offered_teams())], free=True, needed=True))
        self.focus = self.add(TextField("做什么", hint="可不填"))
        self.captain = self.add(VolunteerField(desk, "队长", hint="输入姓名、拼音或电话"))
        self.captain.picker.on = desk.clock.today()
        self.since = self.add(DateField("成立日期", hint="可不填"))
        self.end_fields()
        self.name.edited.connect(self._offer_focus)
        if line is None:
            self.since.set_day(desk.clock.today())
            return
        self.name.set_text(line.team.name)
        self.focus.set_text(line.team.focus)
        self.since.set_day(line.team.since)
        if line.team.parent_id is None:
            self.add_words("大队长由书记担任;书记也在名册里的,可以选上。")
        if line.team.captain_id is not None:
            self.captain.set_chosen(VolunteerName(line.team.captain_id, line.captain, "", "", bool(line.trouble)))

    def verb(self) -> Callable[[Any], Changes]:
        team = self.team
        draft = TeamDraft(
            self.name.text(), self.focus.text(), team.parent_id if team else None, self.captain.id, self.since.day(),
            team.until if team else None,
        )  # fmt: skip
        return verb("volunteers_teams", "save", draft, team.id if team else None)

    def _offer_focus(self) -> None:
        known = dict(offered_teams()).get(self.name.text())
        if known and not self.focus.text():
            self.focus.set_text(known)


class DissolveForm(DatedForm):
    def __init__(self, desk: Desk, line: TeamLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"撤销{line.team.name}", save_words="撤销小分队", parent=parent)
        self.team = line.team
        self.on = self.add(DateField("日期", needed=True))
        self.add_words("这一天是最后一天;以前的活动和时长都保留。刚才记错的队伍,没有人也没有记录的,可以直接删除。")
        self.mistake = self.add(ChoiceField("怎么处理", ["撤销", "记错了,删除"]))
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def verb(self) -> Callable[[Any], Changes]:
        if self.mistake.text() != "撤销":
            return verb("volunteers_teams", "remove", self.team.id)
        return verb("volunteers_teams", "dissolve", self.team.id, self.on.day())

    def field(self, title: str) -> Any:
        return super().field("日期" if title == "撤销日期" else title)

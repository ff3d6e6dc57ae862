"""Forms that make one person of two entries: a volunteer and a resident, or two volunteers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.models.changes import Changes
from app.models.volunteers import LinkProposal, Volunteer, VolunteerName
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField
from app.ui.meetings.asking import verb
from app.ui.meetings.member_forms import DatedForm
from app.ui.theme import look


class LinkForm(DatedForm):
    """Volunteers and the residents they may be; the sure ones are ticked, the others are asked."""

    def __init__(self, desk: Desk, proposals: tuple[LinkProposal, ...], parent: QWidget | None = None) -> None:
        super().__init__(desk, "关联居民", save_words="关联", parent=parent)
        self.proposals = proposals
        self.add_words(
            "勾上的是同一个人,只留一份资料:姓名、电话、身份证号跟着住户登记,住户登记里空着的会补上。"
            "身份证号相同的已经勾好;只有姓名和生日(或电话)相同的,请看清楚再勾(空格键)。"
        )
        self.list = QListWidget()
        self.list.setAccessibleName("可能是同一个人的志愿者和居民")
        self.list.setMinimumHeight(look().px(260))
        for one in proposals:
            item = QListWidgetItem(f"{one.name}({one.team or '还没编队'})= {one.resident} {one.door},{one.why}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.sure else Qt.CheckState.Unchecked)
            item.setToolTip(item.text())
            self.list.addItem(item)
        self.body.addWidget(self.list)
        self.end_fields()

    @property
    def chosen(self) -> tuple[tuple[int, int], ...]:
        ticked = (n for n in range(self.list.count()) if self.list.item(n).checkState() is Qt.CheckState.Checked)
        return tuple((self.proposals[n].volunteer_id, self.proposals[n].resident_id) for n in ticked)

    def check(self) -> bool:
        chosen = self.chosen
        if not chosen:
            self.say("还没有勾选。请勾选是同一个人的。")
            return False
        if len({one for one, _ in chosen}) < len(chosen) or len({there for _, there in chosen}) < len(chosen):
            self.say("有一名志愿者或居民勾了两次。请只留对的那一个。")
            return False
        return True

    def verb(self) -> Callable[[Any], Changes]:
        return verb("volunteers_links", "link", self.chosen)


class UniteForm(DatedForm):
    """Two entries of one volunteer become one."""

    def __init__(
        self, desk: Desk, known: Volunteer, twins: tuple[VolunteerName, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"合并{known.name}的两条登记", save_words="合并", parent=parent)
        self.known = known
        self._twins = {f"{one.name} {one.team} {one.phone}": one.id for one in twins}
        self.other = self.add(ChoiceField("另一条登记", list(self._twins)))
        self.add_words("另一条的排班、时长、积分都归到这一条,另一条不再保留。合错了可以按 Ctrl+Z 撤销。")
        self.end_fields()

    def verb(self) -> Callable[[Any], Changes]:
        return verb("volunteers_links", "unite", self.known.id, self._twins[self.other.text()])

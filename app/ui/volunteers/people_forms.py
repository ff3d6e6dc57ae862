"""Forms of the roster of volunteers: they come, are put right, say when they can come, take leave, go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.volunteers import (
    DualDraft,
    Leave,
    LinkProposal,
    Team,
    Volunteer,
    VolunteerDraft,
    VolunteerLine,
    VolunteerName,
)
from app.rules.volunteers import skill_words
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField, TickField
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.member_forms import DatedForm
from app.ui.volunteers.availability import AvailabilityField
from app.ui.volunteers.picker import VolunteerField

NO_TEAM, ANY_TEAM = "暂不编队", "不限小分队"
_NOT_A_RESIDENT = "不关联居民"
_ASKED = "请选一下"
_OTHER_PERSON = "不是同一个人"
_POLITICS = ("", "群众", "中共党员", "中共预备党员", "共青团员")
_WHYS = ("搬走", "身体原因", "工作原因", "自愿退出", "去世")


class TeamChoice(ChoiceField):
    """The team of a volunteer; `id` None: in none, which is called `none`."""

    def __init__(self, desk: Desk, title: str = "小分队", *, none: str = NO_TEAM) -> None:
        super().__init__(title, [none])
        self._none = none
        self._teams: dict[str, int] = {}
        self._wanted: int | None = None
        self._asked = Latest(desk.jobs, self)
        self._asked.run(verb("volunteers_teams", "teams"), self._fill)

    @property
    def id(self) -> int | None:
        return self._teams.get(self.text())

    def set_id(self, team_id: int | None) -> None:
        self._wanted = team_id
        self._choose()

    def _fill(self, teams: tuple[Team, ...]) -> None:
        self._teams = {team.name: team.id for team in teams if team.parent_id is not None}
        self.set_choices([self._none, *self._teams])
        self._choose()

    def _choose(self) -> None:
        name = next((name for name, number in self._teams.items() if number == self._wanted), None)
        if name is not None:
            self.set_text(name)


class VolunteerForm(DatedForm):
    """A new volunteer, or (`known`) what is not dated of one put right."""

    def __init__(self, desk: Desk, known: Volunteer | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"修改{known.name}" if known else "新增志愿者", parent=parent)
        self.known = known
        self._latest = Latest(desk.jobs, self)
        self._proposed: dict[str, int] = {}
        own = known is None or known.resident_id is None
        self.name, self.phone = TextField("姓名", needed=True), TextField("电话")
        self.id_number, self.sex = TextField("身份证号", hint="可不填"), ChoiceField("性别", ["", "男", "女"])
        self.birth, self.politics = DateField("出生日期"), ChoiceField("政治面貌", _POLITICS, free=True)
        self.resident = ChoiceField("是不是这位居民", [])
        if own:
            self.add_pair(self.name, self.phone)
            self.add(self.id_number)
            self.add_pair(self.birth, self.sex)
            self.add(self.politics)
        else:
            self.add_words("姓名、性别、出生日期、身份证号、电话和政治面貌跟着住户登记,请在住户卡里改。")
        if known is None:
            self.add(self.resident)
        self.resident.hide()
        self.team, self.post = TeamChoice(desk), TextField("岗位", hint="可不填")
        self.add_pair(self.team, self.post)
        self.skills = self.add(TextField("技能特长", hint="、".join(skill_words()[:4]) + " 等,用顿号隔开"))
        self.unit, self.limit = TextField("工作单位", hint="可不填"), TextField("每周最多几次", hint="不限可不填")
        self.add_pair(self.unit, self.limit)
        self.joined = self.add(DateField("入队日期", hint="可不填"))
        self.times, self.dual = AvailabilityField(), TickField("在职党员到社区报到(双报到)")
        if known is None:
            self.add(self.times)
            self.add(self.dual)
        self.note = self.add(TextField("备注"))
        self.end_fields()
        if known is None:
            self.joined.set_day(desk.clock.today())
            self.name.line.editingFinished.connect(self._who_is)
            self.id_number.line.editingFinished.connect(self._who_is)
            self.birth.line.editingFinished.connect(self._who_is)
        else:
            self._show(known)

    def check(self) -> bool:
        right = super().check()
        if not self.name.text() and self.known is None:
            self.name.complain("还没有写姓名。请填写姓名。")
            right = False
        if self._limit() == 0:
            self.limit.complain("请写一个数字,如 2;没有限制请空着。")
            right = False
        if not self.resident.isHidden() and self.resident.text() == _ASKED:
            self.resident.complain("住户登记里有一位很像的居民。请选是不是同一个人。")
            right = False
        if self.dual.ticked and not self.unit.text():
            self.unit.complain("双报到要写明工作单位。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        draft = VolunteerDraft(
            self.name.text(),
            None if self.resident.isHidden() else self._proposed.get(self.resident.text()),
            self.sex.text(),
            self.birth.day(),
            self.id_number.text(),
            self.phone.text(),
            self.politics.text(),
            self.unit.text(),
            self.team.id,
            self.post.text(),
            (self.skills.text(),) if self.skills.text() else (),
            self.times.slots() if self.known is None else None,
            self._limit(),
            self.joined.day(),
            self.note.text(),
            DualDraft(self.unit.text(), self.joined.day()) if self.dual.ticked else None,
        )
        if self.known is None:
            return verb("volunteers", "add", draft)
        return verb("volunteers", "edit", self.known.id, draft)

    def _limit(self) -> int | None:
        """None: no limit; 0: not a number."""
        text = self.limit.text().removesuffix("次").strip()
        if not text:
            return None
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0

    def _who_is(self) -> None:
        """Ask the worker whether a resident may be this person."""
        if self.name.text():
            work = verb("volunteers_links", "who_is", self.name.text(), self.id_number.text(), self.birth.day())
            self._latest.run(work, self._show_proposed)

    def _show_proposed(self, found: tuple[LinkProposal, ...]) -> None:
        before = tuple(self._proposed)
        self._proposed = {
            f"{one.resident} {one.door or '住处未登记'}({one.why})": one.resident_id for one in found
        }  # fmt: skip
        if tuple(self._proposed) == before:
            return
        sure = bool(found) and found[0].sure
        choices = [*self._proposed, _NOT_A_RESIDENT] if sure else [_ASKED, *self._proposed, _OTHER_PERSON]
        self.resident.box.clear()
        self.resident.set_choices(choices)
        self.resident.complain("")
        self.resident.setVisible(bool(found))

    def _show(self, known: Volunteer) -> None:
        for field, text in (
            (self.name, known.name), (self.phone, known.phone), (self.id_number, known.id_number),
            (self.sex, known.sex), (self.politics, known.politics), (self.post, known.post),
            (self.skills, "、".join(known.skills)),
            (self.unit, known.unit), (self.note, known.note),
            (self.limit, str(known.weekly_limit) if known.weekly_limit else ""),
        ):  # fmt: skip
            field.set_text(text)
        self.team.set_id(known.team_id)
        self.birth.set_day(known.birth)
        self.joined.set_day(known.joined_on)


class TimesForm(DatedForm):
    """When somebody can come."""

    def __init__(self, desk: Desk, known: Volunteer, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{known.name}:可服务时间", parent=parent)
        self.known = known
        self.times = self.add(AvailabilityField())
        self.add_words(
            "方向键移动,空格键勾选;在周几或上午、下午、晚上的字上按空格,勾选整列或整行;按 A 全选,删除键全不选。"
        )
        self.end_fields()
        self.times.set_slots(known.availability)

    def verb(self) -> Callable[[Any], Changes]:
        return verb("volunteers", "set_availability", self.known.id, self.times.slots())


class LeaveForm(DatedForm):
    """请假: a new one, or one put right."""

    def __init__(self, desk: Desk, known: Volunteer, leave: Leave | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{known.name}请假", parent=parent)
        self.known, self.leave = known, leave
        self.since, self.until = DateField("从哪天", needed=True), DateField("到哪天", needed=True)
        self.add_pair(self.since, self.until)
        self.reason = self.add(TextField("原因", hint="可不填"))
        self.add_words("头尾两天都算请假;这段时间不排班。")
        self.end_fields()
        self.since.set_day(leave.since if leave else desk.clock.today())
        self.until.set_day(leave.until if leave else None)
        self.reason.set_text(leave.reason if leave else "")

    def verb(self) -> Callable[[Any], Changes]:
        said = (self.since.day(), self.until.day(), self.reason.text())
        if self.leave is None:
            return verb("volunteers", "add_leave", self.known.id, *said)
        return verb("volunteers", "edit_leave", self.known.id, self.leave.id, *said)


class GoForm(DatedForm):
    def __init__(self, desk: Desk, known: Volunteer, leads: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{known.name}离队", save_words="离队", parent=parent)
        self.known = known
        self.on = self.add(DateField("日期", needed=True))
        self.why = self.add(ChoiceField("原因", _WHYS, free=True))
        if leads:
            self.add_words(f"他是{'、'.join(leads)}的队长,离队后请另选队长。", "amber")
        self.add_words("这一天是在队的最后一天;以前的服务、积分都保留,以后还可以登记归队。")
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def verb(self) -> Callable[[Any], Changes]:
        return verb("volunteers", "leave", self.known.id, self.on.day(), self.why.text())


class TogetherForm(DatedForm):
    """With whom somebody would rather serve."""

    def __init__(
        self, desk: Desk, known: Volunteer, together: tuple[VolunteerName, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"{known.name}:愿意和谁一起服务", parent=parent)
        self.known = known
        self.others = self.add(VolunteerField(desk, "和谁一起", many=True))
        self.add_words("排班时尽量排在同一班,排不到也不算错。")
        self.end_fields()
        self.others.set_chosen(*together)

    def verb(self) -> Callable[[Any], Changes]:
        return verb("volunteers", "set_together", self.known.id, self.others.ids)


class PutInTeamForm(DatedForm):
    """Volunteers into a team, as many as are chosen in the list."""

    def __init__(self, desk: Desk, people: Sequence[VolunteerLine], parent: QWidget | None = None) -> None:
        super().__init__(desk, f"把 {len(people)} 名志愿者编队", save_words="编队", parent=parent)
        self.people = tuple(people)
        shown = "、".join(line.name for line in people[:20])
        self.add_words(shown + (f"等 {len(people)} 人" if len(people) > 20 else ""))
        self.team = self.add(TeamChoice(desk))
        self.end_fields()

    def verb(self) -> Callable[[Any], Changes]:
        return verb("volunteers", "set_team", tuple(line.id for line in self.people), self.team.id)

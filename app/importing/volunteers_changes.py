"""What a row of a roster says otherwise of somebody who serves already: columns, times, 双报到, whom they lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.base.clock import chinese_date
from app.importing.volunteers_matching import forms
from app.models.importing import Change
from app.models.volunteer_import import Neighbour, StagedVolunteer
from app.models.volunteers import Team, Volunteer
from app.rules.availability import availability_words
from app.rules.masking import mask_id_number, mask_phone

Value = str | int | None


@dataclass
class Compared:
    """`facts`: columns as stored (but 'team' by name); `changes`: in words; `parts`: as in `VolunteerOp`; `told`: what
    stays as it is, and why."""

    facts: dict[str, Value] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    def differs(self, column: str, title: str, old: str, new: str, value: Value) -> None:
        self.facts[column] = value
        self.changes.append(Change(title, old, new))


def compare(
    staged: StagedVolunteer, there: Volunteer, resident: Neighbour | None, team: str, teams: Sequence[Team], today: date
) -> Compared:
    """`team`: as it is called here, '' where none is stated. A blank never overwrites."""
    found = Compared()
    if resident is not None:
        found.changes.append(Change("关联居民", "", resident.door or resident.name))
    _personal(found, staged, there, own=there.resident_id is None and resident is None)
    for column, title, old, new in (
        ("unit", "工作单位", there.unit, staged.unit), ("post", "岗位", there.post, staged.post),
        ("note", "备注", there.note, staged.note),
    ):  # fmt: skip
        if new is not None and new != old:
            found.differs(column, title, old, new, new)
    if staged.skills and staged.skills != there.skills:
        words = "、".join(staged.skills)
        found.differs("skills", "技能特长", "、".join(there.skills), words, words)
    limit = staged.weekly_limit
    if limit is not None and limit != there.weekly_limit:
        found.differs("weekly_limit", "每周最多几次", str(there.weekly_limit or ""), str(limit), limit)
    _days(found, staged, there, today)
    if team and team != there.team:
        found.differs("team", "小分队", there.team, team, team)
    if staged.availability is not None and staged.availability != there.availability:
        found.parts.add("times")
        old_times, new_times = availability_words(there.availability), availability_words(staged.availability)
        found.changes.append(Change("可服务时间", old_times, new_times))
    _dual(found, staged, there)
    own_team = team or there.team
    leads = any(one.name == own_team and one.captain_id == there.id for one in teams)
    may_lead = bool(own_team) and staged.left_on is None and there.serves_on(today)
    if staged.captain and may_lead and not leads:
        found.parts.add("captain")
        found.changes.append(Change("队长", "", own_team))
    return found


def missing(staged: StagedVolunteer, there: Neighbour) -> dict[str, str | int | None]:
    """Blanks of a resident's entry that the roster fills."""
    phone = staged.phone if staged.phone and "*" not in staged.phone else ""
    said = {"id_number": staged.id_number, "phone": phone, "sex": staged.sex, "politics": staged.politics}
    facts: dict[str, str | int | None] = {
        field: value for field, value in said.items() if value and not getattr(there, field)
    }
    if staged.birth is not None and there.birth is None:
        facts["birth"] = staged.birth.isoformat()
    return facts


def _days(found: Compared, staged: StagedVolunteer, there: Volunteer, today: date) -> None:
    joined, left = staged.joined_on, staged.left_on
    if joined is not None and joined != there.joined_on:
        found.differs("joined_on", "入队日期", shown(there.joined_on), shown(joined), shown(joined))
    if left is not None and left != there.left_on and there.died is None:
        found.differs("left_on", "离队日期", shown(there.left_on), shown(left), shown(left))
        found.facts["left_why"] = staged.left_why
    elif left is None and there.left_on is not None and there.left_on < today:
        found.told.append(f"软件里已于{chinese_date(there.left_on)}离队;又回来的,请在名册里登记归队。")


def _personal(found: Compared, staged: StagedVolunteer, there: Volunteer, *, own: bool) -> None:
    """What is kept with the resident where there is one: there it stays, and the difference is told."""
    phone = None if staged.phone is None or "*" in staged.phone else staged.phone
    compared: tuple[tuple[str, str, str, str | None, Callable[[str], str]], ...] = (
        ("phone", "电话", there.phone, phone, mask_phone),
        ("id_number", "身份证号", there.id_number, staged.id_number or None, mask_id_number),
        ("politics", "政治面貌", there.politics, staged.politics, str),
        ("sex", "性别", there.sex, staged.sex, str),
    )
    for column, title, old, new, mask in compared:
        if new is None or new == old or (column == "id_number" and new in forms(old)):
            continue
        if own:
            found.differs(column, title, mask(old), mask(new), new)
        elif there.resident_id is not None:
            found.told.append(f"{title}与住户登记不同({mask(old) or '空'}),以住户登记为准;要改请在住户卡里改。")
    if own and staged.birth is not None and staged.birth != there.birth:
        found.differs("birth", "出生日期", shown(there.birth), shown(staged.birth), shown(staged.birth))


def _dual(found: Compared, staged: StagedVolunteer, there: Volunteer) -> None:
    new, old = staged.dual, there.dual
    if new is None:
        return
    if old is None:
        found.parts.add("dual")
        found.changes.append(Change("双报到", "", new.unit or "是"))
        return
    stated = (
        ("双报到单位", old.unit, new.unit),
        ("报到日期", shown(old.registered_on), shown(new.registered_on)),
        ("认领岗位", old.claimed_post, new.claimed_post),
        ("认领日期", shown(old.claimed_on), shown(new.claimed_on)),
        ("反馈日期", shown(old.reported_on), shown(new.reported_on)),
        ("反馈内容", old.report, new.report),
    )
    for title, was, said in stated:
        if said and said != was:
            found.parts.add("dual")
            found.changes.append(Change(title, was, said))


def shown(day: date | None) -> str:
    """2026-10-31, '' for none."""
    return day.isoformat() if day else ""

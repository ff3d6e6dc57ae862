"""What must be true of volunteers, their teams, leaves and 双报到; names of teams and skills as offices write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.base.resources import rule_table
from app.models.volunteers import Dual, DualDraft, Leave, Team, TeamDraft, Volunteer, VolunteerDraft
from app.rules.ages import age_on
from app.rules.id_numbers import OLDEST, read_id_number
from app.rules.terms import half_width, known_term, narrow, says_nothing

MOST_A_WEEK = 21  # parts of the day that a week has
ADULT = 18  # 志愿服务条例第七条: minors serve with their guardian's consent or company
_LONGEST_NAME, _LONGEST = 30, 60
_APART = re.compile(r"[、,,;;/\\|+&\n\t]+|\s{1,}|(?<=[^\W\d_])[和与及](?=[^\W\d_]{2})")
_ABLE = re.compile("^(?:会|懂|擅长|能)|技能$|特长$|服务$")
_TEAM_TAIL = re.compile(r"(?:志愿)?(?:服务)?(?:小分队|分队|小队|大队|总队|队|小组|组)$")
_TEAM_HEAD = re.compile(r"^(?:红马甲|志愿者?|党员)+")
_ENDS_WELL = ("队", "组", "团", "站", "岗", "部", "社")


def skill_words() -> tuple[str, ...]:
    """The skills that forms offer, in the table's order."""
    return tuple(row["term"] for row in rule_table("volunteer_skills"))


@lru_cache(maxsize=4096)
def read_skills(text: str) -> tuple[str, ...]:
    """Skills as a cell names them, however they are set apart, each in the table's own word where it has one."""
    if says_nothing(text):
        return ()
    parts = (narrow(part) for part in _APART.split(half_width(text)))
    return tuple(
        dict.fromkeys(
            known_term("volunteer_skills", part) or known_term("volunteer_skills", _ABLE.sub("", part)) or part
            for part in parts
            if part and not says_nothing(part) and part not in ("等", "其他", "其它", "没有")
        )
    )


def offered_teams() -> tuple[tuple[str, str], ...]:
    """(name, what it is for) of the 小分队 that forms offer."""
    return tuple((row["term"], row["focus"]) for row in rule_table("volunteer_teams"))


@lru_cache(maxsize=1024)
def team_key(name: str) -> str:
    """What is the same for every way to write a team: 法治宣讲队, 法治宣讲, 红马甲法治宣讲小分队."""
    plain = narrow(name)
    return _TEAM_HEAD.sub("", _TEAM_TAIL.sub("", plain)) or plain


def team_name(text: str) -> str:
    """How a new team is called that a ledger names: 法治 and 法治宣讲 become 法治宣讲队; what is called a team keeps
    its name."""
    plain = narrow(text)
    if plain.endswith(_ENDS_WELL):
        return plain
    offered = [name for name, _ in offered_teams() if name.startswith(plain)]
    return offered[0] if len(offered) == 1 else f"{plain}队"


def find_team(text: str, teams: Iterable[Team]) -> Team | None:
    """The team a text names: by its very name, else by what stays of it without 队, else by how just one begins."""
    known, plain, key = list(teams), narrow(text), team_key(text)
    for same in (
        [team for team in known if narrow(team.name) == plain],
        [team for team in known if team_key(team.name) == key],
        [team for team in known if team_key(team.name).startswith(key)],
    ):
        if same:
            return same[0] if len(same) == 1 else None
    return None


def check_volunteer(draft: VolunteerDraft, *, today: date) -> VolunteerDraft:
    """The draft with its texts on one line, its ID number normalised, birth and sex taken from it.

    Raises UserFault that names the field.
    """
    draft = replace(
        draft,
        name=_line(draft.name, "姓名", _LONGEST_NAME),
        phone=narrow(draft.phone),
        politics=_line(draft.politics, "政治面貌"),
        unit=_line(draft.unit, "工作单位"),
        post=_line(draft.post, "岗位"),
        skills=tuple(dict.fromkeys(skill for text in draft.skills for skill in read_skills(text))),
        note=draft.note.strip(),
        id_number=narrow(draft.id_number),
    )
    if not draft.name and draft.resident_id is None:
        raise UserFault("还没有填写姓名。", "请填写姓名。", place="姓名")
    if draft.sex not in ("", "男", "女"):
        raise UserFault("性别只能是男或女。", "不清楚的请空着。", place="性别")
    if draft.id_number:
        read = read_id_number(draft.id_number, today=today)
        if read.error:
            raise UserFault(read.error, read.remedy, place="身份证号")
        draft = replace(draft, id_number=read.number, birth=read.birth or draft.birth, sex=read.sex or draft.sex)
    _check_days(draft, today)
    limit = draft.weekly_limit
    if limit is not None and not 1 <= limit <= MOST_A_WEEK:
        raise UserFault(
            f"一周最多 {MOST_A_WEEK} 次(每天上午、下午、晚上)。",
            f"请填 1 到 {MOST_A_WEEK},没有限制请空着。",
            place="每周最多几次",
        )
    if draft.dual is not None:
        draft = replace(draft, dual=check_dual(draft.dual, today=today))
    return draft


def _check_days(draft: VolunteerDraft, today: date) -> None:
    if draft.birth is not None and draft.birth > today:
        raise UserFault("出生日期在今天之后。", "请检查出生日期。", place="出生日期")
    if draft.birth is not None and today.year - draft.birth.year > OLDEST:
        raise UserFault(f"出生日期早于 {OLDEST} 年前。", "请检查出生日期。", place="出生日期")
    if draft.joined_on is not None and draft.birth is not None and draft.joined_on < draft.birth:
        raise UserFault("入队日期早于出生日期。", "请检查这两个日期。", place="入队日期")
    if draft.joined_on is not None and (draft.joined_on - today).days > 366:
        raise UserFault("入队日期在一年以后。", "请检查日期的年份。", place="入队日期")


def check_team(draft: TeamDraft, teams: Iterable[Team], team_id: int | None, captain: Volunteer | None) -> TeamDraft:
    """`captain`: whom `captain_id` names, loaded; the day they are judged on is `until` of nobody: they must serve.

    Raises UserFault that names the field.
    """
    draft = replace(draft, name=_line(draft.name, "队名", _LONGEST_NAME), focus=_line(draft.focus, "做什么"))
    known = {team.id: team for team in teams}
    if not draft.name:
        raise UserFault("还没有填写队名。", "请填写队名,例如 助老敬老队。", place="队名")
    for team in known.values():
        if team.id != team_id and narrow(team.name) == narrow(draft.name):
            raise UserFault(f"{team.name}已经有了。", "请换一个队名。", place="队名")
    if draft.since and draft.until and draft.until < draft.since:
        raise UserFault("撤销日期早于成立日期。", "请检查这两个日期。", place="撤销日期")
    if draft.captain_id is not None and captain is None:
        raise UserFault("这名志愿者已经不在名册里了。", "请另选一名队长。", place="队长")
    return draft


def check_captain(captain: Volunteer, today: date) -> None:
    """Raises UserFault for one who has left, or has not begun."""
    if captain.serves_on(today):
        return
    if captain.left_on is not None and captain.left_on < today:
        what = f"{captain.name}已于{chinese_date(captain.left_on)}{captain.left_why or '离队'},不能担任队长。"
    else:
        assert captain.joined_on is not None
        what = f"{captain.name}{chinese_date(captain.joined_on)}才入队,现在不能担任队长。"
    raise UserFault(what, "请另选一名在队的志愿者;他回来了的,请先登记归队。", place="队长")


def check_leave(draft: Leave, others: Iterable[Leave]) -> Leave:
    """Raises UserFault that names the field."""
    draft = replace(draft, reason=_line(draft.reason, "原因"))
    if draft.until < draft.since:
        raise UserFault("销假日期早于请假日期。", "请检查这两个日期。", place="到哪天")
    for leave in others:
        if leave.id != draft.id and leave.since <= draft.until and draft.since <= leave.until:
            raise UserFault(
                f"{chinese_date(leave.since)}到{chinese_date(leave.until)}已经请假。",
                "请改日期,或修改那一条。",
                place="从哪天",
            )
    return draft


def check_dual(draft: DualDraft, *, today: date) -> DualDraft:
    """Raises UserFault that names the field."""
    draft = replace(
        draft,
        unit=_line(draft.unit, "工作单位"),
        claimed_post=_line(draft.claimed_post, "认领岗位"),
        report=" ".join(draft.report.split()),
    )
    if not draft.unit:
        raise UserFault("还没有填写工作单位。", "请填写党员所在的单位。", place="工作单位")
    if draft.claimed_on is not None and not draft.claimed_post:
        raise UserFault("写了认领日期,没有写认领岗位。", "请写上认领的岗位。", place="认领岗位")
    if (draft.report or draft.reported_on) and not draft.claimed_post:
        raise UserFault("还没有认领岗位,不能反馈。", "请先写上认领的岗位。", place="认领岗位")
    if draft.report and draft.reported_on is None:
        raise UserFault("写了反馈内容,没有写反馈日期。", "请写上向单位反馈的日期。", place="反馈日期")
    days = (("报到日期", draft.registered_on), ("认领日期", draft.claimed_on), ("反馈日期", draft.reported_on))
    for place, day in days:
        if day is not None and day > today:
            raise UserFault(f"{place}在今天之后。", "请检查日期。", place=place)
    said = [(place, day) for place, day in days if day is not None]
    for (before, first), (place, second) in pairwise(said):
        if second < first:
            raise UserFault(f"{place}早于{before}。", "请检查这两个日期。", place=place)
    return draft


def standing(one: Volunteer, day: date) -> str:
    """在队, 请假中, 还没入队, or how they left."""
    if one.left_on is not None and one.left_on < day:
        return one.left_why or "已离队"
    if one.joined_on is not None and day < one.joined_on:
        return "还没入队"
    return "请假中" if one.on_leave(day) else "在队"


def is_minor(one: Volunteer, day: date) -> bool:
    return one.birth is not None and age_on(one.birth, day) < ADULT


def dual_state(dual: Dual, day: date) -> str:
    """未认领, 未反馈, 已反馈, 已结束."""
    if dual.until is not None and dual.until < day:
        return "已结束"
    if not dual.claimed_post:
        return "未认领"
    return "已反馈" if dual.reported_on is not None else "未反馈"


DUAL_STATES: Sequence[str] = ("未认领", "未反馈", "已反馈", "已结束")


def _line(text: str, place: str, longest: int = _LONGEST) -> str:
    word = " ".join(text.split())
    if len(word) > longest:
        raise UserFault(f"{place}太长,最多 {longest} 个字。", "请写短一些。", place=place)
    return word

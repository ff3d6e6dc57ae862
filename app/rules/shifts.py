"""班次 and 志愿活动 as they may be written down: within one day, skilled heads among the heads, days by a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from app.base.clock import chinese_date, month_end
from app.base.errors import UserFault
from app.base.resources import rule_table
from app.models.activities import Activity, ActivityDraft, Needs
from app.models.rostering import Answer, Post
from app.models.shifts import Duty, Roster, Shift, ShiftDraft
from app.models.volunteers import HALVES, WEEKDAYS, Slots
from app.rules.names import name_keys
from app.rules.recurrence import days, in_words, is_rule
from app.rules.service import minute_of, read_time

TITLE, DAY, STARTS, ENDS, HEADS, NEEDS, RULE, REASON = (
    "名称", "日期", "开始", "结束", "需要人数", "需要技能", "固定日", "原因"
)  # fmt: skip
_LONG, _MOST_HEADS = 100, 200


def read_needs(text: str) -> Needs:
    """'急救:1、摄影' -> (('急救', 1), ('摄影', 1)). Raises UserFault for what cannot be read."""
    found: Counter[str] = Counter()
    for part in text.replace(",", "、").replace("，", "、").replace("；", "、").split("、"):
        skill, _, heads = part.replace("：", ":").partition(":")
        skill, heads = skill.strip(), heads.strip().removesuffix("人") or "1"
        if not skill:
            continue
        if not (heads.isascii() and heads.isdecimal() and int(heads)):
            raise UserFault(f"“{part.strip()}”没有看懂。", "请写成“急救:1、摄影:2”这样。", place=NEEDS)
        found[skill] += int(heads)
    return tuple(found.items())


def needs_words(needs: Needs) -> str:
    return "、".join(f"{skill}:{heads}" for skill, heads in needs)


def check_times(starts: str, ends: str) -> tuple[str, str]:
    """Both as HH:MM, the end after the start. A shift over midnight would belong to two days: it is two shifts."""
    read = []
    for text, place in ((starts, STARTS), (ends, ENDS)):
        time = read_time(text)
        if not time:
            raise UserFault("时间没有填或没有看懂。", "请写成 15:00 这样。", place=place)
        read.append(time)
    if minute_of(read[1]) == minute_of(read[0]):
        raise UserFault("结束时间和开始时间一样。", "请检查时间。", place=ENDS)
    if minute_of(read[1]) < minute_of(read[0]):
        raise UserFault(
            "结束早于开始。一个班次不能跨过零点。",
            f"要跨夜的,请分成两个班次:当天 {read[0]} 到 24:00,第二天 00:00 到 {read[1]}。",
            place=ENDS,
        )
    return read[0], read[1]


def check_shift(draft: ShiftDraft) -> ShiftDraft:
    """Trimmed. Raises UserFault that names the field."""
    starts, ends = check_times(draft.starts, draft.ends)
    title, place = _line(draft.title, TITLE, needed=True), _line(draft.place, "地点")
    heads, needs = check_heads(draft.heads, draft.needs)
    return replace(draft, title=title, place=place, starts=starts, ends=ends, heads=heads, needs=needs)


def check_activity(draft: ActivityDraft) -> ActivityDraft:
    """Trimmed. Raises UserFault that names the field."""
    starts, ends = check_times(draft.starts, draft.ends)
    title, place = _line(draft.title, TITLE, needed=True), _line(draft.place, "地点")
    heads, needs = check_heads(draft.heads, draft.needs)
    if bool(draft.rule) == (draft.day is not None):
        raise UserFault("还没有说什么时候开展。", "请选固定日,或填一个日期(二选一)。", place=RULE)
    if draft.rule and not is_rule(draft.rule):
        raise UserFault("这个固定日没有看懂。", "请从列表里选。", place=RULE)
    if draft.since is not None and draft.until is not None and draft.until < draft.since:
        raise UserFault("停止日期早于开始日期。", "请检查日期。", place="到哪天为止")
    return replace(
        draft, title=title, place=place, starts=starts, ends=ends, heads=heads, needs=needs, words=draft.words.strip()
    )


def usual_activities() -> tuple[ActivityDraft, ...]:
    """The fixed days that are usual, for an office that has written none down."""
    return tuple(
        ActivityDraft(row["title"], row["starts"], row["ends"], int(row["heads"]), rule=row["rule"], place=row["place"])
        for row in rule_table("fixed_activities")
    )


def check_heads(heads: int, needs: Needs) -> tuple[int, Needs]:
    if not 1 <= heads <= _MOST_HEADS:
        raise UserFault(f"需要人数要填 1 到 {_MOST_HEADS}。", "请检查人数。", place=HEADS)
    skilled = sum(count for _, count in needs)
    if skilled > heads:
        raise UserFault(
            f"要技能的有{skilled}人,总共只要{heads}人。", "请把总人数改大,或减少要技能的人数。", place=NEEDS
        )
    return heads, tuple(needs)


def check_reason(reason: str) -> str:
    word = " ".join(reason.split())
    if not word:
        raise UserFault("还没有写原因。", "请写一句为什么。", place=REASON)
    if len(word) > _LONG:
        raise UserFault(f"原因太长,最多 {_LONG} 个字。", "请写短一些。", place=REASON)
    return word


def when_words(draft: ActivityDraft) -> str:
    return in_words(draft.rule) if draft.rule else chinese_date(draft.day) if draft.day else ""


def days_in(draft: ActivityDraft, year: int, month: int) -> tuple[date, ...]:
    """The days of a month on which an activity is due."""
    first, last = date(year, month, 1), month_end(year, month)
    if draft.day is not None:
        return (draft.day,) if first <= draft.day <= last else ()
    since, until = max(draft.since or first, first), min(draft.until or last, last)
    return tuple(days(draft.rule, since, until)) if since <= until else ()


def laid_out(activities: Iterable[Activity], there: Iterable[Shift], year: int, month: int) -> tuple[ShiftDraft, ...]:
    """The shifts that the activities want in a month and that are not there yet, in order of time."""
    known = {(shift.activity_id, shift.day) for shift in there}
    found = [
        ShiftDraft(
            one.title, day, one.draft.starts, one.draft.ends, one.draft.heads, one.draft.needs, one.draft.team_id,
            one.draft.place, one.id,
        )
        for one in activities
        for day in days_in(one.draft, year, month)
        if (one.id, day) not in known
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda draft: (draft.day, draft.starts, draft.title)))


def post_of(shift: Shift) -> Post:
    """A shift as the solver sees it."""
    return Post(
        shift.id, shift.day, minute_of(shift.starts), minute_of(shift.ends), shift.heads, shift.needs, shift.title
    )


def open_role(shift: Shift, skills: Sequence[str]) -> str:
    """What somebody with these skills is put on a shift for: a skill that is still wanted when the other places are
    taken, else ''."""
    wanted = dict(shift.needs)
    for duty in shift.duties:
        if wanted.get(duty.skill):
            wanted[duty.skill] -= 1
    plain = shift.heads - sum(count for _, count in shift.needs)
    taken = sum(1 for duty in shift.duties if not duty.skill)
    mine = [skill for skill, count in wanted.items() if count > 0 and skill in skills]
    return mine[0] if mine and (taken >= plain or len(mine) == 1) else ""


def answer_words(answer: Answer) -> str:
    """What is told of a solved roster: how good it is, and how far that is known."""
    gaps = f"还缺{answer.missing}人次" if answer.missing else "没有缺口"
    spread = f"各人次数最多相差{answer.fairness.spread}次" if answer.seats else "还没有排人"
    if answer.fairness.bound_by_time:
        spread += f"(另有{answer.fairness.bound_by_time}人因能来的时间少,次数较少)"
    if answer.proven:
        sure = "已确认没有更好的排法"
    elif answer.stage:
        sure = answer.stage
    else:
        left = answer.missing - answer.best_gaps
        if left:
            more = f"缺口最多还能再少{left}人次"
        elif answer.behind >= 1:
            more = "没有再比较别的排法"
        elif answer.behind:
            more = f"离最公平的排法最多差{answer.behind:.1%}"
        else:
            more = "缺口和公平已经最好,只是意愿没有比较完"
        sure = ("按您的要求停下," if answer.stopped else "到时间停下,") + more
    return f"{gaps};{spread};{sure}。"


def _line(text: str, place: str, *, needed: bool = False) -> str:
    word = " ".join(text.split())
    if needed and not word:
        raise UserFault(f"还没有填{place}。", f"请填写{place}。", place=place)
    if len(word) > _LONG:
        raise UserFault(f"内容太长,最多 {_LONG} 个字。", "请写短一些。", place=place)
    return word


def slots_words(slots: Slots | None) -> str:
    """周一上午、周三晚上; of one who was never asked that it is not known."""
    if slots is None:
        return "没有登记可服务时间"
    ordered = sorted(slots, key=lambda slot: (slot[0], HALVES.index(slot[1])))
    return "、".join(f"{WEEKDAYS[day - 1]}{half}" for day, half in ordered)


def seats_digest(shifts: Iterable[Shift]) -> str:
    """What a roster was when it was solved: heads, skills and people of each shift that stands. With another digest,
    what was said of it holds no more."""
    lines = [
        f"{one.id}|{one.day}|{one.times}|{one.heads}|{needs_words(one.needs)}|"
        + ",".join(str(number) for number in sorted(duty.volunteer_id for duty in one.duties))
        for one in sorted(shifts, key=lambda one: one.id)
        if not one.cancelled
    ]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def previewed(roster: Roster, answer: Answer, names: Mapping[int, str]) -> Roster:
    """A roster as it would be with an answer that is not kept yet."""
    known = {(duty.shift_id, duty.volunteer_id): duty for shift in roster.shifts for duty in shift.duties}
    duties: dict[int, list[Duty]] = {}
    for seat in answer.seats:
        name = names.get(seat.person_id, "")
        fresh = Duty(0, seat.post_id, seat.person_id, name, name_keys(name).sort, seat.skill)
        duties.setdefault(seat.post_id, []).append(known.get((seat.post_id, seat.person_id), fresh))
    missing = dict.fromkeys((shift.id for shift in roster.shifts), 0)
    for gap in answer.gaps:
        missing[gap.post_id] = missing.get(gap.post_id, 0) + gap.heads
    return replace(
        roster,
        shifts=tuple(
            one
            if one.cancelled
            else replace(
                one,
                duties=tuple(sorted(duties.get(one.id, ()), key=lambda duty: (duty.sort, duty.volunteer_id))),
                missing=missing[one.id],
                gap="",
            )
            for one in roster.shifts
        ),
    )

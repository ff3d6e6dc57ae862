"""The law of points: what a kind gives, what its yearly cap leaves, places in a ranking, stars.

Kinds and stars are data, resources/rules/point_kinds.csv and point_stars.csv, with the office's own values in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.points import Award, PointEntry, PointKind, PointsDraft, Star, Unit

_TEXT = 200
_MOST = 100  # times or hours in one entry
MOST_PEOPLE = 500


def kinds_of(rows: Iterable[Mapping[str, str]]) -> dict[str, PointKind]:
    """The kinds out of the rows of point_kinds, in the order of the table."""
    return {
        row["kind"]: PointKind(
            row["kind"], Unit(row["unit"]), int(row["points"]), int(row["cap"]), row["evidence"] == "是", row["source"]
        )
        for row in rows
    }


def stars_of(rows: Iterable[Mapping[str, str]]) -> tuple[Star, ...]:
    """The stars out of the rows of point_stars, the lowest first."""
    found = (Star(int(row["stars"]), row["title"], int(row["points"]), row["source"]) for row in rows)
    return tuple(sorted(found, key=lambda star: (star.points, star.stars)))


def star_for(total: int, stars: Sequence[Star]) -> Star | None:
    """The highest star that is reached."""
    return next((star for star in reversed(stars) if total >= star.points), None)


def next_star(total: int, stars: Sequence[Star]) -> Star | None:
    """The star that comes next; None at the top."""
    return next((star for star in stars if total < star.points), None)


def asked(kind: PointKind, count: int) -> int:
    """Points by the rule, before any cap; what is given once is given once."""
    return kind.points * (1 if kind.unit is Unit.ONCE else count)


def left_by_cap(kind: PointKind, had: int) -> int:
    """What the cap leaves a person who `had` so many points of this kind in the year; never less than nothing."""
    return max(0, kind.cap - had)


def award(person: tuple[int, str, str], kind: PointKind, count: int, had: int, why: str = "", *, twice: bool) -> Award:
    """What (id, name, team) is given for `count` times or hours; nothing where `why` says something."""
    wanted, room = asked(kind, count), left_by_cap(kind, had)
    given = 0 if why else min(wanted, room)
    return Award(*person, count=count, asked=0 if why else wanted, points=given, room=room, why=why, twice=twice)


def check_draft(draft: PointsDraft, kinds: Mapping[str, PointKind], *, today: date) -> PointsDraft:
    """The draft, trimmed. Raises UserFault that names the field."""
    draft = replace(
        draft,
        evidence=_line(draft.evidence, "凭证"),
        reason=_line(draft.reason, "事由"),
        entered_by=_line(draft.entered_by, "登记人"),
    )
    kind = kinds.get(draft.kind)
    if kind is None:
        raise UserFault("没有这种积分。", f"请从这些里选一种:{'、'.join(kinds)}。", place="积分项目")
    if draft.day > today:
        raise UserFault(f"{chinese_date(draft.day)}还没有到。", "积分要等做了以后再记。", place="日期")
    if not draft.people:
        raise UserFault("还没有选人。", "请至少选一位志愿者。", place="志愿者")
    if len(draft.people) > MOST_PEOPLE:
        raise UserFault(f"一次最多给 {MOST_PEOPLE} 人记积分。", "请分几次登记。", place="志愿者")
    ids = [person for person, _count in draft.people]
    if len(set(ids)) < len(ids):
        raise UserFault("同一个人选了两次。", "请去掉一个。", place="志愿者")
    if any(not 1 <= count <= _MOST for _person, count in draft.people):
        what = "小时数" if kind.unit is Unit.HOURS else "次数"
        raise UserFault(f"{what}要填 1 到 {_MOST} 的整数。", "不足一小时的不计。", place="数量")
    if kind.evidence and not draft.evidence:
        raise UserFault(f"“{kind.kind}”要写明凭证。", "例如签到表、照片、证书编号、证明人。", place="凭证")
    return draft


def reversal_reason(entry: PointEntry, reason: str) -> str:
    """The reason, trimmed. Raises UserFault without one, and for an entry that cannot be taken back."""
    reason = _line(reason, "原因")
    if entry.reverses_id is not None:
        raise UserFault("这一笔本身就是冲销。", "要重新记,请另登记一笔积分。")
    if entry.reversed_by is not None:
        raise UserFault("这一笔已经冲销过了。", "同一笔只冲销一次。")
    if not reason:
        raise UserFault("还没有写冲销的原因。", "请写明哪里记错了。", place="原因")
    return reason


def placed(rows: Iterable[tuple[int, str, int]]) -> Iterator[tuple[int, int]]:
    """(points, sort key, id) as a ranking of (place, id): the most points first, the same points in the same place,
    and within it by the sort key."""
    before, place = None, 0
    ordered = sorted(rows, key=lambda row: (-row[0], row[1], row[2]))
    for number, (points, _sort, one) in enumerate(ordered, start=1):
        if points != before:
            before, place = points, number
        yield place, one


def _line(text: str, place: str) -> str:
    word = " ".join(text.split())
    if len(word) > _TEXT:
        raise UserFault(f"内容太长,最多 {_TEXT} 个字。", "请写短一些。", place=place)
    return word

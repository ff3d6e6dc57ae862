"""红色账户: points are weighed against their caps, entered, reversed; ledgers, the ranking, the honour board.

An entry is never changed, deleted or undone: it is reversed (decision 0012).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.base.clock import chinese_date, month_end
from app.base.errors import Doubt, UserFault
from app.models.changes import Changes
from app.models.points import (
    Award,
    Awards,
    BoardWish,
    PointEntry,
    PointKind,
    PointLedger,
    PointsDraft,
    Ranking,
    SessionToAward,
    Span,
    Standing,
    Star,
    Unit,
)
from app.rules import points as law
from app.services.office import Office
from app.store import evaluations as scores
from app.store import points as shelf

if TYPE_CHECKING:
    from app.store.connection import Connection

_LOOK_BACK = 92  # days in which a session still waits for its points
_UNGRADED: tuple[int | None, str] = (None, "")
_NAMED = 5  # people who are named in a refusal; of more, how many


def kinds(office: Office) -> tuple[PointKind, ...]:
    """What points are given for, with the office's own values."""
    with office.store.reading() as connection:
        return tuple(shelf.load_kinds(connection).values())


def stars(office: Office) -> tuple[Star, ...]:
    with office.store.reading() as connection:
        return shelf.load_stars(connection)


def weigh(office: Office, draft: PointsDraft) -> Awards:
    """What a draft would come to: for each person what the cap leaves, and what speaks against it.

    Raises UserFault naming the field that lacks or cannot be.
    """
    with office.store.reading() as connection:
        return _weigh(connection, law.check_draft(draft, shelf.load_kinds(connection), today=office.clock.today()))


def enter(office: Office, draft: PointsDraft) -> Changes:
    """Points for everybody in the draft, in one change, as far as the caps leave any; `made`: the ids of the entries.

    Raises UserFault naming the field, or who cannot be given any; Doubt where the same stands on that day already.
    """
    today = office.clock.today()
    with office.work("enter_points", "登记积分") as work:
        draft = law.check_draft(draft, shelf.load_kinds(work.connection), today=today)
        awards = _weigh(work.connection, draft).awards
        _need_all(awards)
        twice = [one.name for one in awards if one.twice]
        if twice and not draft.sure:
            raise Doubt(
                f"{_named(twice)}在{chinese_date(draft.day)}已经记过“{draft.kind}”。", "确实是另一次,请再登记一次。",
                place="志愿者",
            )  # fmt: skip
        made = shelf.add_entries(work, draft, awards, today)
        whom = awards[0].name if len(awards) == 1 else f"{len(awards)} 人"
        work.title = f"登记积分:{draft.kind} {whom}"
        return replace(office.keep(work), made=tuple(made))


def reverse(office: Office, entry_ids: Iterable[int], reason: str, who: str = "") -> Changes:
    """冲销: entries are taken back by entries the other way round, with the reason. Raises UserFault without one, and
    for an entry that is a reversal or was reversed already; then none is."""
    with office.work("reverse_points", "冲销积分") as work:
        found = [shelf.entry(work.connection, one) for one in dict.fromkeys(entry_ids)]
        if not found:
            raise UserFault("还没有选要冲销的那一笔。", "请先选一笔。")
        for one in found:
            reason = law.reversal_reason(one, reason)
        made = shelf.add_reversals(work, found, reason, " ".join(who.split()), office.clock.today())
        whom = found[0].name if len({one.volunteer_id for one in found}) == 1 else f"{len(found)} 笔"
        work.title = f"冲销积分:{found[0].kind} {whom}"
        return replace(office.keep(work), made=tuple(made))


def ledger(office: Office, volunteer_id: int) -> PointLedger:
    """One volunteer's account as it stands. Raises UserFault when there is no such volunteer."""
    today = office.clock.today()
    with office.store.reading() as connection:
        one = shelf.person(connection, volunteer_id)
        entries = shelf.entries_of(connection, volunteer_id)
        found = shelf.sums_of(connection, volunteer_id, today.year, today.month)
        ladder = shelf.load_stars(connection)
        had: dict[str, int] = {}
        for entry in entries:
            if entry.day.year == today.year:
                had[entry.kind] = had.get(entry.kind, 0) + entry.points
        room = {
            kind.kind: law.left_by_cap(kind, had.get(kind.kind, 0)) for kind in shelf.load_kinds(connection).values()
        }
    star, coming = law.star_for(found.total, ladder), law.next_star(found.total, ladder)
    return PointLedger(volunteer_id, one.name, one.team, found, star, coming, entries, room)


def entries(office: Office, first: date, last: date) -> tuple[PointEntry, ...]:
    """All entries of some days, for a ledger that leaves the house."""
    with office.store.reading() as connection:
        return shelf.entries_between(connection, first, last)


def ranking(office: Office, year: int, month: int, span: Span = Span.MONTH) -> Ranking:
    """Everybody who has points in the span, the most first; with stars by the total and the span's evaluation."""
    with office.store.reading() as connection:
        return _ranking(office, connection, year, month, span)


def serving(office: Office, day: date) -> tuple[tuple[int, str, str], ...]:
    """(id, name, team) of everybody who serves on a day, by pinyin: whom points can be entered for."""
    with office.store.reading() as connection:
        known = shelf.people(connection).values()
    there = [one for one in known if one.left_on is None or one.left_on >= day]
    return tuple((one.id, one.name, one.team) for one in sorted(there, key=lambda one: (one.sort, one.id)))


def sessions(office: Office) -> tuple[SessionToAward, ...]:
    """Sessions of the last months in which somebody served who has no points for it: proposals, nothing more."""
    today = office.clock.today()
    with office.store.reading() as connection:
        return shelf.sessions_to_award(connection, today - timedelta(days=_LOOK_BACK), today)


def session_draft(office: Office, session_id: int, kind: str = "参加志愿服务") -> PointsDraft:
    """What `enter` would be given for everybody who served and has no points yet; whole hours where hours count."""
    with office.store.reading() as connection:
        found, known = shelf.session_to_award(connection, session_id), shelf.load_kinds(connection)
    by_hours = kind in known and known[kind].unit is Unit.HOURS
    people = ((one, minutes // 60 if by_hours else 1) for one, _name, _team, minutes in found.people)
    return PointsDraft(
        found.day,
        kind,
        tuple((one, count) for one, count in people if count),
        evidence=f"签到表:{found.title}",
        reason=found.title,
        session_id=session_id,
    )


def honour_board(office: Office, wish: BoardWish) -> bytes:
    """光荣榜 as a PDF for the wall. Raises UserFault when nobody has points in the span, or no font has a character."""
    from app.reports.honour_board import BoardFacts, honour_board_pdf
    from app.store.people import load_organisation

    with office.store.reading() as connection:
        found = _ranking(office, connection, wish.year, wish.month, wish.span)
        branch = load_organisation(connection).branch
    rows = tuple(one for one in found.rows if one.sums.of(wish.span) > 0 and not one.left)
    shown = tuple(one for one in rows if one.place <= wish.places)
    if not shown:
        raise UserFault("这段时间还没有人有积分。", "请先登记积分,或换一个月份。")
    return honour_board_pdf(BoardFacts(branch, wish, shown, office.clock.today()))


def _ranking(office: Office, connection: Connection, year: int, month: int, span: Span) -> Ranking:
    sums = office.points.sums(connection, year, month)
    ladder = shelf.load_stars(connection)
    known = shelf.people(connection)
    period = f"{year}-{month:02d}" if span is Span.MONTH else str(year)
    grades = scores.totals(connection, period) if span is not Span.TOTAL else {}
    end = month_end(year, month)
    points = {one: there for one, found in sums.items() if (there := found.of(span))}
    lines = []
    for place, one in law.placed((there, known[one].sort, one) for one, there in points.items()):
        who, found = known[one], sums[one]
        total, grade = grades.get(one, _UNGRADED)
        star = law.star_for(found.total, ladder)
        left = who.left_on is not None and who.left_on <= end
        lines.append(Standing(place, one, who.name, who.team, found, star, who.sort, total, grade, left))
    serving = sum(1 for who in known.values() if who.id not in points and (who.left_on is None or who.left_on > end))
    return Ranking(year, month, span, tuple(lines), serving)


def _weigh(connection: Connection, draft: PointsDraft) -> Awards:
    kind = shelf.load_kinds(connection)[draft.kind]
    ids = [one for one, _count in draft.people]
    known = shelf.people(connection, ids)
    had = shelf.had_in_year(connection, draft.kind, draft.day.year, ids)
    once = shelf.standing(connection, draft.kind, ids) if kind.unit is Unit.ONCE else frozenset()
    there = shelf.standing(connection, draft.kind, ids, day=draft.day)
    waiting = None
    if draft.session_id is not None:
        found = shelf.session_to_award(connection, draft.session_id)
        if found.day != draft.day:
            raise UserFault(f"这一场是{chinese_date(found.day)}。", "积分要记在同一天。", place="日期")
        waiting = {one[0] for one in found.people}
    awards = []
    for one, count in draft.people:
        if one not in known:
            raise UserFault("有一位志愿者已经不在名册里了。", "请刷新后再试。", place="志愿者")
        who = known[one]
        why = ""
        if who.left_on is not None and who.left_on < draft.day:
            why = f"{chinese_date(who.left_on)}已经退出"
        elif one in once:
            why = f"“{kind.kind}”只记一次,已经记过"
        elif waiting is not None and one not in waiting:
            why = "这一场已经记过积分,或没有服务记录"
        twice = draft.session_id is None and one in there
        awards.append(law.award((one, who.name, who.team), kind, count, had.get(one, 0), why, twice=twice))
    return Awards(kind, tuple(awards))


def _need_all(awards: Sequence[Award]) -> None:
    refused = [one for one in awards if one.why]
    if refused:
        first = refused[0]
        others = f"另有 {len(refused) - 1} 人也不能记。" if len(refused) > 1 else ""
        raise UserFault(f"{first.name}:{first.why}。{others}", "请把他们去掉再登记;这次没有记任何人。", place="志愿者")


def _named(names: Sequence[str]) -> str:
    shown = "、".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown}等 {len(names)} 人"

"""What a member or a dated fact of theirs must say before it is kept. `place` of a fault names the field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.base.errors import UserFault
from app.models.roster import MemberDraft, MemberRecord, Span, SpanDraft, SpanKind
from app.rules.roster import post_of

_LONGEST_NAME, _LONGEST = 30, 100
_YOUNGEST = 18  # 党章: 年满十八岁


def check_member(draft: MemberDraft, *, today: date) -> MemberDraft:
    """The draft, trimmed. Raises UserFault that names the field."""
    draft = replace(
        draft,
        name=" ".join(draft.name.split()),
        phone="".join(draft.phone.split()),
        note=draft.note.strip(),
        posts=tuple(dict.fromkeys(_post(post) for post in draft.posts if post.strip())),
    )
    if not draft.name and draft.resident_id is None:
        raise UserFault("还没有填写姓名。", "请填写姓名,或从居民里选。", place="姓名")
    if len(draft.name) > _LONGEST_NAME:
        raise UserFault(f"姓名超过 {_LONGEST_NAME} 个字。", "请检查是否把几个人写在了一起。", place="姓名")
    if draft.sex not in ("", "男", "女"):
        raise UserFault("性别只能是男或女。", "不清楚的请空着。", place="性别")
    for place, day in (("出生日期", draft.birth), ("入党日期", draft.joined_party)):
        if day is not None and day > today:
            raise UserFault(f"{place}在今天之后。", "请检查日期。", place=place)
    if draft.birth and draft.joined_party and draft.joined_party.year - draft.birth.year < _YOUNGEST:
        raise UserFault("入党时不满十八岁。", "请检查出生日期和入党日期。", place="入党日期")
    if draft.since and draft.until and draft.until < draft.since:
        raise UserFault("转出日期早于转入日期。", "请检查这两个日期。", place="转出日期")
    for place, span in (("预备期", draft.probation), ("留党察看", draft.watch)):
        if span and span[0] and span[1] and span[1] < span[0]:
            raise UserFault(f"{place}的结束日期早于开始日期。", "请检查这两个日期。", place=place)
    return draft


def first_spans(draft: MemberDraft, branch_id: int) -> Iterator[SpanDraft]:
    """What is dated of a new member."""
    since, until = draft.since, draft.until
    began = draft.began or ("转入" if draft.from_where else "")
    yield SpanDraft(SpanKind.ENROLLED, branch_id, "", since, until, began, "", draft.from_where)
    if draft.probation is not None:
        yield SpanDraft(SpanKind.PROBATION, None, "", *draft.probation)
    if draft.watch is not None:
        yield SpanDraft(SpanKind.WATCH, None, "", *draft.watch)
    for post in draft.posts:
        yield SpanDraft(SpanKind.POST, branch_id, post, since, until)
    if draft.group_id is not None:
        yield SpanDraft(SpanKind.GROUP, draft.group_id, "", since, until)


def check_span(draft: SpanDraft, member: MemberRecord, *, today: date) -> SpanDraft:
    """A dated fact, trimmed, held against what is known already. Raises UserFault that names the field."""
    draft = replace(draft, note=_short(draft.note, "说明"), began=_short(draft.began, "说明"))
    if draft.kind is SpanKind.POST:
        draft = replace(draft, title=_post(draft.title))
        if not draft.title:
            raise UserFault("还没有选职务。", "请选一个职务。", place="职务")
    if draft.kind is SpanKind.GROUP and draft.body_id is None:
        raise UserFault("还没有选党小组。", "请选一个党小组。", place="党小组")
    if draft.since and draft.until and draft.until < draft.since:
        raise UserFault("结束日期早于开始日期。", "请检查这两个日期。", place="结束日期")
    if draft.kind is SpanKind.WATCH and draft.since is None:
        raise UserFault("还没有写从哪天起。", "请填写处分决定的日期。", place="开始日期")
    if draft.since is not None and (draft.since - today).days > 366:
        raise UserFault("开始日期在一年以后。", "请检查日期的年份。", place="开始日期")
    for span in member.spans:
        if _same(span, draft) and _overlap(span, draft):
            raise UserFault(
                f"{member.name}在这段时间已经登记了{span.title or span.kind.value}。",
                "请先填写那一条的结束日期,或修改它。",
                place="开始日期",
            )
    return draft


def _same(span: Span, draft: SpanDraft) -> bool:
    """Two facts of which only one can hold at a time."""
    if span.kind is not draft.kind:
        return False
    return span.title == draft.title if span.kind is SpanKind.POST else True


def _overlap(span: Span, draft: SpanDraft) -> bool:
    first, last = span.since or date.min, span.until or date.max
    return first <= (draft.until or date.max) and (draft.since or date.min) <= last


def _post(text: str) -> str:
    word = " ".join(text.split())
    if len(word) > 20:
        raise UserFault("职务太长。", "最多 20 个字。", place="职务")
    return post_of(word) or word


def _short(text: str, place: str) -> str:
    word = " ".join(text.split())
    if len(word) > _LONGEST:
        raise UserFault(f"内容太长,最多 {_LONGEST} 个字。", "请写短一些。", place=place)
    return word

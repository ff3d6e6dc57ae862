"""公示 of services: the masked list of a period, the days it hangs, and what was said against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.certificates import Objection, Posting, PostingLine
from app.models.changes import Changes
from app.rules.masking import mask_name
from app.services.office import Office
from app.services.rules import read_table
from app.store import certificates as shelf
from app.store.people import load_organisation

_RULES = "service_rules"


def all_postings(office: Office) -> tuple[Posting, ...]:
    """The newest first."""
    with office.store.reading() as connection:
        return shelf.load_postings(connection)


def blank(office: Office, since: date, until: date) -> Posting:
    """A posting that begins today, with the list of the period as it stands, masked. Raises UserFault for a period
    without service, or one that is not over the right way round."""
    today = office.clock.today()
    if until < since:
        raise UserFault("截止日期早于开始日期。", "请检查这两个日期。", place="截止日期")
    with office.store.reading() as connection:
        days = next(
            int(row.values["value"]) for row in read_table(connection, _RULES).rows if row.key == "posting_days"
        )
        served = shelf.people_served(connection, since, until)
    if not served:
        raise UserFault(
            "这段时间没有已经核对关闭的服务记录。", "请先核对关闭这段时间的场次,或换一段时间。", place="开始日期"
        )
    lines = tuple(PostingLine(mask_name(name), team, times, minutes, who) for name, team, times, minutes, who in served)
    return Posting(0, since, until, today, today + timedelta(days=days - 1), "社区公示栏", lines)


def post(office: Office, draft: Posting) -> Changes:
    """Write down what hangs out: the list is taken anew and stays as it hung. Raises UserFault naming the field."""
    fresh = blank(office, draft.since, draft.until)
    if not draft.place.strip():
        raise UserFault("还没有写在哪里公示。", "例如社区公示栏、居民群。", place="公示地点")
    if not 1 <= (draft.ends_on - draft.posted_on).days + 1 <= 366:
        raise UserFault("公示的起止日期不对。", f"一般公示 {fresh.days} 天。", place="公示日期")
    if draft.posted_on < draft.until:
        raise UserFault(
            f"公示从{chinese_date(draft.posted_on)}开始,这段服务到{chinese_date(draft.until)}才结束。",
            "请把服务的截止日期改早一些。",
            place="公示日期",
        )
    with office.work("post_services", f"公示{chinese_date(draft.since)}至{chinese_date(draft.until)}的服务") as work:
        made = shelf.add_posting(work, replace(draft, lines=fresh.lines, place=draft.place.strip(), objections=()))
        return replace(office.keep(work), made=(made,))


def object_to(office: Office, posting_id: int, words: str) -> Changes:
    """Note what was said against a list and what was found. Raises UserFault when nothing is said."""
    said = " ".join(words.split())
    if not said:
        raise UserFault("还没有写意见的内容。", "请写清楚提了什么、核实结果是什么。", place="意见")
    with office.work("note_objection", "登记公示意见") as work:
        known = shelf.load_posting(work.connection, posting_id)
        told = (*known.objections, Objection(office.clock.today(), said[:500]))
        shelf.note_objections(work, posting_id, told)
        return office.keep(work)


def remove(office: Office, posting_id: int) -> Changes:
    """One that was entered by mistake."""
    with office.work("remove_posting", "删除公示") as work:
        shelf.load_posting(work.connection, posting_id)
        work.delete("service_posting", [posting_id])
        return office.keep(work)


def pdf(office: Office, posting: Posting) -> bytes:
    """The list as it hangs out: kept or still to be kept."""
    from app.reports.service_posting import posting_pdf

    with office.store.reading() as connection:
        branch = load_organisation(connection).branch
    return posting_pdf(posting, branch)

"""What a certificate of service must say, and how it is numbered.

Source: 民政部令第67号《志愿服务记录与证明出具办法(试行)》 and 民发〔2015〕149号: identity of the volunteer, hours
and content of service, who issues it, handler and contact, number and date. Whoever records certifies, free of charge.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.certificates import CertificateDraft, CertificateFacts, CertifiedService, Posting
from app.models.service import ServiceRecord
from app.rules.service import hours

ID_CARD = "居民身份证"


def number_of(year: int, ordinal: int) -> str:
    """ZY2026-0001: 志愿, the year, and which one of the year it is."""
    return f"ZY{year}-{ordinal:04d}"


def check_draft(draft: CertificateDraft, today: date) -> None:
    """Raises UserFault naming the field."""
    if not draft.handler.strip():
        raise UserFault("还没有写经办人。", "证明上要写明是谁经办的。", place="经办人")
    if draft.since is not None and draft.until is not None and draft.until < draft.since:
        raise UserFault("截止日期早于开始日期。", "请检查这两个日期。", place="截止日期")
    if draft.since is not None and draft.since > today:
        raise UserFault(f"{chinese_date(draft.since)}还没有到。", "证明只写已经做过的服务。", place="开始日期")
    for place, text, most in (
        ("经办人", draft.handler, 30),
        ("联系方式", draft.contact, 40),
        ("用途", draft.purpose, 60),
    ):
        if len(text.strip()) > most:
            raise UserFault(f"内容太长,最多 {most} 个字。", "请写短一些。", place=place)


def services_of(records: Sequence[ServiceRecord]) -> tuple[CertifiedService, ...]:
    """The list of a certificate, the oldest first; what was corrected to nought is not in it."""
    return tuple(
        CertifiedService(one.day, one.title, one.place, one.content, one.minutes, _corrected(one))
        for one in sorted(records, key=lambda one: (one.day, one.starts, one.id))
        if one.minutes > 0
    )


def check_facts(facts: CertificateFacts) -> None:
    """Raises UserFault when a certificate could not say what it must."""
    if not facts.services:
        raise UserFault(
            "这段时间没有已经核对关闭的服务记录,不能出具证明。",
            "请先登记服务时长并核对关闭场次,或换一段时间。" if facts.open_sessions else "请换一段时间。",
        )
    if not facts.id_number:
        raise UserFault(
            "名册里没有这位志愿者的身份证号。", "证明上要写明证件号码,请先在名册里补上再出具。", place="身份证号"
        )


def posted_words(postings: Sequence[Posting], volunteer_id: int, since: date, until: date, today: date) -> str:
    """The posting that holds the whole period with this volunteer on it, once it is over; '' where there is none."""
    for one in postings:
        there = any(line.volunteer_id == volunteer_id for line in one.lines)
        if there and one.since <= since and until <= one.until and one.ends_on < today:
            said = f"期间收到意见{len(one.objections)}条，已经核实处理" if one.objections else "期间没有收到异议"
            return (
                f"以上服务已在{chinese_date(one.posted_on)}至{chinese_date(one.ends_on)}公示（{one.days}天），{said}。"
            )
    return ""


def _corrected(one: ServiceRecord) -> str:
    if not one.corrections:
        return ""
    first, last = one.corrections[0], one.corrections[-1]
    who = f"{last.asked_by}提出：" if last.asked_by else ""
    asked = f"{chinese_date(last.asked_on)}，{who}{last.reason}"
    return f"由{first.before}分钟更正为{last.after}分钟（{asked}）"


def total_words(facts: CertificateFacts) -> str:
    """The sentence the certificate is about."""
    return (
        f"兹证明{facts.name}在{chinese_date(facts.since)}至{chinese_date(facts.until)}期间，参加由本单位组织的志愿服务"
        f"{len(facts.services)}次，服务时间累计{hours(facts.minutes)}小时（{facts.minutes}分钟）。"
        f"服务时间是实际提供服务的时间，不含往返路途时间。{facts.posted}特此证明。"
    )

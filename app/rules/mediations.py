"""What must be true of a mediation before it is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.base.errors import UserFault
from app.models.mediations import FAILED, MEDIATED, DisputeParty, MediationDraft
from app.rules.patrols import not_yet, one_line


def check_mediation(draft: MediationDraft, *, today: date) -> MediationDraft:
    """The draft with its texts trimmed. Raises UserFault naming the field."""
    not_yet(draft.on, today, "调解日期")
    parties = tuple(
        DisputeParty(name, one.resident_id, one_line(one.address), "".join(one.phone.split()))
        for one in draft.parties
        if (name := one_line(one.name))
    )
    if len(parties) < 2:
        raise UserFault("纠纷至少有两方当事人。", "请填写双方的姓名。", place="当事人")
    if draft.outcome not in ("", MEDIATED, FAILED):
        raise UserFault("没有这种调解结果。", f"请选“{MEDIATED}”或“{FAILED}”,还在调解的不选。", place="调解结果")
    if draft.outcome == MEDIATED and not draft.agreement.strip():
        raise UserFault("调解成功要写明协议内容。", "请写明双方同意怎么做。", place="协议内容")
    if draft.follow_up_on is not None and draft.follow_up_on < draft.on:
        raise UserFault("回访日期早于调解日期。", "请核对日期。", place="约定回访")
    if (draft.request_id is None) == (draft.request is None):
        raise UserFault("还没有说明是哪一件纠纷。", "请选择已登记的诉求,或写明诉求内容。", place="诉求")
    return replace(
        draft,
        parties=parties,
        mediator=one_line(draft.mediator),
        place=one_line(draft.place),
        facts=draft.facts.strip(),
        agreement=draft.agreement.strip(),
    )

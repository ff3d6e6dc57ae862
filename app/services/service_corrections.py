"""更正: what is put right in a session that is closed. What stood before is kept, shown and printed."""

from __future__ import annotations

from dataclasses import replace

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.service import CorrectionDraft, RecordDraft, ServiceRecord, SessionDraft, SignLine
from app.rules import service as law
from app.services.office import Office
from app.store import service_lists as lists
from app.store import service_people as people
from app.store.work import Work, stored


def correct(office: Office, draft: CorrectionDraft) -> Changes:
    """更正 of a record of a closed session: what stood before stays, with who asked, when and why.

    Raises UserFault naming the field, and for a session that is still open: there the table itself is changed.
    """
    with office.work("correct_service", "更正服务时长") as work:
        found = lists.record(work.connection, draft.record_id)
        session = lists.session_draft(work.connection, found.session_id)
        if session.closed_on is None:
            raise UserFault("这一场还没有核对关闭。", "直接在签到表里修改就可以。")
        line = SignLine(
            found.volunteer_id,
            found.starts if draft.starts is None else draft.starts,
            found.ends if draft.ends is None else draft.ends,
            max(draft.minutes, 1),
        )
        told = law.settle(line, replace(session, starts="", ends=""), law.MINUTES)
        between = law.length(told.starts, told.ends)
        reason = law.check_correction(draft.minutes, found.minutes, between, draft.reason)
        _need_free_start(work, found, told.starts)
        if draft.minutes:
            _only_here(work, session, found, told)
        work.update("service_record", found.id, {"starts": told.starts, "ends": told.ends, "minutes": draft.minutes})
        work.add(
            "service_correction",
            {
                "record_id": found.id,
                "asked_on": stored(office.clock.today()),
                "asked_by": " ".join(draft.asked_by.split())[:30] or found.name,
                "before": found.minutes,
                "after": draft.minutes,
                "reason": reason,
            },
        )
        work.title = f"更正服务时长:{chinese_date(found.day)}{found.title}"[:60]
        return office.keep(work)


def _need_free_start(work: Work, found: ServiceRecord, starts: str) -> None:
    """One person's stretches of a session begin at different times, those that were set to nought too."""
    for one in lists.of_session(work.connection, found.session_id):
        if one.volunteer_id == found.volunteer_id and one.id != found.id and one.starts == starts:
            said = f"从{starts}开始的" if starts else "没有写开始时间的"
            nought = ",已更正为 0 分钟" if not one.minutes else ""
            raise UserFault(
                f"{found.name}在这一场已有一段{said}服务{nought}。", "请更正那一段,或写别的开始时间。", place="开始"
            )


def _only_here(work: Work, session: SessionDraft, found: ServiceRecord, told: RecordDraft) -> None:
    """A correction puts nobody in two places."""
    others = [
        SignLine(one.volunteer_id, one.starts, one.ends, one.minutes)
        for one in lists.of_session(work.connection, found.session_id)
        if one.volunteer_id == found.volunteer_id and one.id != found.id and one.minutes
    ]
    mine = SignLine(found.volunteer_id, told.starts, told.ends, told.minutes)
    there = people.elsewhere(work.connection, found.session_id, session.day, [found.volunteer_id])
    bare = replace(session, starts="", ends="")
    law.check_sign_in([*others, mine], bare, {found.volunteer_id: found.name}, there)

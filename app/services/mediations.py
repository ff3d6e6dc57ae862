"""调解: disputes before a mediator, what was agreed, and whether it held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.mediations import Mediation, MediationDraft
from app.rules.mediations import check_mediation
from app.services.office import Office
from app.store import mediations as shelf


def record(office: Office, draft: MediationDraft) -> Changes:
    """A mediation; `made` is its id. A dispute that was not taken down yet is taken down in the same change, and
    调解成功 closes its request with that outcome. Raises UserFault naming the field, or the step that lacks."""
    today = office.clock.today()
    draft = check_mediation(draft, today=today)
    with office.work("record_mediation", "登记调解") as work:
        mediation_id = shelf.add_mediation(work, draft, today)
        return replace(office.keep(work), made=(mediation_id,))


def change(office: Office, mediation_id: int, draft: MediationDraft) -> Changes:
    """Put a mediation right, or carry it on to its outcome. It stays with its request."""
    known = card(office, mediation_id)
    today = office.clock.today()
    draft = check_mediation(replace(draft, request_id=known.request_id, request=None), today=today)
    with office.work("change_mediation", f"修改调解 {known.number}") as work:
        shelf.change_mediation(work, mediation_id, draft, today)
        return office.keep(work)


def follow_up(office: Office, mediation_id: int, on: date, words: str) -> Changes:
    """Whether the agreement held, as was found on a day. Raises UserFault for a day before the mediation or to come."""
    known = card(office, mediation_id)
    if on < known.on or on > office.clock.today():
        raise UserFault("回访日期要在调解之后、今天或以前。", "请核对日期。", place="回访日期")
    if not words.strip():
        raise UserFault("还没有写回访情况。", "请写一句协议履行得怎么样。", place="回访情况")
    with office.work("follow_up_mediation", f"调解回访 {known.number}") as work:
        work.update("mediation", mediation_id, {"followed_up_on": on.isoformat(), "follow_up_words": words.strip()})
        return office.keep(work)


def remove(office: Office, mediation_id: int) -> Changes:
    """A mediation that was entered by mistake; what it closed is open again.

    Raises UserFault when something was noted after that.
    """
    known = card(office, mediation_id)
    with office.work("remove_mediation", f"删除调解 {known.number}") as work:
        shelf.reopen_request(work, known)
        shelf.remove_parties(work, mediation_id)
        work.delete("mediation", [mediation_id])
        return office.keep(work)


def card(office: Office, mediation_id: int) -> Mediation:
    """Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        found = shelf.mediations(connection, "m.id = ?", (mediation_id,))
    if not found:
        raise UserFault("这次调解已经不在了。", "请刷新后再试。")
    return found[0]


def listing(office: Office) -> tuple[Mediation, ...]:
    """All mediations, the newest first."""
    with office.store.reading() as connection:
        return shelf.mediations(connection)


def of_request(office: Office, request_id: int) -> tuple[Mediation, ...]:
    with office.store.reading() as connection:
        return shelf.mediations(connection, "m.request_id = ?", (request_id,))


def to_follow_up(office: Office) -> tuple[Mediation, ...]:
    """Mediations whose follow-up is due today or was earlier, the longest due first."""
    with office.store.reading() as connection:
        found = shelf.mediations(
            connection, "m.follow_up_on <= ? AND m.followed_up_on IS NULL", (office.clock.today().isoformat(),)
        )
    return tuple(sorted(found, key=lambda one: one.follow_up_on or one.on))

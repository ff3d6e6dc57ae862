"""双报到: Party members who work elsewhere register here, claim a post, and report back to their unit."""

from __future__ import annotations

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.volunteers import DualDraft, DualLine
from app.rules.masking import mask_phone
from app.rules.volunteers import check_dual, dual_state
from app.services.office import Office
from app.store import volunteers as shelf


def listing(office: Office, state: str = "", text: str = "", *, whole: bool = False) -> tuple[DualLine, ...]:
    """Every registration, those who still owe something first. `state`: of DUAL_STATES, '' all. `whole`: telephones
    unmasked."""
    today = office.clock.today()
    with office.store.reading() as connection:
        people = office.volunteers.fresh(connection, today).people
        found = shelf.duals(connection)
    order = ("未认领", "未反馈", "已反馈", "已结束")
    made = []
    for volunteer_id, dual in found:
        one = people[volunteer_id]
        told = dual_state(dual, today)
        if told != "已结束" and not one.serves_on(today):
            told = "已结束"
        if (not state or told == state) and (not text or text in one.name or text in dual.unit or text in one.team):
            line = DualLine(
                volunteer_id, dual, one.name, one.sort, one.phone if whole else mask_phone(one.phone), one.team, told
            )
            made.append((order.index(told), one.sort, dual.id, line))
    return tuple(line[3] for line in sorted(made, key=lambda line: line[:3]))


def register(office: Office, volunteer_id: int, draft: DualDraft) -> Changes:
    """A new registration. Raises UserFault naming the field, or when one still runs."""
    with office.work("register_dual", "登记双报到") as work:
        there = shelf.one(work.connection, volunteer_id)
        checked = check_dual(draft, today=office.clock.today())
        if there.dual is not None and dual_state(there.dual, office.clock.today()) != "已结束":
            what = f"{there.name}已经登记双报到({there.dual.unit})。"
            raise UserFault(what, "换了单位的,请先把原来那一条写上结束日期。", place="工作单位")
        work.title = f"登记{there.name}双报到"
        work.add("dual_registration", {"volunteer_id": volunteer_id, **shelf.dual_values(checked)})
        if not there.unit:
            work.update("volunteer", volunteer_id, {"unit": checked.unit})
        return office.keep(work)


def edit(office: Office, volunteer_id: int, dual_id: int, draft: DualDraft) -> Changes:
    """Claimed, reported back, ended, or put right. Raises UserFault naming the field."""
    with office.work("edit_dual", "修改双报到") as work:
        there = shelf.one(work.connection, volunteer_id)
        checked = check_dual(draft, today=office.clock.today())
        work.title = f"修改{there.name}的双报到"
        work.update("dual_registration", dual_id, shelf.dual_values(checked))
        return office.keep(work)


def remove(office: Office, volunteer_id: int, dual_id: int) -> Changes:
    """One that was entered by mistake."""
    with office.work("remove_dual", "删除双报到") as work:
        there = shelf.one(work.connection, volunteer_id)
        work.title = f"删除{there.name}的双报到"
        work.delete("dual_registration", [dual_id])
        return office.keep(work)

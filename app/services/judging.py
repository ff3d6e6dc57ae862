"""人工认定: a person's judgement on a label of a door, beside what the rule says."""

from __future__ import annotations

from datetime import date

from app.models.changes import Changes
from app.models.colours import Judgement, Label
from app.rules.drafts import check_judgement
from app.services.office import Office
from app.store import households as shelf


def set_override(
    office: Office,
    household_id: int,
    label: Label,
    judgement: Judgement,
    reason: str,
    since: date | None = None,
    until: date | None = None,
) -> Changes:
    """A person's judgement on one label, with the reason. It takes the place of an earlier one."""
    check_judgement(reason, since, until)
    word = {Judgement.ADD: "认定为", Judgement.REMOVE: "不认定为", Judgement.CLAIM: "待核实"}[judgement]
    with office.work("set_override", f"{word}{label.value}") as work:
        shelf.add_override(work, household_id, label, judgement, reason.strip(), since, until)
        return office.keep(work)


def drop_override(office: Office, override_id: int) -> Changes:
    """Take a judgement away; the rule alone decides again."""
    with office.work("drop_override", "取消人工认定") as work:
        label = shelf.label_of_override(work.connection, override_id)
        if label:
            work.title = f"取消对{label}的人工认定"
        work.delete("label_override", [override_id])
        return office.keep(work)

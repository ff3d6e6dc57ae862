"""办理: every verb of the card with its key in the menu (F6, then the key), where the door's state allows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.models.households import HouseholdRecord, Occupancy, OccupancySpan
from app.rules.stays import head_on, living_on, use_on
from app.ui.households import asking
from app.ui.households.head_form import HeadForm
from app.ui.households.lease_forms import EndLeaseForm, LetForm, RenewForm
from app.ui.households.leaving_forms import DeathForm, LeaveForm
from app.ui.households.moving_forms import MoveHereForm, SplitForm
from app.ui.households.small_forms import SureForm
from app.ui.households.use_forms import EndVacancyForm, SellForm, UseForm, VacantForm

if TYPE_CHECKING:
    from app.ui.households.card_actions import CardActions


@dataclass(frozen=True)
class CardVerb:
    """One line of the menu. `why_not` says why it cannot be done now, '' when it can. `key` is struck in the menu."""

    name: str
    title: str
    key: str
    done: Callable[[], object]
    why_not: str = ""
    begins_group: bool = False


def verbs_of(view: CardActions) -> tuple[CardVerb, ...]:
    """What can be done with the door that is shown."""
    if view.shown is None:
        return ()
    record, today = view.shown.record, view.desk.clock.today()
    return (*_of_people(view, record, today), *_of_use(view, record, today), *_of_card(view, record))


def lease_of(record: HouseholdRecord) -> OccupancySpan | None:
    """The newest lease, running or over."""
    leases = [span for span in record.occupancies if span.kind is Occupancy.LET]
    return max(leases, key=lambda span: (span.since or date.min, span.id), default=None)


def remove_door(view: CardActions) -> None:
    """Only a door behind which nobody ever lived is taken away."""
    if view.shown is None:
        return
    household = view.shown.record.household
    question = f"删除 {household.door.long}?只有录错、从没登记过居民的门牌才需要删除。"
    verb = asking.household("remove_household", household.id)
    view.open_form(SureForm(view.desk, "删除这一户", question, "删除", verb), view.removed)


def _of_people(view: CardActions, record: HouseholdRecord, today: date) -> Iterator[CardVerb]:
    here = living_on(record, today)
    nobody = "" if here else "现在没有登记居民。"
    alone = "" if len(here) > 1 or (here and head_on(record, today) is None) else "没有别的人可以当户主。"
    desk = view.desk
    yield CardVerb("move_in", "添加居民", "1", view.add_person)
    yield CardVerb("move_over", "从别的户迁来", "2", lambda: view.open_form(MoveHereForm(desk, record)))
    yield CardVerb("move_out", "迁出", "3", lambda: view.open_form(LeaveForm(desk, record)), nobody)
    yield CardVerb("death", "去世", "4", lambda: view.open_form(DeathForm(desk, record)), nobody)
    yield CardVerb("head", "更换户主", "5", lambda: view.open_form(HeadForm(desk, record)), nobody or alone)
    yield CardVerb("split", "分户", "6", lambda: view.open_form(SplitForm(desk, record)), nobody)
    yield CardVerb("join", "并户", "7", view.join_into)


def _of_use(view: CardActions, record: HouseholdRecord, today: date) -> Iterator[CardVerb]:
    desk, use, lease = view.desk, use_on(record, today), lease_of(record)
    kind = use.kind if use is not None else None
    if lease is not None and (kind is Occupancy.LET or (kind is None and lease.until is not None)):
        held = lease
        yield CardVerb("renew", "续租", "8", lambda: view.open_form(RenewForm(desk, record, held)), begins_group=True)
        yield CardVerb("end_lease", "收回出租", "9", lambda: view.open_form(EndLeaseForm(desk, record, held)))
    else:
        yield CardVerb("let", "出租", "8", lambda: view.open_form(LetForm(desk, record)), begins_group=True)
    yield CardVerb("sell", "出售", "0", lambda: view.open_form(SellForm(desk, record)))
    if kind is Occupancy.VACANT:
        yield CardVerb("end_vacancy", "结束空置", "K", lambda: view.open_form(EndVacancyForm(desk, record)))
    else:
        yield CardVerb("vacant", "标为空置", "K", lambda: view.open_form(VacantForm(desk, record)))
    yield CardVerb("use", "居住状态", "U", lambda: view.open_form(UseForm(desk, record)))


def _of_card(view: CardActions, record: HouseholdRecord) -> Iterator[CardVerb]:
    yield CardVerb("edit", "修改门牌、网格、产权人", "E", view.edit_door, begins_group=True)
    yield CardVerb("explain", "为什么有这些标签", "W", view.explain)
    yield CardVerb("judge", "人工认定标签", "R", view.judge)
    lived_in = "登记过居民的户不能删除。" if record.members else ""
    yield CardVerb("remove", "删除这一户", "X", lambda: remove_door(view), lived_in)

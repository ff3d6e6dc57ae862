"""G31 through the window: a head who dies or moves leaves others behind only with a new head; history keeps both."""

from __future__ import annotations

from datetime import date

import pytest
from walking import FAMILY, OpenCard, Run, Save, choose, move_in_family, pick, texts, type_into
from windows import Settle

from app import services
from app.base.errors import UserFault
from app.models.households import Occupancy
from app.rules.stays import HEAD, head_on
from app.ui.households.head_form import HeadForm
from app.ui.households.leaving_forms import DeathForm, LeaveForm
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow

NAMES = [name for name, _, _ in FAMILY]


@pytest.fixture
def home(page: HouseholdsPage, open_card: OpenCard, run: Run) -> int:
    """The family behind a door of its own, its card open."""
    household_id = open_card("601").record.household.id
    run(lambda office: services.households.set_occupancy(office, household_id, Occupancy.OWNER))
    move_in_family(run, household_id)
    open_card("601")
    return household_id


def head(page: HouseholdsPage, day: date) -> str | None:
    assert page.card.shown is not None
    found = head_on(page.card.shown.record, day)
    return found.resident.name if found else None


def test_g31_a_death_asks_for_a_new_head(page: HouseholdsPage, home: int, save: Save, run: Run) -> None:
    form = choose(page, "death", DeathForm)
    pick(form.person, "曾伟")
    type_into(form.died, "2026-11-10")
    assert not form.standing.isHidden()
    save()
    assert page.card.form is form
    assert "还没有户主" in form.standing.complaint
    assert form.died.text()  # what was typed stays
    form.standing.choose_head("周小燕")
    assert sorted(form.standing.relations.values()) == sorted((HEAD, "子"))
    save()
    assert page.card.form is None
    assert head(page, date(2026, 11, 10)) == "曾伟"
    assert head(page, date(2026, 11, 11)) == "周小燕"
    assert "2026年11月11日起为户主(此前为配偶)" in texts(page)
    assert "曾伟2026年11月10日去世" in texts(page)
    assert run(services.safekeeping.check) == ()


def test_g31_a_head_who_moves_out_too(page: HouseholdsPage, home: int, save: Save) -> None:
    form = choose(page, "move_out", LeaveForm)
    form.people.tick("曾伟")
    type_into(form.until, "2026-11-20")
    type_into(form.to, "武汉")
    save()
    assert "还没有户主" in form.standing.complaint
    form.standing.choose_head("曾小伟")
    assert form.standing.relations == {
        member.residency.id: {"周小燕": "父母", "曾小伟": HEAD}[member.resident.name]
        for member, _ in form.standing.rows
    }
    save()
    assert head(page, date(2026, 11, 21)) == "曾小伟"
    assert "迁往武汉" in texts(page)


def test_g31_there_is_only_one_head(page: HouseholdsPage, home: int, save: Save) -> None:
    form = choose(page, "move_out", LeaveForm)
    form.people.tick("曾伟")
    form.standing.choose_head("曾小伟")
    form.standing.choose_head("周小燕")  # on second thoughts
    assert {member.resident.name: box.currentText() for member, box in form.standing.rows} == {
        "周小燕": HEAD,
        "曾小伟": "子",
    }
    son = next(box for member, box in form.standing.rows if member.resident.name == "曾小伟")
    son.setEditText(HEAD)  # typed, not chosen
    save()
    assert "周小燕、曾小伟都选成了户主" in form.standing.complaint


def test_g31_the_service_refuses_where_nobody_asked(page: HouseholdsPage, home: int, run: Run) -> None:
    def work(office: object) -> str:
        record = services.households.card(office, home).record  # type: ignore[arg-type]
        stays = [one.residency.id for one in record.members if one.resident.name == "曾伟"]
        with pytest.raises(UserFault) as refused:
            services.households.move_out(office, stays, date(2026, 11, 20))  # type: ignore[arg-type]
        return str(refused.value)

    assert "要有一位新户主" in run(work)


def test_a_whole_family_moves_out_and_no_head_is_asked_for(page: HouseholdsPage, home: int, save: Save) -> None:
    form = choose(page, "move_out", LeaveForm)
    for name in NAMES:
        form.people.tick(name)
    assert form.standing.isHidden()
    type_into(form.until, "2026-11-20")
    save()
    assert "居民 0 人" in texts(page)


def test_another_head_and_back_by_undo(
    page: HouseholdsPage, home: int, save: Save, window: MainWindow, settle: Settle
) -> None:
    form = choose(page, "head", HeadForm)
    pick(form.person, "周小燕")
    type_into(form.on, "2026-6-1")
    assert {member.resident.name: box.currentText() for member, box in form.standing.rows} == {
        "曾伟": "配偶",
        "周小燕": HEAD,
        "曾小伟": "子",
    }
    save()
    assert head(page, date(2026, 5, 31)) == "曾伟"
    assert head(page, date(2026, 6, 1)) == "周小燕"
    assert window.room is not None
    window.room.undo()
    settle(window)
    assert head(page, date(2026, 6, 1)) == "曾伟"

"""G05 and G06 through the window: leases and their end, vacancy and people: never both."""

from __future__ import annotations

from datetime import date

import pytest
from walking import OpenCard, Run, Save, choose, move_in_family, press, texts, type_into
from windows import Settle

from app import services
from app.models.colours import Label
from app.models.households import Occupancy
from app.rules.stays import living_on
from app.ui.households.lease_forms import EndLeaseForm, LetForm, RenewForm
from app.ui.households.leaving_forms import LeaveForm
from app.ui.households.page import HouseholdsPage
from app.ui.households.person_form import PersonForm
from app.ui.households.use_forms import EndVacancyForm, SellForm, UseForm, VacantForm
from app.ui.main_window import MainWindow

TODAY = date(2026, 11, 21)


def carries(run: Run, room: str, label: Label, day: date) -> bool:
    """Whether the map shows the label on that day."""
    picture = run(lambda office: services.colours.picture(office, day))
    door = next(d for b in picture.buildings for d in b.doors if d.room == room)
    return bool(door.labels >> list(Label).index(label) & 1)


def test_g05_a_lease_with_its_end(page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run) -> None:
    open_card("301")
    form = choose(page, "let", LetForm)
    type_into(form.since, "2026-1-1")
    type_into(form.until, "2026年9月30日")
    type_into(form.tenant, "赵先生一家")
    save()
    assert carries(run, "301", Label.LET, date(2026, 9, 30))
    assert not carries(run, "301", Label.LET, date(2026, 10, 31))
    press(page.card, "以前的居住状态 2 段")
    assert "出租(自2026年1月1日起,到2026年9月30日止,赵先生一家)" in texts(page)


def test_g05_what_follows_a_lease_that_is_over(
    page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run, labels: object
) -> None:
    household_id = open_card("501").record.household.id

    def lapse(office: object) -> None:
        services.households.set_occupancy(office, household_id, Occupancy.UNKNOWN)  # type: ignore[arg-type]
        services.households.let(office, household_id, date(2025, 10, 1), date(2026, 9, 30))  # type: ignore[arg-type]

    run(lapse)
    open_card("501")
    assert "租约2026年9月30日已到期,以后的居住状态还没有登记。住在这里的 1 人还没有办理迁出。" in texts(page)
    press(page.card, "收回")
    form = page.card.form
    assert isinstance(form, EndLeaseForm)
    assert form.on.text() == "2026年9月30日"
    form.then.set_text("空置")
    save()
    assert page.card.shown is not None
    assert living_on(page.card.shown.record, TODAY) == ()
    assert carries(run, "501", Label.VACANT, date(2026, 10, 1))
    assert run(services.safekeeping.check) == ()


def test_g05_a_lease_is_renewed_before_it_ends(page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run) -> None:
    household_id = open_card("301").record.household.id
    run(lambda office: services.households.let(office, household_id, date(2026, 1, 1), date(2026, 12, 10)))
    open_card("301")
    assert "租约2026年12月10日到期,还有 19 天。" in texts(page)
    press(page.card, "续租")
    form = page.card.form
    assert isinstance(form, RenewForm)
    type_into(form.until, "2025-12-31")
    save()
    assert "租约到期早于开始" in form.until.complaint
    type_into(form.until, "2027-12-31")
    save()
    assert carries(run, "301", Label.LET, date(2027, 12, 31))


def test_g05_a_lease_does_not_end_before_it_begins(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    open_card("301")
    form = choose(page, "let", LetForm)
    type_into(form.since, "2026-5-1")
    type_into(form.until, "2026-4-30")
    save()
    assert form.until.complaint == "租约到期早于开始。请检查日期。"
    assert form.until.text() == "2026-4-30"


def test_g06_people_live_there_so_their_leaving_is_offered(
    page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run, labels: object, window: MainWindow, settle: Settle
) -> None:
    household_id = open_card("301").record.household.id
    move_in_family(run, household_id)
    open_card("301")
    form = choose(page, "vacant", VacantForm)
    save()
    assert "还住着 4 人" in form.leave.complaint
    form.leave.set_text("是")
    type_into(form.to, "老家")
    save()
    assert page.card.form is None
    assert carries(run, "301", Label.VACANT, TODAY)
    assert "居民 0 人" in texts(page)
    press(page.card, "以前住过 4 人")
    assert "已迁出:曾伟(户主,自2015年3月1日起,到2026年11月20日止,迁往老家)" in texts(page)
    assert window.room is not None
    window.room.undo()  # one verb, one undo
    settle(window)
    assert "居民 4 人" in texts(page)


def test_g06_the_general_form_offers_it_too(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    open_card("101")
    page.card.change_use()
    form = page.card.form
    assert isinstance(form, UseForm)
    form.use.set_text(Occupancy.VACANT.value)
    form.use.edited.emit()
    assert not form.leave.isHidden()
    save()
    assert "还住着 1 人,不能标为空置" in form.use.complaint
    assert "同时办理迁出" in form.use.complaint
    form.leave.set_text("是")
    save()
    assert "居民 0 人" in texts(page)


def test_g06_a_vacant_door_takes_somebody_in_only_with_an_end_of_its_vacancy(
    page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run
) -> None:
    open_card("601")
    assert "按 Insert 添加居民,同时选好以后的居住状态" in texts(page)
    page.card.add_person()
    form = page.card.form
    assert isinstance(form, PersonForm)
    form.name.set_text("孙桂兰")
    save()
    assert "请选自住、出租或借住" in form.use.complaint
    form.use.set_text(Occupancy.LENT.value)
    save()
    assert page.card.form is None
    assert "居民 1 人" in texts(page)
    assert not carries(run, "601", Label.VACANT, TODAY)
    assert run(services.safekeeping.check) == ()


def test_g06_a_vacancy_ends(page: HouseholdsPage, open_card: OpenCard, save: Save, run: Run) -> None:
    open_card("601")
    form = choose(page, "end_vacancy", EndVacancyForm)
    type_into(form.on, "2026-11-1")
    save()
    assert carries(run, "601", Label.VACANT, date(2026, 10, 31))
    assert not carries(run, "601", Label.VACANT, date(2026, 11, 1))
    menu = page.card.make_menu()
    assert "vacant" in [action.objectName() for action in menu.actions()]


@pytest.mark.parametrize(("day", "said"), [("2026-12-1", "在今天之后"), ("2026-11-20", "")])
def test_a_leaving_to_come_is_asked_about_once(
    page: HouseholdsPage, open_card: OpenCard, save: Save, day: str, said: str
) -> None:
    open_card("201")
    form = choose(page, "move_out", LeaveForm)
    form.people.tick("张2明")
    type_into(form.until, day)
    save()
    if said:
        assert said in form.until.complaint
        assert "再按一次保存" in form.message.text()
        save()
    assert page.card.form is None


def test_sold_with_its_owners_in_the_history(page: HouseholdsPage, open_card: OpenCard, save: Save) -> None:
    open_card("101")
    form = choose(page, "sell", SellForm)
    save()
    assert "还没有填写买受人" in form.owner.complaint
    type_into(form.owner, "李四")
    type_into(form.on, "2026-11-20")
    save()
    assert "大院1栋1单元101室2026年11月20日售给李四" in texts(page)
    assert "产权人:空 → 李四" in texts(page)
    assert "已售" in texts(page)

"""Taking a request down: found voices, proposals, limits, and what is wrong said beside its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from chinese import english_in
from hands import Keys, Run
from PySide6.QtCore import Qt
from windows import Settle

from app import services
from app.models.requests import RequestRow, State
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow
from app.ui.requests.page import RequestsPage
from app.ui.requests.section import RequestSection
from app.ui.requests.taking import LATER, TakeDownForm

Rows = Callable[..., tuple[RequestRow, ...]]


@pytest.fixture
def form(page: RequestsPage, window: MainWindow, settle: Settle, keys: Keys) -> TakeDownForm:
    keys.ctrl(Qt.Key.Key_N)
    made = page.card.form
    assert isinstance(made, TakeDownForm)
    return made


@pytest.fixture
def save(form: TakeDownForm, window: MainWindow, settle: Settle) -> Callable[[], None]:
    def press() -> None:
        form.save_button.click()
        settle(window)

    return press


def test_what_the_words_suggest_can_be_changed(
    form: TakeDownForm, keys: Keys, save: Callable[[], None], rows: Rows
) -> None:
    keys.write("3栋楼下路灯不亮")
    keys.until(lambda: form.category.text() == "设施维修")
    assert form.category.complaint.startswith("按“")
    assert form.grade.text() == "一般"
    keys.until(lambda: "期限到2026年11月27日" in form.grade.complaint)
    assert form.department.text() == LATER  # proposed, one key away, assigned only when picked
    assert form.department.box.itemText(1) == "路灯管理所"
    assert form.department.complaint == "建议:路灯管理所"
    form.category.set_text("物业服务")
    form.category.edited.emit()
    keys.write(",还漏水")
    keys.until(lambda: "漏水" in form.words.text())
    assert form.category.text() == "物业服务"  # what a person chose stays
    save()
    (row,) = rows()
    assert (row.category, row.grade, row.state) == ("物业服务", "一般", State.RECEIVED)


def test_a_picked_department_is_assigned_in_the_same_change(
    form: TakeDownForm, keys: Keys, save: Callable[[], None], rows: Rows, window: MainWindow, settle: Settle
) -> None:
    keys.write("路灯不亮")
    keys.until(lambda: form.department.box.itemText(1) == "路灯管理所")
    form.department.box.setFocus()
    keys.press(Qt.Key.Key_Down)
    save()
    (row,) = rows()
    assert (row.state, row.handler) == (State.ASSIGNED, "路灯管理所")
    assert "已分办给路灯管理所" in form.message.text()
    assert window.room is not None
    window.room.undo()
    settle(window)
    assert rows() == ()


def test_the_form_is_ready_for_the_next_with_the_channel_that_was_used(
    form: TakeDownForm, keys: Keys, save: Callable[[], None], page: RequestsPage, window: MainWindow, settle: Settle
) -> None:
    keys.write("垃圾没人清")
    form.channel.set_text("电话")
    save()
    assert form.message.text() == "已记下,编号 2026-0001,期限到2026年11月23日。可以接着记下一件。"
    assert form.words.text() == ""
    assert form.channel.text() == "电话"
    assert not form.dirty
    form.cancel()
    page.take_down()
    settle(window)
    again = page.card.form
    assert isinstance(again, TakeDownForm)
    assert again.channel.text() == "电话"


def test_a_resident_a_door_and_a_stranger(
    form: TakeDownForm, keys: Keys, save: Callable[[], None], rows: Rows, door: Callable[[str], int]
) -> None:
    keys.write("漏水")
    keys.tab()
    keys.write("张2明")
    keys.until(lambda: not form.voice.hits.isHidden())
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    assert form.voice.hit is not None
    assert form.voice.hit.household_id == door("201")
    assert form.phone.isHidden()
    assert form.address.isHidden()
    save()

    keys.write("空房里有响声")
    keys.tab()
    keys.write("1-1-601")  # nobody lives there
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: form.voice.hit is not None)
    assert not form.caller.isHidden()
    form.caller.set_text("楼下邻居")
    save()

    keys.write("井盖松了")
    keys.tab()
    keys.write("赵师傅")
    keys.until(lambda: "没有找到" in form.voice.complaint)
    keys.tab()
    assert form.voice.complaint == "没有从登记里选人,按“赵师傅”记下。"
    form.phone.set_text("13912345678")
    form.address.set_text("东门")
    save()
    resident, empty, stranger = rows()
    assert (resident.household_id, resident.caller, resident.grid) == (door("201"), "张2明", "第一网格")
    assert (empty.household_id, empty.resident_id, empty.caller) == (door("601"), None, "楼下邻居")
    assert (stranger.household_id, stranger.caller, stranger.phone, stranger.door) == (
        None,
        "赵师傅",
        "139****5678",
        "东门",
    )


def test_by_agreement_asks_for_the_day(form: TakeDownForm, keys: Keys, save: Callable[[], None], rows: Rows) -> None:
    keys.write("楼里想加装电梯")
    keys.until(lambda: True)
    form.grade.set_text("特定")
    form.grade.edited.emit()
    assert not form.agreed.isHidden()
    form.agreed.set_text("2026-11-01")
    save()
    assert "早于受理日期" in form.agreed.complaint
    form.agreed.set_text("2026-12-31")
    save()
    assert rows()[0].due_on == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("words", "", "还没有写诉求内容"),
        ("received", "2026-11-22", "还没有到"),
        ("received", "昨天", "看不懂"),
        ("received", "", "请填写受理日期"),
        ("channel", "", "还没有选来源"),
    ],
)
def test_bad_input_is_said_beside_its_field(
    form: TakeDownForm, save: Callable[[], None], rows: Rows, field: str, text: str, said: str
) -> None:
    form.words.set_text("路灯不亮")
    bad = {one.title: one for one in form.fields}[{"words": "内容", "received": "受理日期", "channel": "来源"}[field]]
    bad.set_text(text)
    save()
    assert said in bad.complaint
    assert rows() == ()


def test_words_are_let_go_only_when_asked_twice(form: TakeDownForm, keys: Keys, page: RequestsPage) -> None:
    keys.write("路灯不亮")
    assert page.unsaved() == "记一件诉求"
    keys.press(Qt.Key.Key_Escape)
    assert page.card.form is form
    assert "还没有记下" in form.message.text()
    keys.press(Qt.Key.Key_Escape)
    assert page.card.form is None
    assert page.side is None


def test_putting_right_keeps_number_and_telephone(
    page: RequestsPage, made: Callable[..., int], rows: Rows, window: MainWindow, settle: Settle, run: Run
) -> None:
    request_id = made(date(2026, 11, 20), caller="赵师傅", phone="13912345678", address="东门")
    page.show_request(request_id)
    settle(window)
    page.card.correct()
    settle(window)
    form = page.card.form
    assert form is not None
    words = form.field("内容")
    assert words is not None
    words.set_text("东门路灯不亮")
    form.save()
    settle(window)
    (row,) = rows()
    assert (row.number, row.words, row.phone) == ("2026-0001", "东门路灯不亮", "139****5678")
    assert run(lambda office: services.requests.phones(office, [request_id])) == {request_id: "13912345678"}


def test_from_the_card_of_a_household(
    window: MainWindow, settle: Settle, rows: Rows, door: Callable[[str], int], page: RequestsPage, keys: Keys
) -> None:
    window.open_page("households", door("301"))
    settle(window)
    households = window.page("households")
    assert isinstance(households, HouseholdsPage)
    (section,) = households.card.findChildren(RequestSection)
    keys.alt(Qt.Key.Key_Q)
    form = households.card.form
    assert isinstance(form, TakeDownForm)
    form.words.set_text("楼道灯不亮")
    assert [form.caller.box.itemText(place) for place in range(form.caller.box.count())] == ["", "张3明"]
    form.caller.set_text("张3明")
    form.save()
    settle(window)
    (row,) = rows()
    assert (row.household_id, row.caller) == (door("301"), "张3明")
    assert row.resident_id is not None  # picked by name, linked to the person
    assert households.card.form is None
    (section,) = households.card.findChildren(RequestSection)
    assert english_in(section) == []
    section.show_all()
    settle(window)
    assert window.room is not None
    assert window.room.current is page
    assert page.list.listing.model.rowCount() == 1
    assert "1栋1单元301" in page.list.filters.origin.text()

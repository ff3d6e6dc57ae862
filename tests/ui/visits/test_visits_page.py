"""The page 走访 as a person walks through it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from windows import PASSWORD, OpenWindow, Settle

from app import services
from app.base.errors import UserFault
from app.base.paths import Paths
from app.models.visit_views import Horizon, VisitQuery, VisitsShown
from app.models.visits import CareDraft, NeedDraft, Tier, VisitDoor
from app.ui.households.page import HouseholdsPage
from app.ui.visits.columns import late_tone, late_words
from app.ui.visits.page import COVERAGE, MADE, VisitsPage
from app.ui.visits.visit_form import VisitForm
from tests.ui.visits.conftest import TODAY, Walk, visit

Key = Qt.Key
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")  # windows without a screen


def made(walk: Walk) -> int:
    return walk.ask(lambda office: services.visits.made(office, VisitQuery())).total


def test_who_is_overdue_comes_first_the_strictest_tier_before(walk: Walk) -> None:
    doors = walk.doors()
    assert len(doors) == 14
    assert doors[:2] == ["3栋2单元101室", "3栋2单元201室"]  # 80+ alone, weekly
    assert doors[7] == "3栋2单元102室"
    assert walk.page.due.horizons[Horizon.OVERDUE].text() == "逾期未访 14"
    assert walk.page.head.note.text() == "共 14 户,其中逾期 14 户"
    assert english_in(walk.window) == []


def test_the_list_is_narrowed_and_walked(walk: Walk) -> None:
    walk.page.due.tier.pick("高风险")
    walk.settle()
    assert len(walk.doors()) == 7
    walk.press(Key.Key_W, alt=True)
    assert walk.doors()[0] == "3栋2单元701室"
    walk.page.due.tier.pick("一般")
    walk.settle()
    assert walk.page.due.state.state == "empty"
    walk.page.due.show_all()
    walk.settle()
    assert len(walk.doors()) == 14
    walk.page.due.search("zhangguilan")
    walk.settle()
    assert walk.doors() == ["3栋2单元202室"]
    walk.page.due.search("没有这个人")
    walk.settle()
    assert walk.page.due.state.state == "empty"


def test_the_next_best_route_is_a_list_of_its_own(walk: Walk) -> None:
    walk.press(Key.Key_L, alt=True)
    assert len(walk.doors()) == 12
    assert walk.page.due.origin.text().startswith("推荐路线(12 户)")
    walk.page.due.drop_ids()
    walk.settle()
    assert len(walk.doors()) == 14


def test_one_visit_from_the_list_by_keyboard(walk: Walk) -> None:
    walk.page.due.view.setFocus()
    walk.page.due.view.choose_row(0)
    walk.press(Key.Key_N, ctrl=True)
    form = walk.page.card.form
    assert isinstance(form, VisitForm)
    walk.press(Key.Key_S, ctrl=True)
    assert "走访人" in form.visitor.complaint  # nobody was named
    form.visitor.editor.setFocus()
    walk.type("王芳")
    form.findings.area.setFocus()
    walk.type("腿脚不便")
    walk.press(Key.Key_Tab)
    walk.type("楼道灯不亮")
    form.needs.lines[0][1].setCurrentText("转为诉求")
    assert len(form.needs.lines) == 2  # there is always one more
    assert english_in(form) == []
    walk.press(Key.Key_S, ctrl=True)
    assert len(walk.doors()) == 14  # seen today, due again within the seven days that are listed
    assert walk.doors()[-1] == "3栋2单元101室"
    (found,) = walk.ask(lambda office: services.visits.made(office, VisitQuery())).lines
    assert (found.findings, found.needs[0].words, found.needs[0].request_number) == (
        "腿脚不便",
        "楼道灯不亮",
        "2026-0001",
    )
    walk.page.due.view.choose_row(0)
    walk.press(Key.Key_N, ctrl=True)
    assert isinstance(walk.page.card.form, VisitForm)
    assert walk.page.card.form.visitor.text() == "王芳"  # who went last is offered again


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("day", "12-30", "今天之后"),
        ("day", "不知道", "看不懂"),
        ("next_on", "2026-11-20", "不在这次走访之后"),
        ("next_on", "2028-1-1", "约在一年以后"),
    ],
)
def test_bad_input_is_said_beside_its_field(walk: Walk, field: str, text: str, said: str) -> None:
    walk.page.due.view.choose_row(0)
    walk.page.record()
    walk.settle()
    form = walk.page.card.form
    assert isinstance(form, VisitForm)
    form.visitor.set_text("王芳")
    getattr(form, field).set_text(text if text != "12-30" else "2026-12-30")
    form.save()
    walk.settle()
    assert said in getattr(form, field).complaint
    assert made(walk) == 0


def test_visits_that_were_made_are_put_right_and_removed(walk: Walk) -> None:
    visit(walk, needs=(NeedDraft("量血压"),))
    walk.press(Key.Key_2, alt=True)
    assert walk.page.tabs.currentIndex() == MADE
    view = walk.page.made
    assert view.listing.model.rowCount() == 1
    view.open_needs.click()
    walk.settle()
    assert view.listing.model.rowCount() == 1
    view.view.choose_row(0)
    view.view.setFocus()
    walk.press(Key.Key_Return)
    form = walk.page.card.form
    assert isinstance(form, VisitForm)
    form.needs.lines[0][1].setCurrentText("当场解决")
    form.save()
    walk.settle()
    assert view.state.state == "empty"  # nothing is open any more
    view.show_all()
    walk.settle()
    view.view.choose_row(0)
    view.view.setFocus()
    walk.press(Key.Key_Delete)
    assert walk.page.ask.isVisible()
    walk.page.ask.yes_button.click()
    walk.settle()
    assert made(walk) == 0
    walk.press(Key.Key_Z, ctrl=True)
    assert made(walk) == 1
    assert english_in(walk.page) == []


def test_filters_of_the_visits(walk: Walk) -> None:
    visit(walk)
    visit(walk, visitor="李强", met=False)
    walk.page.tabs.setCurrentIndex(MADE)
    walk.settle()
    view = walk.page.made
    for chip, value, left in ((view.visitor, "李强", 1), (view.met, "见到", 0), (view.met, "未遇", 1)):
        chip.pick(value)
        walk.settle()
        assert (view.listing.model.rowCount() if view.state.state == "content" else 0) == left
    view.show_all()
    view.days.choose("上月")
    view.load()
    walk.settle()
    assert view.state.state == "empty"


def test_coverage_opens_the_names_behind_each_figure(walk: Walk) -> None:
    visit(walk)
    walk.press(Key.Key_4, alt=True)
    assert walk.page.tabs.currentIndex() == COVERAGE
    for _ in range(3):
        walk.settle()  # the months before come one by one
    rows = walk.page.coverage.rows()
    assert [(row.kind, row.name) for row in rows[:4]] == [
        ("合计", "2026年11月"), ("等级", "高风险"), ("等级", "重点"), ("网格", "第一网格"),
    ]  # fmt: skip
    assert [row.name for row in rows[4:]] == ["2026年10月", "2026年9月", "2026年8月", "2026年7月", "2026年6月"]
    assert (rows[0].due.numerator, rows[0].visited.numerator, rows[0].missing.numerator) == (14, 1, 13)
    view = walk.page.coverage.view
    view.setFocus()
    view.setCurrentIndex(view.rows.index(0, [column.key for column in view.rows.columns].index("missing")))
    walk.press(Key.Key_Return)
    households = walk.window.page("households")
    assert isinstance(households, HouseholdsPage)
    assert "还没走访" in households.filters.origin.text()
    walk.window.open_page("visits", None)
    walk.page.coverage.tiles["made"].clicked.emit()
    walk.settle()
    assert walk.page.tabs.currentIndex() == MADE
    assert walk.page.made.origin.text() == "来自:走访次数(共 1 次走访)  ×"
    walk.page.made.drop_origin()
    walk.settle()
    assert walk.page.made.ids is None


def test_another_page_asks_for_the_visits_of_a_door_or_of_a_figure(walk: Walk) -> None:
    visit_id = visit(walk)
    (line,) = walk.ask(lambda office: services.visits.made(office, VisitQuery())).lines
    walk.window.open_page("visits", VisitDoor(line.household_id))
    walk.settle()
    assert walk.page.made.origin.text() == "3栋2单元101室  ×"
    walk.window.open_page("visits", VisitsShown(frozenset((visit_id,)), "走访次数"))
    walk.settle()
    assert walk.page.made.listing.model.rowCount() == 1


def test_a_list_that_cannot_be_read_says_so(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_office: object, _query: object) -> None:
        raise UserFault("资料读不出来。", "请再试一次。")

    from app.services import visits

    monkeypatch.setattr(visits, "made", broken)
    walk.page.tabs.setCurrentIndex(MADE)
    walk.settle()
    assert walk.page.made.state.state == "error"
    assert "再试一次" in [made.text() for made in walk.page.made.state.findChildren(type(walk.page.print_button))]


def test_an_empty_house_says_what_to_do(open_window: OpenWindow, settle: Settle, paths: Paths) -> None:
    from app.base.clock import Clock
    from app.models.people import Organisation

    office, _ = services.accounts.create_office(
        paths, Organisation("大院社区党委", "书院街道办事处"), PASSWORD, Clock()
    )
    services.accounts.close(office)
    window = open_window(paths, PASSWORD)
    window.open_page("visits", None)
    settle(window)
    page = window.page("visits")
    assert isinstance(page, VisitsPage)
    for place, view in enumerate(page.views):
        page.tabs.setCurrentIndex(place)
        settle(window)
        assert view.state.state == "empty"
    assert english_in(page) == []


@pytest.mark.parametrize(
    ("late", "said", "tone"),
    [(3, "逾期3天", "red"), (0, "今天", "amber"), (-5, "还有5天", "amber"), (-30, "还有30天", "")],
)
def test_words_of_lateness(late: int, said: str, tone: str) -> None:
    assert (late_words(late), late_tone(late)) == (said, tone)
    assert late_words(None) == ""


def test_a_tier_set_from_another_day_is_listed(walk: Walk) -> None:
    line = walk.page.due.listing.model.row(13)
    assert line is not None
    draft = CareDraft(line.household_id, Tier.NONE, "长期在外居住", TODAY - timedelta(days=3))
    changes = walk.ask(lambda office: services.care.set_tier(office, draft))
    walk.window.bus.changed.emit(changes)
    walk.settle()
    assert len(walk.doors()) == 13


def test_rows_that_were_not_read_yet_are_chosen_too(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long list is read in pages: whoever chooses all of it means all of it."""
    listing = walk.page.due.listing
    listing.model.start_pages(14, listing.first(5))
    listing.view.selectAll()
    assert (len(listing.view.selected_rows()), listing.view.selected_count()) == (5, 14)
    walk.page.record()
    walk.settle()
    assert len(walk.page.many.model.lines) == 14
    walk.page.many.drop()
    monkeypatch.setattr("app.ui.visits.page.MOST_DOORS", 10)
    walk.page.take_down(range(11))
    assert walk.page.rooms.currentWidget() is not walk.page.many

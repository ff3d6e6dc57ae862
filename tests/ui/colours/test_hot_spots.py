"""诉求较多: doors are marked with how many requests came from them in the last twelve months."""

from __future__ import annotations

from datetime import date

from maps import Hand, Run
from PySide6.QtCore import Qt

from app import services
from app.models.requests import RequestDraft
from app.ui.colours.page import ColoursPage


def take_down(run: Run, household: int, day: date) -> None:
    draft = RequestDraft(received_on=day, channel="来电", words="楼道灯不亮", household_id=household)
    run(lambda office: services.requests.take_down(office, draft))


def test_the_switch_marks_doors_with_their_requests(page: ColoursPage, hand: Hand, run: Run) -> None:
    for day in (date(2026, 3, 1), date(2026, 11, 2), date(2024, 1, 1)):
        take_down(run, hand.household("201"), day)
    assert page.map.scene.hot == {}
    hand.press(Qt.Key.Key_9)
    assert page.filters.hot.isChecked()
    assert page.map.scene.hot == {hand.household("201"): 2}
    assert "近12个月诉求 2 件" in page.map.scene.summary(hand.door("201"))
    assert "有诉求的 1 户" in page.filters.hot.toolTip()
    take_down(run, hand.household("301"), date(2026, 11, 20))
    assert page.map.scene.hot == {hand.household("201"): 2, hand.household("301"): 1}
    hand.press(Qt.Key.Key_9)
    assert page.map.scene.hot == {}

"""G03 to G05 as a person meets them: on the map, through its card, its switches and its month slider."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from maps import Hand
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from windows import Settle

from app.models.colours import LABELS, Label
from app.rules.legend import load_legend
from app.ui.colours.page import ColoursPage
from app.ui.households.fields import Field
from app.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
INK = {entry.label: entry.colour.lower() for entry in load_legend()}
FillIn = Callable[..., None]


@pytest.fixture
def fill_in(page: ColoursPage, qtbot: QtBot, window: MainWindow, settle: Settle) -> FillIn:
    """Open a form of the card by its key, write into its fields by their titles, save it by Ctrl+S."""

    def write(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, **texts: str) -> None:
        qtbot.keyClick(page.card, key, keys)
        form = page.card.form
        assert form is not None
        for title, text in texts.items():
            field = form.field(title)
            assert isinstance(field, Field), title
            field.set_text(text)
            field.edited.emit()
        qtbot.keyClick(form, Qt.Key.Key_S, CONTROL)
        settle(window)
        assert page.card.form is None, [one.complaint for one in form.fields if one.complaint] + [form.message.text()]

    return write


@pytest.fixture
def open_card(page: ColoursPage, hand: Hand, window: MainWindow, settle: Settle) -> Callable[[str], None]:
    def click(room: str) -> None:
        hand.click(room)
        settle(window)
        page.card.setFocus()

    return click


def labels(hand: Hand, room: str) -> set[Label]:
    return {label for place, label in enumerate(LABELS) if hand.labels(room) >> place & 1}


def count(page: ColoursPage, label: Label) -> int:
    return page.filters.chips[LABELS.index(label)].figure.numerator


def colours(page: ColoursPage, hand: Hand, room: str) -> list[str]:
    """The colours across a door from the left, each once, as they are on the screen."""
    rect = page.map.door_rect(hand.door(room))
    image = page.map.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    y = round((rect.bottom() - 2) * ratio)
    row = [QColor(image.pixel(round(x * ratio), y)).name() for x in range(rect.left() + 1, rect.right())]
    known = [one for one in row if one in INK.values()]
    return list(dict.fromkeys(known))


def sums(page: ColoursPage) -> tuple[int, int]:
    """标签户数 and 去重户数, out of the sentence above the map."""
    words = page.line.sentence.text()
    return int(words.partition("标签户数 ")[2].partition(",")[0]), int(words.rpartition("去重户数 ")[2])


def test_G03_one_household_carries_many_labels_and_counts_once(
    page: ColoursPage, hand: Hand, open_card: Callable[[str], None], fill_in: FillIn, window: MainWindow, settle: Settle
) -> None:
    open_card("601")
    fill_in(Qt.Key.Key_U, CONTROL, 居住状态="自住", 开始日期="2020-1-1")  # it was vacant
    before_sum, before_distinct = sums(page)
    assert labels(hand, "601") == set()
    fill_in(
        Qt.Key.Key_Insert,
        姓名="曾伟", 出生日期="1944-5-1", 政治面貌="中共党员", 残疾情况="肢体残疾二级", 与户主关系="户主",
        迁入日期="2020-1-1",
    )  # fmt: skip
    wanted = [Label.PARTY, Label.EMPTY_NEST, Label.AGED, Label.DISABLED]
    assert labels(hand, "601") == set(wanted)
    assert sums(page) == (before_sum + 4, before_distinct + 1)
    page.enter_building(("大院", "1"))
    assert colours(page, hand, "601") == [INK[label] for label in wanted]
    before = count(page, Label.EMPTY_NEST)
    page.card.setFocus()
    fill_in(Qt.Key.Key_Insert, 姓名="曾小伟", 出生日期="1990-5-1", 与户主关系="子", 迁入日期="2020-1-1")
    assert labels(hand, "601") == {Label.PARTY, Label.AGED, Label.DISABLED}
    assert sums(page) == (before_sum + 3, before_distinct + 1)
    assert count(page, Label.EMPTY_NEST) == before - 1


def test_G04_eighty_comes_with_the_month_on_the_slider(
    page: ColoursPage, hand: Hand, open_card: Callable[[str], None], fill_in: FillIn, window: MainWindow, settle: Settle
) -> None:
    open_card("501")
    fill_in(Qt.Key.Key_Insert, 姓名="李芳", 出生日期="1946-11-1", 与户主关系="户主", 迁入日期="2020-1-1")
    page.months.step(-1)
    settle(window)
    assert page.months.words == "2026年10月末"
    assert Label.AGED not in labels(hand, "501")
    assert INK[Label.AGED] not in colours(page, hand, "501")
    october = count(page, Label.AGED)
    page.months.step(2)
    settle(window)
    assert page.months.words == "2026年11月末"
    assert Label.AGED in labels(hand, "501")
    assert INK[Label.AGED] in colours(page, hand, "501")
    assert count(page, Label.AGED) == october + 1


def test_G05_a_lease_ends_with_its_month_on_the_slider(
    page: ColoursPage, hand: Hand, open_card: Callable[[str], None], fill_in: FillIn, window: MainWindow, settle: Settle
) -> None:
    open_card("401")
    fill_in(Qt.Key.Key_U, CONTROL, 居住状态="出租", 开始日期="2026-1-1", 租期="2026-9-30")
    page.map.setFocus()
    hand.press(Qt.Key.Key_Left, CONTROL)
    hand.press(Qt.Key.Key_Left, CONTROL)
    settle(window)
    assert page.months.words == "2026年9月末"
    assert Label.LET in labels(hand, "401")
    assert INK[Label.LET] in colours(page, hand, "401")
    september = count(page, Label.LET)
    hand.press(Qt.Key.Key_Right, CONTROL)
    settle(window)
    assert page.months.words == "2026年10月末"
    assert Label.LET not in labels(hand, "401")
    assert count(page, Label.LET) == september - 1

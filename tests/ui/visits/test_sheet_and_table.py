"""Out with the sheet, back with its results: printed to PDF, typed in by keyboard, one change and one undo."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from chinese import english_in
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent

from app import services
from app.models.visits import VisitMany
from app.ui.colours.page import ColoursPage
from app.ui.visits.many_model import FINDINGS_, MET_, NEEDS_, NEXT_, VISITOR_
from app.ui.visits.sheet_dialog import VisitSheetDialog
from tests.ui.visits.conftest import TODAY, Walk

Key = Qt.Key
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")  # windows without a screen


def overdue(walk: Walk) -> int:
    return len(walk.ask(lambda office: services.visits.overdue(office, TODAY)))


def print_route(walk: Walk, target: Path) -> str:
    """Ctrl+P with nothing chosen: the next best route, saved as a PDF; its text."""
    walk.press(Key.Key_P, ctrl=True)
    (dialog,) = walk.page.findChildren(VisitSheetDialog)
    assert english_in(dialog) == []
    dialog.save_to(target)
    walk.settle()
    document = pypdfium2.PdfDocument(target)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


@OFFSCREEN
def test_twelve_doors_out_and_back_by_keyboard(walk: Walk, tmp_path: Path) -> None:
    """The whole round. Before: fourteen overdue, on the list and on the map; after: the two that were left out."""
    assert overdue(walk) == 14
    text = print_route(walk, tmp_path / "走访单.pdf")
    assert text.count("见到") == 12
    assert "3栋2单元701室" in text
    assert "孙*" in text
    assert "孙梅" not in text
    assert "老人独居" in text
    walk.press(Key.Key_R, ctrl=True)
    many = walk.page.many
    assert walk.page.rooms.currentWidget() is many
    rooms = [line.door.door for line in many.model.lines]
    assert len(rooms) == 12
    assert rooms[0] == "3栋2单元701室"
    walk.type("王芳")  # the visitor, once for all
    many.table.setFocus()
    many.table.go_to(0, MET_)
    for row in range(12):
        assert many.table.currentIndex().row() == row
        walk.type("2" if row == 3 else "1")  # goes on by itself
        for column in range(MET_ + 1, NEXT_ + 1):
            if column == FINDINGS_ and row == 0:
                walk.type("身体还好")
            elif column == NEEDS_ and row == 1:
                walk.type("楼道灯不亮;要量血压")
            elif column == NEXT_ and row == 2:
                walk.type("+7")
            walk.press(Key.Key_Return)
    assert [line.cells[MET_] for line in many.model.lines] == ["见到"] * 3 + ["未遇"] + ["见到"] * 8
    walk.press(Key.Key_S, ctrl=True)
    assert walk.page.rooms.currentWidget() is not many
    assert overdue(walk) == 3  # two were not on the sheet, one was not met
    walk.press(Key.Key_Y, alt=True)
    assert len(walk.doors()) == 3
    page = walk.ask(lambda office: services.visits.made(office, walk.page.made.query))
    assert page.total == 12
    assert {line.visitor for line in page.lines} == {"王芳"}
    assert sorted(need.words for line in page.lines for need in line.needs) == ["楼道灯不亮", "要量血压"]
    walk.press(Key.Key_Z, ctrl=True)
    assert overdue(walk) == 14
    assert walk.ask(lambda office: services.visits.made(office, walk.page.made.query)).total == 0


def test_coverage_and_map_follow(walk: Walk) -> None:
    walk.window.open_page("colours", None)
    walk.settle()
    colours = walk.window.page("colours")
    assert isinstance(colours, ColoursPage)
    colours.filters.overdue.setChecked(True)
    walk.settle()
    assert colours.filters.overdue.words() == "14户"
    ids = walk.ask(lambda office: sorted(services.visits.overdue(office, TODAY)))[:2]
    walk.window.open_page("visits", VisitMany(frozenset(ids)))
    walk.settle()
    many = walk.page.many
    many.visitor.set_text("李强")
    many.visitor.edited.emit()
    for row in range(2):
        many.model.setData(many.model.index(row, MET_), "1")
    many.save()
    walk.settle()
    walk.window.open_page("colours", None)
    walk.settle()
    assert colours.filters.overdue.words() == "12户"
    walk.window.open_page("visits", None)
    walk.page.tabs.setCurrentIndex(3)
    walk.settle()
    figures = walk.page.coverage.figures
    assert figures is not None
    assert (figures.visited.numerator, figures.due.numerator, figures.visited.percent) == (2, 14, "14.29%")
    assert english_in(walk.page) == []


def test_wrong_rows_are_marked_and_nothing_is_lost(walk: Walk) -> None:
    ids = walk.ask(lambda office: sorted(services.visits.overdue(office, TODAY)))[:3]
    walk.window.open_page("visits", VisitMany(frozenset(ids)))
    walk.settle()
    many, model = walk.page.many, walk.page.many.model
    model.setData(model.index(0, MET_), "1")
    many.save()
    assert many.visitor.complaint
    many.visitor.set_text("王芳")
    many.visitor.edited.emit()
    model.setData(model.index(1, FINDINGS_), "说好下周再去")
    model.setData(model.index(1, NEXT_), "改天")
    model.setData(model.index(2, VISITOR_), "李强")  # no word on whether anybody was met
    many.save()
    walk.settle()
    assert model.marked == [(1, NEXT_), (2, MET_)]
    assert "这个日期看不懂" in many.banner.text.text()
    assert (many.table.currentIndex().row(), many.table.currentIndex().column()) == (1, NEXT_)
    model.setData(model.index(1, NEXT_), "昨天")
    model.setData(model.index(2, MET_), "2")
    many.save()  # understood here, refused by the law: the next day lies before the visit
    walk.settle()
    assert model.marked == [(1, NEXT_)]
    assert "不在这次走访之后" in model.lines[1].wrong[NEXT_]
    assert english_in(many) == []
    assert walk.ask(lambda office: services.visits.made(office, walk.page.made.query)).total == 0
    model.setData(model.index(1, NEXT_), "下周")
    door = model.lines[1].door.household_id
    many.save()
    walk.settle()
    assert walk.ask(lambda office: services.visits.made(office, walk.page.made.query)).total == 3
    found = walk.ask(lambda office: services.visits.of_household(office, door))
    assert found[0].findings == "说好下周再去"


def test_what_is_typed_is_asked_about_before_it_is_dropped(walk: Walk) -> None:
    ids = walk.ask(lambda office: sorted(services.visits.overdue(office, TODAY)))[:2]
    walk.window.open_page("visits", VisitMany(frozenset(ids)))
    walk.settle()
    many = walk.page.many
    many.model.setData(many.model.index(0, MET_), "1")
    assert "走访" in walk.page.unsaved()
    walk.press(Key.Key_Escape, on=many.table)
    assert many.ask.isVisible()
    many.ask.hide()
    walk.window.open_page("visits", VisitMany(frozenset(ids[:1])))
    walk.settle()
    assert len(many.model.lines) == 2  # the table that was being filled in is still there
    many.leave()
    many.ask.yes_button.click()
    assert walk.page.rooms.currentWidget() is not many
    assert walk.page.unsaved() == ""


def test_a_door_is_added_to_the_table_by_its_number(walk: Walk) -> None:
    walk.page.take_down(())
    walk.settle()
    many = walk.page.many
    many.another.setText("3-2-502")
    many.another.returnPressed.emit()
    walk.settle()
    assert [line.door.door for line in many.model.lines] == ["3栋2单元502室"]
    many.another.setText("没有的人")
    many.another.returnPressed.emit()
    walk.settle()
    assert "没有找到" in many.banner.text.text()


def test_space_turns_and_fill_down_fills(walk: Walk) -> None:
    ids = walk.ask(lambda office: sorted(services.visits.overdue(office, TODAY)))[:4]
    walk.window.open_page("visits", VisitMany(frozenset(ids)))
    walk.settle()
    table, model = walk.page.many.table, walk.page.many.model
    table.setFocus()
    table.go_to(0, MET_)
    walk.press(Key.Key_Space)
    walk.press(Key.Key_Space)
    assert model.lines[0].cells[MET_] == "未遇"
    walk.press(Key.Key_D, ctrl=True)
    assert [line.cells[MET_] for line in model.lines] == ["未遇"] * 4
    walk.press(Key.Key_Delete)
    assert model.lines[0].cells[MET_] == ""
    walk.press(Key.Key_Tab)
    walk.press(Key.Key_Backtab)
    assert table.currentIndex().column() == MET_


def test_what_was_said_goes_when_one_goes_on_typing(walk: Walk) -> None:
    ids = walk.ask(lambda office: sorted(services.visits.overdue(office, TODAY)))[:2]
    walk.window.open_page("visits", VisitMany(frozenset(ids)))
    walk.settle()
    many = walk.page.many
    many.visitor.set_text("王芳")
    many.visitor.edited.emit()
    many.save()
    assert "还没有填写" in many.banner.text.text()
    assert not many.banner.isHidden()
    many.model.setData(many.model.index(0, MET_), "1")
    assert many.banner.isHidden()
    many.leave()
    assert not many.ask.isHidden()
    many.model.setData(many.model.index(1, MET_), "2")
    assert many.ask.isHidden()


def test_the_first_word_of_an_input_method_is_kept(walk: Walk) -> None:
    """It comes whole into a cell that nobody has opened yet."""
    ids = walk.ask(lambda office: sorted(services.visits.overdue(office, TODAY)))[:1]
    walk.window.open_page("visits", VisitMany(frozenset(ids)))
    walk.settle()
    many = walk.page.many
    many.table.setFocus()
    many.table.go_to(0, FINDINGS_)
    word = QInputMethodEvent()
    word.setCommitString("身体还好")
    QCoreApplication.sendEvent(many.table, word)
    walk.press(Key.Key_Return)
    assert many.model.lines[0].cells[FINDINGS_] == "身体还好"

"""What can be done with the door or the building under the hand, each with its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from app.ui.colours.view import MapView


def map_menu(view: MapView) -> QMenu:
    """The menu of the right button and of the menu key. It goes when it is closed."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    door, building = view.chosen, view.building_in_hand
    at_door, at_building = door is not None, building is not None
    alone = view.scene.shown.building is not None

    def add(words: str, key: str, done: Callable[[], object], *, there: bool = True) -> None:
        action = QAction(f"{words}\t{key}", menu)
        action.setEnabled(there)
        action.triggered.connect(lambda _on: done())
        menu.addAction(action)

    if not view.laying:
        add("打开住户卡", "回车", lambda: view.opened.emit(view.chosen_household), there=at_door)
        if not alone:
            add("只看这一栋", "Ctrl+回车", view.enter_building, there=at_building)
        menu.addSeparator()
    add("选上或不选这一户", "空格", lambda: view.toggle(door) if door is not None else None, there=at_door)
    add("选上这一层", "F", view.pick_floor, there=at_door)
    add("选上这个单元", "U", view.pick_unit, there=at_door)
    add("选上这一栋", "B", view.pick_building, there=at_building)
    add("选上图上显示的全部", "Ctrl+A", view.pick_all)
    add("一户也不选", "Esc", lambda: view.show_picked(set()), there=bool(view.scene.selected))
    return menu

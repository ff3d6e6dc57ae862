"""The way into laying out a building and out of it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.models.views import MapPicture

if TYPE_CHECKING:
    from app.ui.colours.page import ColoursPage


class Laying:
    """While it is on, one building is seen with room around it, and its panel stands beside it."""

    def __init__(self, page: ColoursPage) -> None:
        self._page = page

    def switch(self, *, on: bool) -> None:
        """Begin or end moving doors about; it is done in one building."""
        page = self._page
        if on and page.building is None:
            building = page.map.building_in_hand
            plan = page.map.scene.plan
            if building is None and len(plan.buildings) != 1:
                page.lay_button.setChecked(False)
                page.desk.tell("请先点一下要调整的那栋楼的名称或其中一户,再按“调整布局”。")
                return
            page.enter_building(plan.buildings[building or 0].key)
        if on and page.map.scene.shown.narrows:
            page.filters.clear()  # a door that a filter pales cannot be told from an empty place
        page.lay_button.setChecked(on)
        page.map.laying = on
        page.filters.grids.setEnabled(not on)
        page.filters.estates.setEnabled(not on)
        page.months.setEnabled(not on)
        page.print_button.setEnabled(not on)
        page.map.show_spare(on)
        if on:
            page.card.hide()
            page.layout_panel.begin()
            page.make_room(page.layout_panel)
        else:
            page.layout_panel.end()
        page.map.setFocus()

    def follow(self, picture: MapPicture, household: int | None) -> None:
        """The building was given another name: go on where the chosen door is."""
        page = self._page
        for one in picture.buildings:
            if any(door.household_id == household for door in one.doors):
                page.enter_building((one.estate, one.building))
                page.map.choose_household(household)

    def picture_came(self) -> None:
        """The building that is laid out has changed, or is no more."""
        page = self._page
        page.months.setEnabled(False)
        page.print_button.setEnabled(False)
        if page.building is None:
            self.switch(on=False)
        else:
            page.layout_panel.show_door()

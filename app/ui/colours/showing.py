"""What the port is shown, and how place and zoom outlive it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.models.views import MapFilter, MapPicture
from app.rules.elevation.plan import alike
from app.rules.elevation.sizes import Lines, Sizes, fit
from app.ui.colours.port import LARGEST_FIT, MapPort


class _Sight(NamedTuple):
    """Where one was: zoom, whether everything was in sight, and the corner."""

    sizes: Sizes
    lines: Lines
    fitted: bool
    corner: tuple[int, int]


class MapShown(MapPort):
    """A port that goes from picture to picture, and from all buildings to one and back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overview: _Sight | None = None

    def show_picture(self, picture: MapPicture) -> None:
        """Other facts: zoom and place stay, also when doors have come or gone."""
        first, before = self.placing is None, self.scene.plan
        household, anchor = self.chosen_household, self._anchor()
        self.scene.show_picture(picture)
        self._remember(household)
        if self.placing is not None and alike(before, self.scene.plan):
            self.placing.plan = self.scene.plan
            self.recolour()
        elif first or self.fitted:
            self.fit()
        else:
            self._place_again(anchor)

    def show_day(self, day: date, labels: Mapping[int, int]) -> None:
        self.scene.show_day(day, labels)
        self.recolour()

    def show_filter(self, shown: MapFilter) -> None:
        """Doors that the filter leaves out step back; other places come into sight whole."""
        household = self.chosen_household
        entered = shown.building is not None and self.scene.shown.building is None
        left = shown.building is None and self.scene.shown.building is not None
        sight = self._where()
        if not self.scene.show_filter(shown):
            self.recolour()
            return
        self._remember(household)
        if entered:
            self._overview = sight
        if left and self._overview is not None and not self._overview.fitted:
            self._go_back(self._overview)
        else:
            self.fit()

    def show_spare(self, on: bool) -> None:
        """With empty places around the building, or without."""
        household = self.chosen_household
        self.scene.show_spare(on)
        self._remember(household)
        self.fit()

    def _remember(self, household: int | None) -> None:
        """The plan is another one: the chosen door has another number."""
        self.chosen = self.scene.plan.door_of_household.get(household) if household is not None else None
        self.chosen_building = self.hovered = None

    def _anchor(self) -> tuple[int, int, int] | None:
        """(household, where its door is in the viewport): what stays where it is when other doors come and go."""
        if self.placing is None or not self.scene.plan.doors:
            return None
        sight = self.sight()
        door = self.chosen
        if door is None or not self.placing.door_rect(door).meets(sight):
            building = self.placing.building_at(*sight.centre) or 0
            door = next(iter(self.scene.plan.buildings[building].doors), 0)
        rect = self.placing.door_rect(door)
        return self.scene.household(door), rect.x - sight.x, rect.y - sight.y

    def _place_again(self, anchor: tuple[int, int, int] | None) -> None:
        """The same zoom for other doors, with the anchor where it was."""
        assert self.placing is not None
        sizes = self.placing.sizes
        size = self.pixels(self.viewport().size())
        _, self.lines = fit(self.scene.plan, size.width(), size.height(), self.scale(), LARGEST_FIT)
        self.place(sizes)
        door = self.scene.plan.door_of_household.get(anchor[0]) if anchor else None
        if anchor is not None and door is not None:
            rect = self.placing.door_rect(door)
            self.scroll_to(rect.x - anchor[1], rect.y - anchor[2])

    def _where(self) -> _Sight | None:
        if self.placing is None:
            return None
        origin = self.origin()
        return _Sight(self.placing.sizes, self.lines, self.fitted, (origin.x(), origin.y()))

    def _go_back(self, sight: _Sight) -> None:
        self.fitted, self._overview = sight.fitted, None
        if sum(map(len, sight.lines)) != len(self.scene.plan.buildings):  # buildings came or went meanwhile
            self.fit()
            return
        self.lines = sight.lines
        self.place(sight.sizes)
        self.scroll_to(*sight.corner)

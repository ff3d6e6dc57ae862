"""Picking doors out on the map: one by one, a floor, a unit, a building, all that the filter shows."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.colours.showing import MapShown


class PickingMap(MapShown):
    """`picked()` when other doors are picked out; which they are stands in the scene."""

    picked = Signal()

    @property
    def building_in_hand(self) -> int | None:
        """The building of the cursor, be it on a door or on a name."""
        return self.chosen_building if self.chosen is None else self.scene.plan.places[self.chosen][0]

    def pick(self, households: set[int]) -> None:
        """Add to what is picked out."""
        self.show_picked(self.scene.selected | households)

    def show_picked(self, households: set[int]) -> None:
        moved = households ^ self.scene.selected
        if moved:
            self.scene.selected = set(households)
            self.recolour_some(moved)
            self.picked.emit()

    def toggle(self, door: int) -> None:
        household = self.scene.household(door)
        self.show_picked(self.scene.selected ^ {household})

    def pick_all(self) -> None:
        """Everything that the filter shows."""
        self.pick(self.scene.showing(range(len(self.scene.plan.doors))))

    def pick_floor(self) -> None:
        if self.chosen is not None:
            self.pick(self.scene.showing(self.scene.plan.floor_of(self.chosen)))

    def pick_unit(self) -> None:
        if self.chosen is not None:
            self.pick(self.scene.showing(self.scene.plan.unit_of(self.chosen)))

    def pick_building(self) -> None:
        building = self.building_in_hand
        if building is not None:
            self.pick(self.scene.showing(self.scene.plan.buildings[building].doors))

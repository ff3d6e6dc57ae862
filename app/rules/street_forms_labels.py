"""What a cell of a form is called: the words beside it and above it, through merged cells and two-row heads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.models.street_forms import FormCell, FormSheet, Labels, Place, Span
from app.rules.street_forms_words import plain

_FURTHEST = 60  # cells that are looked past on the way to a label
_DEEPEST = 4  # labels in one stack


@dataclass(frozen=True)
class Stack:
    """Labels on one side of a cell, the nearest first, each with the cells it spans; `gap`: fields in between."""

    labels: tuple[tuple[str, Span], ...] = ()
    gap: int = 0

    @property
    def path(self) -> str:
        """The outermost first, as it is kept with a binding."""
        return "/".join(plain(text) for text, _ in reversed(self.labels))


class LabelledSheet:
    """A sheet's cells by what they are called."""

    def __init__(self, sheet: FormSheet) -> None:
        self.sheet = sheet
        self._spans: dict[Place, Span] = {}
        for span in sheet.merged:
            if (span[2] - span[0] + 1) * (span[3] - span[1] + 1) <= 20_000:
                for row in range(span[0], span[2] + 1):
                    self._spans |= {(row, column): span for column in range(span[1], span[3] + 1)}

    def span(self, place: Place) -> Span:
        """The merged cells that `place` is one of, or itself."""
        return self._spans.get(place, (*place, *place))

    def owner(self, place: Place) -> Place:
        """The cell that speaks for `place`: of merged cells the one at the top left."""
        return self.span(place)[:2]

    def label(self, place: Place) -> str:
        """The words of a label at `place`, '' for a field, a formula, a number, or nothing."""
        cell = self.sheet.cell(self.owner(place))
        if cell.formula is not None or cell.is_blank or not isinstance(cell.value, str):
            return ""
        return cell.value

    @cached_property
    def fields(self) -> tuple[Place, ...]:
        """Where a figure can stand: cells that are blank or hold a formula or a number, merged ones once, in order.

        A number is what an earlier month left behind, or (序号) no label either.
        """
        cells: Mapping[Place, FormCell] = self.sheet.cells
        found = {self.owner(place) for place, cell in cells.items() if _takes_a_figure(cell)}
        return tuple(sorted(place for place in found if _takes_a_figure(self.sheet.cell(place))))

    def beside(self, place: Place) -> Stack:
        """Labels to the left."""
        span = self.span(place)
        return self._stack(lambda step: (span[0], span[1] - 1 - step), span[1])

    def above(self, place: Place) -> Stack:
        span = self.span(place)
        return self._stack(lambda step: (span[0] - 1 - step, span[1]), span[0])

    def labels(self, place: Place) -> Labels:
        """What the cell at `place` is called; a label itself by its own words."""
        own = self.label(place)
        if own:
            return Labels(row=own_path(own))
        return Labels(self.beside(place).path, self.above(place).path)

    @cached_property
    def by_labels(self) -> Mapping[Labels, tuple[Place, ...]]:
        """Cells by what they are called, in reading order."""
        found: dict[Labels, list[Place]] = {}
        own = (place for place in self.sheet.cells if self.label(place) and self.owner(place) == place)
        for place in (*self.fields, *sorted(own)):
            found.setdefault(self.labels(place), []).append(place)
        return {labels: tuple(places) for labels, places in found.items()}

    def _stack(self, at: Callable[[int], Place], most: int) -> Stack:
        """From a cell outwards: past fields to the first label, then on as long as label follows label."""
        labels: list[tuple[str, Span]] = []
        gap = 0
        for place in self._steps(at, min(most, _FURTHEST)):
            text = self.label(place)
            if text:
                span = self.span(place)
                labels.append((text, span))
                if len(labels) == _DEEPEST or (span[1] == 0 < span[3]):  # the heading of a part ends the stack
                    break
            elif labels:
                break
            else:
                gap += 1
        return Stack(tuple(labels), gap)

    def _steps(self, at: Callable[[int], Place], most: int) -> Iterator[Place]:
        """One place for each cell on the way, merged cells once."""
        seen: Place | None = None
        for step in range(most):
            place = at(step)
            owner = self.owner(place)
            if owner != seen:
                yield place
            seen = owner


def _takes_a_figure(cell: FormCell) -> bool:
    return cell.formula is not None or cell.is_blank or cell.is_number


def own_path(text: str) -> str:
    """How a label that is filled itself is found again: its words without the blanks to be filled."""
    return "".join(character for character in plain(text) if character not in "_/")

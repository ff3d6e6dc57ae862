"""The rows of a plan as the window shows them: one a row of the workbook, whoever and whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.models.importing import Change, FailedRow, Fate, PlannedRow, StagedHousehold, StagedPerson

Choices = tuple[tuple[str, str], ...]
_WEIGHT = {Fate.SAME: 0, Fate.NEW: 1, Fate.CHANGED: 2, Fate.ASK: 3, Fate.ERROR: 4}
_new = object.__new__


class PlanRows:
    """Gathers planned rows in the order of the workbook."""

    def __init__(self) -> None:
        self._rows: list[PlannedRow] = []

    def person(
        self,
        person: StagedPerson,
        fate: Fate,
        door: str,
        changes: tuple[Change, ...] = (),
        warnings: tuple[str, ...] = (),
        question: str = "",
        choices: Choices = (),
    ) -> None:
        """The row of a person; several people of one row become one, and the weightiest fate speaks for them."""
        rows = self._rows
        name = person.draft.name
        if rows and rows[-1].row == person.row and rows[-1].sheet == person.sheet:
            last = rows[-1]
            rows[-1] = _altered(
                last,
                fate=max(last.fate, fate, key=_WEIGHT.__getitem__),
                name=f"{last.name}、{name}",
                changes=last.changes + changes,
                warnings=last.warnings + warnings,
                question=last.question or question,
                choices=last.choices or choices,
            )
            return
        row = _new(PlannedRow)
        row.__dict__.update(
            sheet=person.sheet, row=person.row, fate=fate, door=door, name=name, changes=changes, warnings=warnings,
            question=question, cells=person.cells, choices=choices,
        )  # fmt: skip
        rows.append(row)

    def door(
        self,
        staged: StagedHousehold,
        fate: Fate,
        changes: tuple[Change, ...] = (),
        question: str = "",
        choices: Choices = (),
    ) -> None:
        """The row of a door without people."""
        door, warnings = staged.draft.door.short, staged.warnings
        self._rows.append(
            PlannedRow(staged.sheet, staged.row, fate, door, "", changes, warnings, question, staged.cells, choices)
        )

    def add_to_last(self, changes: tuple[Change, ...]) -> None:
        """Changes of the door that no row of its own states."""
        last = self._rows[-1]
        fate = Fate.CHANGED if last.fate is Fate.SAME else last.fate
        self._rows[-1] = _altered(last, fate=fate, changes=last.changes + changes)

    def in_order(self, failed: Iterable[FailedRow]) -> tuple[PlannedRow, ...]:
        """Planned and failed rows by sheet and row; a row that failed in part is a failed row."""
        bad = {(row.sheet, row.row): row for row in failed}
        sheets = {name: place for place, name in enumerate(dict.fromkeys(row.sheet for row in self._rows))}
        rows = self._rows
        if bad:
            rows = [row for row in rows if (row.sheet, row.row) not in bad]
            rows += [
                PlannedRow(row.sheet, row.row, Fate.ERROR, row.door, row.name, cells=row.cells) for row in bad.values()
            ]
        return tuple(sorted(rows, key=lambda row: (sheets.setdefault(row.sheet, len(sheets)), row.row)))


def _altered(row: PlannedRow, **values: Any) -> PlannedRow:
    changed = _new(PlannedRow)
    changed.__dict__.update({**row.__dict__, **values})
    return changed

"""A newer blank: where the figures of the old one have gone, by the words beside and above their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.models.street_forms import Binding, FormBook, Labels, Moved
from app.rules.cell_refs import name_of, place_of
from app.rules.street_forms_heads import FIELD
from app.rules.street_forms_labels import LabelledSheet

At = tuple[str, str]  # sheet, cell


@dataclass
class Refound:
    kept: list[Binding] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    lost: list[Binding] = field(default_factory=list)


def refound(bindings: Sequence[Binding], book: FormBook) -> Refound:
    """Each binding where its labels still match: wholly, else by the nearest words. One of several cells that are
    called alike is the one on the old sheet in the old place; where even that does not decide, it is lost and asked."""
    sheets = {sheet.name: LabelledSheet(sheet) for sheet in book.sheets}
    whole: dict[Labels, list[At]] = {}
    nearest: dict[Labels, list[At]] = {}
    for name, sheet in sheets.items():
        for labels, places in sheet.by_labels.items():
            cells = [(name, name_of(place)) for place in places]
            whole.setdefault(labels, []).extend(cells)
            nearest.setdefault(_nearest(labels), []).extend(cells)
    found = Refound()
    taken: set[At] = set()
    for binding in bindings:
        at = _place(binding, whole, nearest)
        if at is None or at in taken or not _fits(binding, sheets[at[0]], at[1]):
            found.lost.append(binding)
            continue
        taken.add(at)
        if at == (binding.sheet, binding.cell):
            found.kept.append(binding)
        else:
            found.moved.append(Moved(binding, *at))
    return found


def _place(binding: Binding, whole: dict[Labels, list[At]], nearest: dict[Labels, list[At]]) -> At | None:
    if not (binding.labels.row or binding.labels.column):
        return None
    for candidates in (whole.get(binding.labels, []), nearest.get(_nearest(binding.labels), [])):
        old = (binding.sheet, binding.cell)
        if old in candidates:
            return old
        here = [at for at in candidates if at[0] == binding.sheet] or candidates
        if len(here) == 1:
            return here[0]
        if here:
            return None
    return None


def _fits(binding: Binding, sheet: LabelledSheet, cell: str) -> bool:
    """Words around a figure want a cell with those words, a figure one that has none."""
    label = sheet.label(place_of(cell))
    if not binding.template:
        return not label
    return bool(label) or not FIELD.sub("", binding.template).strip()


def _nearest(labels: Labels) -> Labels:
    return Labels(labels.row.rpartition("/")[2], labels.column.rpartition("/")[2])

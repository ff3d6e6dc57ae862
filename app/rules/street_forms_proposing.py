"""Which figure goes where, proposed from a form's own words. What is not certain is not proposed.

A field is certain when exactly one measure stands beside or above it, all other words next to it are a month, a grid, a
total or mean nothing of themselves, and nothing speaks of another time or of a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.models.street_forms import NUMBER, Binding, FormBook, Place, Span
from app.rules.cell_refs import name_of, place_of
from app.rules.street_forms_heads import head_template, is_bare_label
from app.rules.street_forms_labels import LabelledSheet, Stack
from app.rules.street_forms_words import UNKNOWN, YEAR, Meaning, Vocabulary

_MOST = 20_000  # fields of a sheet that are looked at


def proposals(book: FormBook, grids: Iterable[str]) -> tuple[Binding, ...]:
    """Bindings for every field whose words are certain; a field with a formula is one that can be held against it."""
    vocabulary = Vocabulary(grids)
    return tuple(binding for sheet in book.sheets for binding in _of_sheet(LabelledSheet(sheet), vocabulary))


def _of_sheet(sheet: LabelledSheet, vocabulary: Vocabulary) -> list[Binding]:
    monthly = any(isinstance(cell.value, str) and "月" in cell.value for cell in sheet.sheet.cells.values())
    found: list[Binding] = []
    for place in sheet.fields[:_MOST]:
        key, style = _key(sheet, place, vocabulary, monthly)
        if key:
            found.append(_binding(sheet, place, key, style))
    taken = {binding.cell for binding in found}
    for place, cell in sheet.sheet.cells.items():
        if isinstance(cell.value, str) and cell.formula is None and not cell.is_blank:
            field = _field_of(sheet, place)
            template = head_template(cell.value, vocabulary.meaning)
            if template and (field is None or not is_bare_label(cell.value)):
                found.append(_binding(sheet, place, "head", "", template))
            elif field is not None and name_of(field) not in taken:
                key = vocabulary.meaning(cell.value).head
                if key:
                    found.append(_binding(sheet, field, key, ""))
    return sorted(found, key=lambda binding: place_of(binding.cell))


def _binding(sheet: LabelledSheet, place: Place, key: str, style: str, template: str = "") -> Binding:
    return Binding(0, sheet.sheet.name, name_of(place), key, style, template, sheet.labels(place))


def _field_of(sheet: LabelledSheet, place: Place) -> Place | None:
    """The field right of a label: a blank cell with a frame, or a merged one; None where there is none."""
    span = sheet.span(place)
    right = sheet.owner((span[0], span[3] + 1))
    cell = sheet.sheet.cell(right)
    if right not in sheet.sheet.cells or not cell.is_blank:
        return None
    merged = sheet.span(right)
    framed = len(cell.look.edges) > 0 or merged[:2] != merged[2:]
    return right if framed else None


def _key(sheet: LabelledSheet, place: Place, vocabulary: Vocabulary, monthly: bool) -> tuple[str, str]:
    """(key, style) of a field, ('', '') where it is not certain."""
    beside, above = sheet.beside(place), sheet.above(place)
    left, top = _read(beside, above, vocabulary), _read(above, beside, vocabulary)
    words = _words(left, beside) or _words(top, above)
    if words:
        return words, ""
    if left is None or top is None:
        return "", ""
    said = [*left, *top]
    measures = list({meaning.measure.month: meaning.measure for meaning in said if meaning.measure}.values())
    periods = {meaning.period for meaning in said if meaning.period}
    grids = {meaning.grid for meaning in said if meaning.grid}
    if len(measures) != 1 or len(periods) > 1 or len(grids) > 1:
        return "", ""
    if not _is_near(left, top, beside, above):
        return "", ""
    measure, grid, total = measures[0], next(iter(grids), ""), any(meaning.total for meaning in said)
    if grid and total:
        return "", ""
    if grid:
        key = "" if YEAR in periods or not measure.grid else measure.grid.format(grid=grid)
    elif periods or total or not measure.year:
        key = measure.year if YEAR in periods else measure.month
    else:
        key = measure.month if monthly else ""
    return key, NUMBER if key and any(meaning.percent for meaning in said) else ""


def _words(said: list[Meaning] | None, stack: Stack) -> str:
    """Words fill the field right below or beside their heading."""
    return said[0].words if said and stack.gap == 0 else ""


def _is_near(left: list[Meaning], top: list[Meaning], beside: Stack, above: Stack) -> bool:
    """Whether both sides speak; where only one does, it has to stand right at the field."""
    speaks_left, speaks_top = (
        any(one.measure or one.period or one.grid or one.total for one in said) for said in (left, top)
    )
    if speaks_left and speaks_top:
        return True
    return beside.gap == 0 if speaks_left else above.gap == 0


def _read(stack: Stack, other: Stack, vocabulary: Vocabulary) -> list[Meaning] | None:
    """What one side says; None where its nearest word is not known, or a word speaks of another time."""
    found = []
    for place, (text, span) in enumerate(stack.labels):
        meaning = vocabulary.meaning(text)
        if meaning.bars:
            return None
        if meaning is UNKNOWN or not meaning.known or meaning.head:
            if place == 0 and not _is_heading(span, other):
                return None
            continue
        found.append(meaning)
    return found


def _is_heading(span: Span, other: Stack) -> bool:
    """Whether a label spans the labels of the other side too: it heads a whole part, not this field."""
    if span[:2] == span[2:] or not other.labels:
        return False
    nearest = other.labels[0][1]
    across = span[1] <= nearest[1] and span[3] >= nearest[3] and span[3] > span[1]
    down = span[0] <= nearest[0] and span[2] >= nearest[2] and span[2] > span[0]
    return across or down

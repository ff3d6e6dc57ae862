"""Cells of a form as the person walks through them: what one is called, what may go in, which is the next."""

from __future__ import annotations

import re
from functools import lru_cache

from app.models.street_forms import Binding, FormSheet, Place
from app.rules.street_forms_labels import LabelledSheet

_BLANKS = re.compile(r"[ _\u3000]{2,}")


@lru_cache(maxsize=4)
def _labelled(sheet: FormSheet) -> LabelledSheet:
    return LabelledSheet(sheet)


def next_field(sheet: FormSheet, after: Place | None) -> Place | None:
    """The next blank cell in reading order, the first for None; None behind the last."""
    fields = [place for place in _labelled(sheet).fields if sheet.cell(place).is_blank]
    return next((place for place in fields if after is None or place > after), None)


def called(sheet: FormSheet, place: Place) -> str:
    """'第一网格,党员户': the nearest words beside and above."""
    labelled = _labelled(sheet)
    if labelled.label(labelled.owner(place)):
        return ""
    labels = labelled.labels(labelled.owner(place))
    names = [path.rpartition("/")[2] for path in (labels.row, labels.column)]
    return ",".join(name for name in names if name)


def hint_for(sheet: FormSheet, place: Place) -> str:
    """What happens with a figure that is chosen for this cell."""
    labelled = _labelled(sheet)
    owner = labelled.owner(place)
    cell = sheet.cell(owner)
    if cell.formula is not None:
        return "这一格是表格自己的公式,不会改动。选一个数,填表时就与它核对。"
    if cell.is_number:
        return f"这一格里现在是 {cell.value},填表时换成这个月的数。"
    if labelled.label(owner):
        return "这一格里有字:选中的内容写在这些字后面(有空白就写在空白处)。"
    if owner != place:
        return "这是合并的单元格,填在左上角那一格。"
    return ""


def template_for(sheet: FormSheet, place: Place, key: str, known: Binding | None) -> str:
    """Words with the key in their first blank, or after them; '' for a field."""
    text = _labelled(sheet).label(place)
    if not text:
        return ""
    base = known.template if known is not None and known.template else text
    field = f"{{{key}}}"
    filled, count = _BLANKS.subn(lambda _found: f" {field} ", base.rstrip(), count=1)
    return filled if count else f"{base.rstrip()}{field}"

"""What is said of each field of a form: its figure, a proposal, a sum that is checked, a sum that differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.models.street_forms import Binding, FilledForm, OpenForm, Place
from app.rules.cell_refs import place_of
from app.rules.street_forms_heads import FIELD
from app.rules.street_forms_values import title_of
from app.ui.reports.forms_sheet import Mark

Titles = Mapping[str, str]


def title_words(binding: Binding, titles: Titles) -> str:
    """What goes into the cell: the figure's name, or the words with names in their blanks."""
    if binding.template:
        return FIELD.sub(
            lambda one: f"〔{titles.get(one[1]) or title_of(one[1], {}, binding.title)}〕", binding.template
        )
    return titles.get(binding.key) or title_of(binding.key, {}, binding.title)


def editing_marks(opened: OpenForm, sheet: str, titles: Titles) -> dict[Place, Mark]:
    """Fields with their figures; what is proposed ends with a question mark."""
    found = opened.book.sheet(sheet)
    if found is None:
        return {}
    marks = {}
    for proposed, bindings in ((True, opened.proposed), (False, opened.bindings)):
        for binding in _of_sheet(bindings, sheet):
            place = place_of(binding.cell)
            words = title_words(binding, titles)
            check = found.cell(place).formula is not None
            if proposed:
                marks[place] = Mark("proposed", "核对?" if check else f"{words}?", f"提议:{words}")
            elif check:
                marks[place] = Mark("check", f"核对:{words}", f"表格自己的公式,填表时与“{words}”核对")
            else:
                marks[place] = Mark("bound", words, f"填:{words}")
    return marks


def filled_marks(filled: FilledForm, sheet: str) -> dict[Place, Mark]:
    """What was written, what agrees, what differs."""
    marks = {}
    for cell in filled.cells:
        if cell.sheet == sheet:
            tip = f"与我们的数一致:{cell.title}" if cell.check else f"已填:{cell.title}"
            marks[place_of(cell.cell)] = Mark("check" if cell.check else "bound", "", tip)
    for blank in filled.blanks:
        if blank.sheet == sheet:
            marks[place_of(blank.cell)] = Mark("proposed", "", blank.words)
    for finding in filled.findings:
        if finding.sheet == sheet and finding.cell and finding.kind == "differs":
            marks[place_of(finding.cell)] = Mark("differs", "", finding.words)
    return marks


def _of_sheet(bindings: Iterable[Binding], sheet: str) -> list[Binding]:
    return [binding for binding in bindings if binding.sheet == sheet and binding.cell]

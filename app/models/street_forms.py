"""街道表格: a blank form as it looks, which figure goes into which of its cells, and what came of filling it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Place = tuple[int, int]  # row, column; from 0
Span = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0, all included
CellValue = str | float | int | bool | None

NUMBER, PERCENT, TEXT = "number", "percent", "text"
STYLES = {"": "按表格的格式", NUMBER: "数字", PERCENT: "百分比", TEXT: "文字"}


@dataclass(frozen=True)
class CellLook:
    """How a cell looks, roughly. `edges`: which of 'ltrb' have a line; `across`: 'left', 'center', 'right' or ''.

    `number_format`: its code, 'General' where nothing is said.
    """

    edges: str = ""
    across: str = ""
    bold: bool = False
    points: float = 11.0
    wrap: bool = False
    number_format: str = "General"
    locked: bool = True


@dataclass(frozen=True)
class FormCell:
    """`value` as it stands; `formula` without its '=', None for none. `known`: whether the formula was kept as words
    (an array formula or a data table is not)."""

    value: CellValue = None
    formula: str | None = None
    look: CellLook = field(default=CellLook(), repr=False)
    known: bool = True

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it: it can be filled."""
        return self.formula is None and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))

    @property
    def is_number(self) -> bool:
        """Whether a number stands in it that nobody works out: what was filled in last month, if it is a field."""
        return self.formula is None and isinstance(self.value, (int, float)) and not isinstance(self.value, bool)


@dataclass(frozen=True, eq=False)
class FormSheet:
    """One sheet of a form. `widths` in characters, `heights` in points, only where they are said; `merged` in order."""

    name: str
    visible: bool
    protected: bool
    rows: int
    columns: int
    cells: Mapping[Place, FormCell]
    merged: tuple[Span, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    usual_width: float = 8.43
    usual_height: float = 15.0

    def cell(self, place: Place) -> FormCell:
        return self.cells.get(place, _BLANK)


_BLANK = FormCell()


@dataclass(frozen=True, eq=False)
class FormBook:
    """A form as read. `notes`: what the person should know of it (macros, links to other files, a password on it)."""

    sheets: tuple[FormSheet, ...]
    notes: tuple[str, ...] = ()
    epoch_1904: bool = False

    def sheet(self, name: str) -> FormSheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@dataclass(frozen=True)
class Labels:
    """What a cell is called by the words beside and above it, the outermost first, '/' between."""

    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Binding:
    """A figure's place. `cell` as A1; '' where the blank has no place for it any more. `id` 0: not kept yet.

    `template`: words around the figure, with keys in braces, e.g. '填报单位:{head.branch}'; '' for the figure alone.
    `title`: what the figure was called when it was chosen, for months that do not have it.
    """

    id: int
    sheet: str
    cell: str
    key: str
    style: str = ""
    template: str = ""
    labels: Labels = Labels()
    title: str = ""


@dataclass(frozen=True)
class StreetForm:
    """A form in the list. `bound`: so many cells have a figure; `lost`: so many figures have no cell any more."""

    id: int
    name: str
    file_name: str
    sha256: str
    size: int
    added_on: date
    bound: int = 0
    lost: int = 0


@dataclass(frozen=True, eq=False)
class OpenForm:
    """A form with all that its editor shows. `proposed`: what its labels say and nobody has accepted yet."""

    form: StreetForm
    book: FormBook
    bindings: tuple[Binding, ...]
    proposed: tuple[Binding, ...]


@dataclass(frozen=True)
class FilledCell:
    """What was written where. `title` says the figure; `words` what stands in the cell; `check`: it is the form's own
    formula, which was held against the figure and not written."""

    sheet: str
    cell: str
    key: str
    title: str
    words: str
    check: bool = False


@dataclass(frozen=True)
class FormFinding:
    """Something to be told of a filled form. `kind`: 'differs' (its formula and our figure), 'blank' (a figure that
    there is not), 'lost' (no place), 'unread' (a formula that cannot be followed here), 'note'."""

    kind: str
    words: str
    sheet: str = ""
    cell: str = ""

    @property
    def serious(self) -> bool:
        return self.kind in ("differs", "blank", "lost")


@dataclass(frozen=True, eq=False)
class FilledForm:
    """A month's form: the bytes, the form as it now looks, what was written, what is to be told.

    `blanks`: each cell that stayed blank, and why; `findings` tell of them in one sentence a reason.
    """

    form: StreetForm
    year: int
    month: int
    file_name: str
    content: bytes = field(repr=False)
    book: FormBook = field(repr=False)
    cells: tuple[FilledCell, ...] = ()
    blanks: tuple[FormFinding, ...] = ()
    findings: tuple[FormFinding, ...] = ()


@dataclass(frozen=True)
class Moved:
    """A figure whose cell has moved in a newer blank."""

    binding: Binding
    sheet: str
    cell: str


@dataclass(frozen=True, eq=False)
class Renewal:
    """What a newer blank does to a form: what stays, what moves, what has no place any more, what could be new."""

    form: StreetForm
    file_name: str
    content: bytes = field(repr=False)
    kept: tuple[Binding, ...] = ()
    moved: tuple[Moved, ...] = ()
    lost: tuple[Binding, ...] = ()
    proposed: tuple[Binding, ...] = ()

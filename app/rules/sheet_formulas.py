"""What a form's own formulas give once its cells are filled: the simple ones are worked out, the others are named.

Simple: numbers, texts, references, + - * / ^ & %, comparisons, IF, IFERROR and the functions of `sheet_functions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.models.street_forms import CellValue, FormBook, FormSheet, Place, Span
from app.rules.cell_refs import holds
from app.rules.sheet_functions import COUNTING, Cells, ErrorCode, Wrong, call, operated, truth
from app.rules.sheet_parse import Call, Node, Operation, Value, parsed
from app.rules.sheet_parse import Wrong as WrittenWrong
from app.rules.sheet_tokens import Reference, Unread, references

At = tuple[str, Place]  # sheet, place
Result = CellValue | ErrorCode
_MOST_LOOKS = 3_000_000  # cells looked at in all: a form of running totals does not take minutes


@dataclass(frozen=True, eq=False)
class Recalculated:
    """`values`: what each formula gives that follows from what was written, or came without a value. `unread`: those
    that may follow from it and are not understood here; their kept values are stale."""

    values: Mapping[At, Result] = field(default_factory=dict)
    unread: frozenset[At] = frozenset()


def recalculated(book: FormBook, written: Mapping[At, CellValue]) -> Recalculated:
    """Work out the formulas that follow from `written`; those that do not keep the value they came with."""
    return _Recalculation(book, written).run()


class _Recalculation:
    def __init__(self, book: FormBook, written: Mapping[At, CellValue]) -> None:
        self.sheets = {sheet.name: sheet for sheet in book.sheets}
        self.folded = {name.casefold(): name for name in self.sheets}
        self.written = written
        self.formulas = {
            sheet.name: {place: cell.formula for place, cell in sheet.cells.items() if cell.formula is not None}
            for sheet in book.sheets
        }
        self.filled: dict[str, set[Place]] = {}
        for sheet, place in written:
            self.filled.setdefault(sheet, set()).add(place)
        self.values: dict[At, Result] = {}
        self.unread: set[At] = set()
        self.settled: dict[At, bool] = {}  # whether it follows from what was written
        self.looks = 0

    def run(self) -> Recalculated:
        for sheet, formulas in self.formulas.items():
            for place in formulas:
                self._settle((sheet, place))
        return Recalculated(self.values, frozenset(self.unread))

    def _settle(self, first: At) -> None:
        """This formula after all that it rests on: a walk with a stack of its own, however long the chain."""
        under_way: set[At] = set()
        stack: list[tuple[At, Iterator[At]]] = []
        if first not in self.settled:
            stack.append((first, iter(self._before(first))))
            under_way.add(first)
        while stack:
            at, rest = stack[-1]
            following = next((one for one in rest if one not in self.settled), None)
            if following is None:
                stack.pop()
                under_way.discard(at)
                self._work_out(at)
            elif following in under_way:  # a circle: nobody can say what it gives
                self.settled[following] = True
                self.unread.add(following)
            else:
                under_way.add(following)
                stack.append((following, iter(self._before(following))))

    def _formula(self, at: At) -> str:
        return self.formulas[at[0]][at[1]] or ""

    def _before(self, at: At) -> list[At]:
        return [
            (sheet, place)
            for sheet, span in self._spans(at) or ()
            for place in self._within(self.formulas.get(sheet, {}), span)
        ]

    def _spans(self, at: At) -> list[tuple[str, Span]] | None:
        """What its formula speaks of, None where that cannot be known."""
        if not self.sheets[at[0]].cells[at[1]].known:
            return None
        try:
            found = references(self._formula(at))
            return None if found is None else [(self._sheet(one, at[0]), one.span) for one in found]
        except Unread:
            return None

    def _sheet(self, reference: Reference, own: str) -> str:
        name = self.folded.get((reference.sheet or own).casefold())
        if name is None:
            raise Unread("no such sheet")
        return name

    def _within(self, among: Mapping[Place, object] | set[Place], span: Span) -> list[Place]:
        """Those of `among` that lie in `span`, by whichever is the shorter way."""
        area = (span[2] - span[0] + 1) * (span[3] - span[1] + 1)
        self.looks += min(area, len(among))
        if self.looks > _MOST_LOOKS:
            return []
        if area <= len(among):
            rows, columns = range(span[0], span[2] + 1), range(span[1], span[3] + 1)
            return [(row, column) for row in rows for column in columns if (row, column) in among]
        return [place for place in among if holds(span, place)]

    def _work_out(self, at: At) -> None:
        if self.settled.get(at):
            return
        spans = self._spans(at)
        follows = spans is None or any(
            self._within(self.filled.get(sheet, set()), span)
            or any(self.settled.get((sheet, place)) for place in self._within(self.formulas.get(sheet, {}), span))
            for sheet, span in spans
        )
        hollow = self.sheets[at[0]].cells[at[1]].value is None  # it came without a value, and has one from now on
        self.settled[at] = follows or hollow or self.looks > _MOST_LOOKS
        if not self.settled[at]:
            return
        try:
            found = self._value(self._tree(at, spans), at[0])
            self.values[at] = 0.0 if found is None else found
        except Wrong as wrong:
            self.values[at] = ErrorCode(str(wrong))
        except Unread:
            self.unread.add(at)

    def _tree(self, at: At, spans: object) -> Node:
        if spans is None or self.looks > _MOST_LOOKS:
            raise Unread("what it rests on is not known")
        return parsed(self._formula(at))

    def _at(self, sheet: str, place: Place) -> Result:
        """What a cell holds now."""
        at = (sheet, place)
        if at in self.written:
            return self.written[at]
        if at in self.unread:
            raise Unread("it rests on what is not understood")
        if at in self.values:
            return self.values[at]
        cell = self.sheets[sheet].cell(place)
        if isinstance(cell.value, str) and cell.value.startswith("#") and cell.formula is not None:
            return ErrorCode(cell.value)
        return cell.value

    def _one(self, reference: Reference, own: str) -> CellValue:
        if reference.span[:2] != reference.span[2:]:
            raise Unread("a range where one value is asked for")
        found = self._at(self._sheet(reference, own), reference.span[:2])
        if isinstance(found, ErrorCode):
            raise Wrong(found.code)
        return found

    def _cells(self, reference: Reference, own: str) -> Cells:
        name = self._sheet(reference, own)
        sheet: FormSheet = self.sheets[name]
        places = set(self._within(sheet.cells, reference.span))
        places.update(self._within(self.filled.get(name, set()), reference.span))
        if self.looks > _MOST_LOOKS:
            raise Unread("too many cells")
        found = (self._at(name, place) for place in sorted(places))
        return Cells(tuple(value for value in found if value is not None))

    def _value(self, node: Node, own: str) -> CellValue:
        if isinstance(node, Value):
            return node.value
        if isinstance(node, WrittenWrong):
            raise Wrong(node.code)
        if isinstance(node, Reference):
            return self._one(node, own)
        if isinstance(node, Operation):
            return operated(node.sign, [self._value(one, own) for one in node.operands])
        return self._called(node, own)

    def _called(self, node: Call, own: str) -> CellValue:
        arguments = node.arguments
        if node.name == "IF" and 2 <= len(arguments) <= 3 and arguments[0] is not None:
            if truth(self._value(arguments[0], own)):
                return 0.0 if arguments[1] is None else self._value(arguments[1], own)
            if len(arguments) == 2:
                return False
            return 0.0 if arguments[2] is None else self._value(arguments[2], own)
        if node.name == "IFERROR" and len(arguments) == 2 and arguments[0] is not None:
            try:
                return self._value(arguments[0], own)
            except Wrong:
                return "" if arguments[1] is None else self._value(arguments[1], own)
        made = [
            None
            if one is None
            else self._cells(one, own)
            if isinstance(one, Reference) and not one.single
            else self._counted(one, own)
            if node.name in COUNTING
            else self._value(one, own)
            for one in arguments
        ]
        return call(node.name, made)

    def _counted(self, node: Node, own: str) -> CellValue | Cells:
        """One cell counts in a sum as a range does: its text is passed over."""
        if isinstance(node, Reference):
            found = self._at(self._sheet(node, own), node.span[:2])
            if isinstance(found, ErrorCode):
                raise Wrong(found.code)
            return Cells((found,)) if isinstance(found, (str, bool)) else found
        return self._value(node, own)

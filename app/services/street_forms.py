"""街道表格: blanks are taken in, cells get figures, a newer blank takes the old one's place. Each verb is one undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from app.base.errors import UserFault
from app.base.files import read_bytes
from app.models.changes import Changes
from app.models.street_forms import STYLES, Binding, FormBook, OpenForm, Renewal, StreetForm
from app.rules.cell_refs import name_of, place_of
from app.rules.street_forms_finding import refound
from app.rules.street_forms_labels import LabelledSheet
from app.rules.street_forms_proposing import proposals
from app.services.lists import grids
from app.services.office import Office
from app.store import street_forms as shelf

MOST_BYTES = 30_000_000  # a form with pictures; what is larger is no form
_LONGEST_NAME = 60


def forms(office: Office) -> tuple[StreetForm, ...]:
    with office.store.reading() as connection:
        return shelf.forms(connection)


def open_form(office: Office, form_id: int) -> OpenForm:
    """A form with its sheets, its figures, and what could be accepted. Raises UserFault when it is gone."""
    with office.store.reading() as connection:
        form = _known(shelf.form(connection, form_id))
        bindings = shelf.bindings(connection, form_id)
    book = blank(office, form)[1]
    taken = {(one.sheet, one.cell) for one in bindings}
    proposed = tuple(one for one in _proposed(book, grids(office)) if (one.sheet, one.cell) not in taken)
    return OpenForm(form, book, bindings, proposed)


def blank(office: Office, form: StreetForm) -> tuple[bytes, FormBook]:
    """The bytes of a form's blank and what it looks like."""
    with office.store.reading() as connection:
        data = shelf.content(connection, form.sha256)
    if data is None:
        raise UserFault("这份空表的内容不在了。", "请重新打开街道的空表。", place=form.name)
    return data, _book(form.file_name, data)


def add(office: Office, path: Path, name: str = "") -> Changes:
    """Take a blank in; its id is in `made`. Raises UserFault or EnvironmentFault for what cannot be filled."""
    data = _read(path)
    named = _name(name or path.stem)
    with office.work("add_form", f"添加街道表格“{named}”") as work:
        if any(form.name == named for form in shelf.forms(work.connection)):
            raise UserFault(f"已经有一份叫“{named}”的表格。", "要换新的空表,请用“换新版”;要另加一份,请先改名。")
        form_id = shelf.add_form(work, named, path.name, data, office.clock.today())
        return replace(office.keep(work), made=(form_id,))


def rename(office: Office, form_id: int, name: str) -> Changes:
    named = _name(name)
    with office.work("rename_form", f"街道表格改名为“{named}”") as work:
        _known(shelf.form(work.connection, form_id))
        if any(form.name == named and form.id != form_id for form in shelf.forms(work.connection)):
            raise UserFault(f"已经有一份叫“{named}”的表格。", "请换一个名字。")
        shelf.rename_form(work, form_id, named)
        return office.keep(work)


def remove(office: Office, form_id: int) -> Changes:
    with office.work("remove_form", "删除街道表格") as work:
        form = _known(shelf.form(work.connection, form_id))
        work.title = f"删除街道表格“{form.name}”"
        shelf.remove_form(work, form_id)
        return office.keep(work)


def bind(
    office: Office,
    form_id: int,
    sheet: str,
    cell: str,
    key: str,
    *,
    style: str = "",
    template: str = "",
    title: str = "",
) -> Changes:
    """Put a figure into a cell, or other words around it; of merged cells the one at the top left takes it.

    What was in the cell before gives way; a figure that had lost its place has one again. Raises UserFault for a cell
    that holds words which the figure would replace.
    """
    form, book = _form_and_book(office, form_id)
    labelled = _labelled(book, sheet)
    place = labelled.owner(place_of(cell))
    found = labelled.sheet.cell(place)
    if not template and labelled.label(place):
        raise UserFault(
            f"{name_of(place)} 里已经有字“{str(found.value)[:20]}”,填数会盖掉它。",
            "请点旁边空着的格;要在这些字后面填写,请选“写在这些字后面”。",
        )
    if template and found.formula is not None:
        raise UserFault(f"{name_of(place)} 是表格自己的公式,不能写字。", "可以选一个数与它核对。")
    made = Binding(0, sheet, name_of(place), key, _style(style), template, labelled.labels(place), title)
    with office.work("bind_cell", f"“{form.name}”{made.cell} 对应数字") as work:
        there = shelf.bindings(work.connection, form_id)
        gone = [one.id for one in there if (one.sheet, one.cell) == (sheet, made.cell)]
        gone += [one.id for one in there if not one.cell and (one.key, one.template) == (key, template)][:1]
        shelf.remove_bindings(work, gone)
        shelf.add_bindings(work, form_id, [made])
        return office.keep(work)


def accept(office: Office, form_id: int, proposed: Iterable[Binding]) -> Changes:
    """Accept what was proposed, all in one; cells that have a figure keep it."""
    with office.work("accept_proposals", "采用提议的对应") as work:
        form = _known(shelf.form(work.connection, form_id))
        taken = {(one.sheet, one.cell) for one in shelf.bindings(work.connection, form_id)}
        made = [one for one in proposed if (one.sheet, one.cell) not in taken]
        work.title = f"“{form.name}”采用提议的 {len(made)} 格"
        shelf.add_bindings(work, form_id, made)
        return office.keep(work)


def unbind(office: Office, form_id: int, binding_ids: Sequence[int]) -> Changes:
    """Take figures out of their cells."""
    with office.work("unbind_cells", f"取消 {len(binding_ids)} 格的对应") as work:
        mine = {one.id for one in shelf.bindings(work.connection, form_id)}
        shelf.remove_bindings(work, [one for one in binding_ids if one in mine])
        return office.keep(work)


def plan_renewal(office: Office, form_id: int, path: Path) -> Renewal:
    """What a newer blank would do to a form; nothing is written."""
    data = _read(path)
    with office.store.reading() as connection:
        form = _known(shelf.form(connection, form_id))
        bindings = shelf.bindings(connection, form_id)
    book = _book(path.name, data)
    found = refound([one for one in bindings if one.cell], book)
    back = refound([one for one in bindings if not one.cell], book)
    moved = (*found.moved, *back.moved)
    taken = {(one.sheet, one.cell) for one in found.kept} | {(one.sheet, one.cell) for one in moved}
    fresh = tuple(one for one in proposals(book, grids(office)) if (one.sheet, one.cell) not in taken)
    return Renewal(form, path.name, data, tuple(found.kept), moved, (*found.lost, *back.lost), fresh)


def renew(office: Office, renewal: Renewal) -> Changes:
    """Put a newer blank in the old one's place: figures move with their words, those without a place wait for one."""
    book = _book(renewal.file_name, renewal.content)
    sheets = {sheet.name: LabelledSheet(sheet) for sheet in book.sheets}
    places = {
        one.id: (one.sheet, one.cell, sheets[one.sheet].labels(place_of(one.cell))) for one in renewal.kept
    } | {
        one.binding.id: (one.sheet, one.cell, sheets[one.sheet].labels(place_of(one.cell))) for one in renewal.moved
    }  # fmt: skip
    places |= {one.id: (one.sheet, "", one.labels) for one in renewal.lost}
    with office.work("renew_form", f"“{renewal.form.name}”换成新的空表") as work:
        _known(shelf.form(work.connection, renewal.form.id))
        shelf.set_blank(work, renewal.form.id, renewal.file_name, renewal.content, office.clock.today())
        shelf.move_bindings(work, places)
        return office.keep(work)


def _form_and_book(office: Office, form_id: int) -> tuple[StreetForm, FormBook]:
    with office.store.reading() as connection:
        form = _known(shelf.form(connection, form_id))
    return form, blank(office, form)[1]


def _known(form: StreetForm | None) -> StreetForm:
    if form is None:
        raise UserFault("这份表格已经不在了。", "请刷新后再试。")
    return form


def _labelled(book: FormBook, sheet: str) -> LabelledSheet:
    found = book.sheet(sheet)
    if found is None:
        raise UserFault(f"表格里没有“{sheet}”这张工作表。", "请刷新后再试。")
    return LabelledSheet(found)


def _name(name: str) -> str:
    plain = " ".join(name.split())[:_LONGEST_NAME]
    if not plain:
        raise UserFault("表格要有一个名字。", "请写上名字再保存。")
    return plain


def _style(style: str) -> str:
    if style not in STYLES:
        raise UserFault("没有这种写法。", f"请从这些里选一个:{'、'.join(STYLES.values())}。")
    return style


def _read(path: Path) -> bytes:
    data = read_bytes(path, at_most=MOST_BYTES)
    _book(path.name, data)
    return data


@lru_cache(maxsize=2)
def _book(name: str, data: bytes) -> FormBook:
    from app.reports.street_form_read import read_form

    return read_form(name, data)


@lru_cache(maxsize=2)
def _proposed(book: FormBook, known: tuple[str, ...]) -> tuple[Binding, ...]:
    return proposals(book, known)

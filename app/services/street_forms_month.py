"""街道表格 of a month: filled, looked at, saved, signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, count
from pathlib import Path

from app.base.errors import UserFault
from app.base.files import write_atomically
from app.models.figure_catalogue import CatalogueEntry
from app.models.figures import MonthlyFacts
from app.models.month_desk import Level, MonthCheck
from app.models.signers import Role
from app.models.street_forms import CellValue, FilledForm, FormFinding, Place, StreetForm
from app.rules.names import name_keys
from app.rules.street_forms_filling import filling
from app.rules.street_forms_values import form_entries
from app.rules.street_forms_words import known_measures
from app.services import month_desk, reports, street_forms
from app.services.identities import branch_identity
from app.services.office import Office
from app.store import street_forms as shelf

NOT_YET = "还没有登记"
PART = "forms"  # the part of the page of reports where forms are
_LONGEST_NAME = 75  # characters, of three bytes each: with serial and ending a file's name has 255 bytes
FORM = "form:"  # how the kinds of files begin that are forms


def catalogue(office: Office, year: int, month: int) -> tuple[CatalogueEntry, ...]:
    """Every figure and word that a cell can take, with what it is in this month; figures that labels ask for and that
    nobody has recorded yet stand last."""
    found = form_entries(facts_of(office, year, month))
    missing = [(key, title) for key, title in known_measures() if key not in found]
    return (*found.values(), *(CatalogueEntry(key, title, NOT_YET, "") for key, title in missing))


def search(entries: tuple[CatalogueEntry, ...], words: str) -> tuple[CatalogueEntry, ...]:
    """Those whose group, title or pinyin holds every word; titles that begin with the first word come first."""
    asked = words.lower().split()
    if not asked:
        return entries
    hits = []
    for entry in entries:
        text = f"{entry.group} {entry.title} {name_keys(entry.title).search} {name_keys(entry.group).search}".lower()
        if all(word in text for word in asked):
            hits.append(entry)
    return tuple(sorted(hits, key=lambda entry: (not entry.title.startswith(asked[0]), len(entry.title))))


def fill(office: Office, form_id: int, facts: MonthlyFacts) -> FilledForm:
    """A form filled with the facts of a month, unsigned; nothing is written anywhere."""
    return fill_with(office, form_id, facts, form_entries(facts))


def fill_month(office: Office, form_id: int, year: int, month: int) -> FilledForm:
    """The same with the facts and the kept words as they stand now. Raises UserFault for a month that has not begun."""
    return fill(office, form_id, facts_of(office, year, month))


def facts_of(office: Office, year: int, month: int) -> MonthlyFacts:
    """A month with the words that were kept for it."""
    return reports.draft_month(office, year, month, month_desk.words(office, year, month))


def fill_with(office: Office, form_id: int, facts: MonthlyFacts, entries: Mapping[str, CatalogueEntry]) -> FilledForm:
    from app.reports.street_form_fill import fill_form
    from app.reports.street_form_parts import read_parts
    from app.reports.street_form_read import book_of

    with office.store.reading() as connection:
        form = shelf.form(connection, form_id)
        bindings = shelf.bindings(connection, form_id)
    if form is None:
        raise UserFault("这份表格已经不在了。", "请刷新后再试。")
    if not bindings:
        raise UserFault(
            "这份表格还没有对应任何数字。", "请先在表上点一格、选一个数,或采用软件提议的对应。", place=form.name
        )
    data, book = street_forms.blank(office, form)
    parts = read_parts(form.file_name, data)
    made = filling(book, bindings, entries)
    written: dict[str, dict[Place, CellValue]] = {}
    for (sheet, place), value in made.written.items():
        written.setdefault(sheet, {})[place] = value
    content = fill_form(parts, written, made.worked_out)
    notes = [FormFinding("note", note) for note in book.notes]
    return FilledForm(
        form,
        facts.year,
        facts.month,
        file_name(form, facts),
        content,
        book_of(form.file_name, read_parts(form.file_name, content)),
        tuple(made.cells),
        tuple(made.blanks),
        (*made.findings, *notes),
    )


def file_name(form: StreetForm, facts: MonthlyFacts) -> str:
    """大院社区党委2026年10月街道月报表.xlsx, with the ending of the blank."""
    ending = Path(form.file_name).suffix.lower() or ".xlsx"
    said = f"{facts.year}年{facts.month}月{form.name}"
    words = facts.branch[: max(_LONGEST_NAME - len(said), 0)] + said
    return "".join("_" if character in '\\/:*?"<>|' else character for character in words) + ending


def told_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Names of files for one folder: where two would be the same file, the later one is numbered."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        stem, dot, ending = name.rpartition(".")
        numbered = (f"{stem}-{number}{dot}{ending}" for number in count(2))
        found.append(next(one for one in chain([name], numbered) if one.casefold() not in taken))
        taken.add(found[-1].casefold())
    return tuple(found)


def signed(office: Office, filled: FilledForm, facts: MonthlyFacts) -> bytes:
    """The bytes with the branch's signature over every part. Raises UserFault when they cannot be signed."""
    from app.reports.signing.workbook import sign_workbook

    identity = branch_identity(office, facts.branch, facts.street)
    now = office.clock.now().replace(microsecond=0)
    return sign_workbook(filled.content, identity, signed_at=now, role=Role.UNIT, name=facts.branch)


def of_report(office: Office, facts: MonthlyFacts) -> dict[str, tuple[str, bytes]]:
    """Every form that has figures, filled with the facts of a report that is being issued: (file name, bytes) by kind,
    'form:3'. Unsigned."""
    made: dict[str, tuple[str, bytes]] = {}
    entries = form_entries(facts)
    for form in street_forms.forms(office):
        if form.bound:
            filled = fill_with(office, form.id, facts, entries)
            stem, dot, ending = filled.file_name.rpartition(".")
            made[f"{FORM}{form.id}"] = (f"{stem}({facts.serial}){dot}{ending}", filled.content)
    return made


def checks(office: Office, facts: MonthlyFacts) -> tuple[MonthCheck, ...]:
    """What is to be looked at before a month is issued: forms whose sums differ from ours, figures without a place."""
    entries = form_entries(facts)
    found = []
    for form in street_forms.forms(office):
        filled = fill_with(office, form.id, facts, entries) if form.bound else None
        wrong = [one for one in filled.findings if one.kind == "differs"] if filled is not None else []
        if wrong:
            words = f"街道表格“{form.name}”有{len(wrong)}格公式与我们的数对不上"
            hint = "在“街道表格”里看是哪几格;属实就不用管。"
            found.append(MonthCheck("街道表格对不上", Level.ODD, words, hint, page="reports", part=PART))
        if form.lost:
            words = f"街道表格“{form.name}”有{form.lost}个数在新的空表里没有位置"
            hint = "在“街道表格”里重新点一格,或不再填。"
            found.append(MonthCheck("街道表格缺位置", Level.MISSING, words, hint, page="reports", part=PART))
    return tuple(found)


def save(office: Office, filled: FilledForm, path: Path, *, sign: bool = False) -> Path:
    """Write a filled form out; a file of that name is replaced only when the new one is whole."""
    content = filled.content
    if sign:
        content = signed(office, filled, facts_of(office, filled.year, filled.month))
    return write_atomically(path, content)

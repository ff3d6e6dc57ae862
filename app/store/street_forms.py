"""街道表格 as rows: forms, their blanks once each, and which figure goes into which cell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from app.models.street_forms import Binding, Labels, StreetForm
from app.store.work import Work, stored

_FORM = (
    "SELECT f.id, f.name, f.file_name, f.sha256, f.size, f.added_on, "
    "(SELECT count(*) FROM street_form_binding b WHERE b.form_id = f.id AND b.cell != ''), "
    "(SELECT count(*) FROM street_form_binding b WHERE b.form_id = f.id AND b.cell = '') FROM street_form f"
)
_BINDING = "id, sheet, cell, key, style, template, row_label, column_label, title"


def forms(connection: Connection) -> tuple[StreetForm, ...]:
    """All of them, in the order in which they came."""
    return tuple(_form(row) for row in connection.exec_driver_sql(f"{_FORM} ORDER BY f.id"))


def form(connection: Connection, form_id: int) -> StreetForm | None:
    row = connection.exec_driver_sql(f"{_FORM} WHERE f.id = ?", (form_id,)).one_or_none()
    return None if row is None else _form(row)


def _form(row: Sequence[object]) -> StreetForm:
    return StreetForm(
        int(str(row[0])), str(row[1]), str(row[2]), str(row[3]), int(str(row[4])), date.fromisoformat(str(row[5])),
        int(str(row[6])), int(str(row[7])),
    )  # fmt: skip


def content(connection: Connection, sha256: str) -> bytes | None:
    """The bytes of a blank."""
    row = connection.exec_driver_sql(
        "SELECT content FROM street_form_content WHERE sha256 = ?", (sha256,)
    ).one_or_none()
    return None if row is None else bytes(row[0])


def bindings(connection: Connection, form_id: int) -> tuple[Binding, ...]:
    """Those without a cell come first, then sheet by sheet in the order in which they were made."""
    rows = connection.exec_driver_sql(
        f"SELECT {_BINDING} FROM street_form_binding WHERE form_id = ? ORDER BY cell != '', id", (form_id,)
    )
    return tuple(
        Binding(row[0], row[1], row[2], row[3], row[4], row[5], Labels(row[6], row[7]), row[8]) for row in rows
    )


def add_form(work: Work, name: str, file_name: str, data: bytes, today: date) -> int:
    return work.add("street_form", {"name": name, **_blank(work, file_name, data, today)})


def set_blank(work: Work, form_id: int, file_name: str, data: bytes, today: date) -> None:
    """Another blank in the place of the old one."""
    work.update("street_form", form_id, _blank(work, file_name, data, today))


def rename_form(work: Work, form_id: int, name: str) -> None:
    work.update("street_form", form_id, {"name": name})


def remove_form(work: Work, form_id: int) -> None:
    """The blank's bytes stay: an undo may ask for them."""
    work.delete("street_form_binding", [binding.id for binding in bindings(work.connection, form_id)])
    work.delete("street_form", [form_id])


def add_bindings(work: Work, form_id: int, made: Iterable[Binding]) -> None:
    rows = [(form_id, one.sheet, one.cell, one.key, one.style, one.template, *_labels(one), one.title) for one in made]
    first = work.next_id("street_form_binding")
    columns = ("id", "form_id", "sheet", "cell", "key", "style", "template", "row_label", "column_label", "title")
    work.insert("street_form_binding", columns, [(first + place, *row) for place, row in enumerate(rows)])


def move_bindings(work: Work, places: Mapping[int, tuple[str, str, Labels]]) -> None:
    """New (sheet, cell, labels) by the ids of bindings; a cell '' has no place any more."""
    work.update_many(
        "street_form_binding",
        {
            key: {"sheet": sheet, "cell": cell, "row_label": labels.row, "column_label": labels.column}
            for key, (sheet, cell, labels) in places.items()
        },
    )


def remove_bindings(work: Work, ids: Sequence[int]) -> None:
    work.delete("street_form_binding", ids)


def _labels(binding: Binding) -> tuple[str, str]:
    return binding.labels.row, binding.labels.column


def _blank(work: Work, file_name: str, data: bytes, today: date) -> dict[str, str | int | bytes | None]:
    sha256 = hashlib.sha256(data).hexdigest()
    there = work.connection.exec_driver_sql("SELECT 1 FROM street_form_content WHERE sha256 = ?", (sha256,)).first()
    if there is None:
        work.keep("street_form_content", {"sha256": sha256, "content": data})
    return {"file_name": file_name, "sha256": sha256, "size": len(data), "added_on": stored(today)}

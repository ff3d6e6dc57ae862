"""街道表格: the blank forms of a street, and which figure goes into which cell of them."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from app.models.tables.base import Row


class StreetFormRow(Row, table=True):
    """A form under the name the office gave it. Its blank lies in `street_form_content` under the digest."""

    __tablename__ = "street_form"

    id: int = Field(primary_key=True)
    name: str
    file_name: str
    sha256: str
    size: int
    added_on: date


class StreetFormContentRow(Row, table=True):
    """Bytes of blanks, once each. The journal does not repeat them; they stay while an undo may ask for them."""

    __tablename__ = "street_form_content"

    id: int = Field(primary_key=True)
    sha256: str = Field(unique=True)
    content: bytes


class StreetFormBindingRow(Row, table=True):
    """A cell and the figure that goes into it.

    `cell` as A1, '' where a newer blank has no place for it; `style` as in `models.street_forms.STYLES`; `template`:
    words around the figure, '' for the figure alone. `title`: what the figure was called when it was chosen. The labels
    are those by which the cell is found again.
    """

    __tablename__ = "street_form_binding"

    id: int = Field(primary_key=True)
    form_id: int = Field(foreign_key="street_form.id", index=True)
    sheet: str
    cell: str
    key: str
    style: str = ""
    template: str = ""
    title: str = ""
    row_label: str = ""
    column_label: str = ""

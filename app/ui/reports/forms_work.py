"""What the part 街道表格 asks of the worker, and how it tells of a newer blank."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.models.changes import Changes
from app.models.figure_catalogue import CatalogueEntry
from app.models.street_forms import FilledForm, OpenForm, Renewal, StreetForm
from app.ui.reports.forms_marks import title_words

Work = Callable[[Any], Any]
_MONTHS = 24


def verb(name: str, *args: Any, **named: Any) -> Callable[[Any], Changes]:
    """A verb of the street's forms."""

    def work(office: Any) -> Changes:
        from app import services

        made: Changes = getattr(services.street_forms, name)(office, *args, **named)
        return made

    return work


def asked(name: str, *args: Any) -> Work:
    """A question to the street's forms."""

    def work(office: Any) -> Any:
        from app import services

        return getattr(services.street_forms, name)(office, *args)

    return work


def forms(office: Any) -> tuple[StreetForm, ...]:
    from app import services

    return services.street_forms.forms(office)


def opening(
    form_id: int, asked_for: tuple[int, int] | None
) -> Callable[[Any], tuple[OpenForm, tuple[CatalogueEntry, ...] | None]]:
    """A form, and the catalogue of a month where that is asked for."""

    def work(office: Any) -> tuple[OpenForm, tuple[CatalogueEntry, ...] | None]:
        from app import services

        opened = services.street_forms.open_form(office, form_id)
        found = services.street_forms_month.catalogue(office, *asked_for) if asked_for is not None else None
        return opened, found

    return work


def filling(form_id: int, year: int, month: int) -> Callable[[Any], FilledForm]:
    def work(office: Any) -> FilledForm:
        from app import services

        return services.street_forms_month.fill_month(office, form_id, year, month)

    return work


def searching(entries: tuple[CatalogueEntry, ...], text: str) -> Callable[[Any], tuple[CatalogueEntry, ...]]:
    def work(_office: Any) -> tuple[CatalogueEntry, ...]:
        from app import services

        return services.street_forms_month.search(entries, text)

    return work


def saving(filled: FilledForm, path: Path, *, sign: bool) -> Callable[[Any], Path]:
    def work(office: Any) -> Path:
        from app import services

        return services.street_forms_month.save(office, filled, path, sign=sign)

    return work


def recent_months(today: date) -> list[tuple[int, int]]:
    """Last month first, because that is the one to report; then this month, then back two years."""
    first = today.year * 12 + today.month - 1
    return [(count // 12, count % 12 + 1) for count in (first - 1, first, *range(first - 2, first - _MONTHS, -1))]


def renewal_question(renewal: Renewal) -> str:
    parts = [f"{len(renewal.kept)} 格位置没变"]
    if renewal.moved:
        parts.append(f"{len(renewal.moved)} 格换了位置,跟着走")
    if renewal.lost:
        parts.append(f"{len(renewal.lost)} 格在新表里找不到位置,换好后请重新点")
    if renewal.proposed:
        parts.append(f"新表里另有 {len(renewal.proposed)} 格可以采用提议")
    return f"新的空表“{renewal.file_name}”:{';'.join(parts)}。换成新版吗?"


def renewal_lines(renewal: Renewal, titles: Mapping[str, str]) -> tuple[str, str, list[tuple[str, str]]]:
    """(title, remark, lines): what has no place first, then what moves."""
    lines = [(f"没有位置  {one.cell}\n{title_words(one, titles)}", "red") for one in renewal.lost]
    lines += [
        (f"{one.binding.cell or '没有位置'} → {one.cell}\n{title_words(one.binding, titles)}", "")
        for one in renewal.moved
    ]
    if not lines:
        lines = [("每一格都还在原来的位置。", "green")]
    return "换成新版会怎样", f"{len(renewal.kept)} 格位置没变。", lines

"""Hands for the forms of the household's card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel

from app.models.views import HouseholdCard
from app.ui.households.fields import TextField
from app.ui.households.page import HouseholdsPage
from app.ui.households.person_form import PersonForm
from app.ui.households.use_forms import UseForm

Run = Callable[[Callable[[Any], Any]], Any]
OpenCard = Callable[[str], HouseholdCard]
Save = Callable[[], None]


def type_into(field: TextField, words: str) -> None:
    """As an input method does: key presses carry no Chinese."""
    field.line.insert(words)
    field.line.textEdited.emit(words)


def person_form(page: HouseholdsPage) -> PersonForm:
    assert isinstance(page.card.form, PersonForm)
    return page.card.form


def use_form(page: HouseholdsPage) -> UseForm:
    page.card.change_use()
    assert isinstance(page.card.form, UseForm)
    return page.card.form


def texts(page: HouseholdsPage) -> str:
    return "\n".join(label.text() for label in page.card.state.content.findChildren(QLabel))

"""What a person does at the card: type, choose, read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from app import services
from app.models.households import ResidentDraft
from app.models.views import HouseholdCard
from app.ui.households.fields import TextField
from app.ui.households.form import Form
from app.ui.households.page import HouseholdsPage
from app.ui.households.people_fields import PersonField

F = TypeVar("F", bound=Form)
Run = Callable[[Callable[[Any], Any]], Any]
OpenCard = Callable[[str], HouseholdCard]
Save = Callable[[], None]
FAMILY = (
    ("曾伟", "户主", date(1944, 5, 1)),
    ("周小燕", "配偶", date(1950, 2, 3)),
    ("曾小伟", "子", date(1985, 7, 8)),
)


def type_into(field: TextField, words: str) -> None:
    """As an input method does: key presses carry no Chinese."""
    field.line.clear()
    field.line.insert(words)
    field.line.textEdited.emit(words)


def texts(page: HouseholdsPage) -> str:
    """Everything that is written on the card."""
    return "\n".join(label.text() for label in page.card.state.content.findChildren(QLabel))


def press(root: QWidget, words: str) -> None:
    """Press the button with these words."""
    shown: list[QAbstractButton] = [one for one in root.findChildren(QPushButton) if one.text() == words]
    shown[0].click()


def choose(page: HouseholdsPage, verb: str, kind: type[F]) -> F:
    """办理, and a line of its menu."""
    menu = page.card.make_menu()
    action = next(action for action in menu.actions() if action.objectName() == verb)
    assert action.isEnabled(), action.toolTip()
    action.trigger()
    form = page.card.form
    assert isinstance(form, kind)
    return form


def pick(field: PersonField, name: str) -> None:
    """Choose somebody out of a list of people."""
    field.choose(next(member for member in field.members if member.resident.name == name))
    field.edited.emit()


def move_in_family(run: Run, household_id: int) -> None:
    """曾伟 and his wife and son, since 2015."""

    def work(office: Any) -> None:
        for name, relation, birth in FAMILY:
            draft = ResidentDraft(name, relation=relation, birth=birth, since=date(2015, 3, 1))
            services.households.save_resident(office, household_id, draft)

    run(work)

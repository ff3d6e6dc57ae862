"""'Are you sure': one question, one verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.households.form import Form


class SureForm(Form):
    """One question, one verb."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        question: str,
        save_words: str,
        work: Callable[[Any], Changes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, title, save_words=save_words, parent=parent)
        self._work = work
        self.add_words(question)
        self.end_fields()

    def verb(self) -> Callable[[Any], Changes]:
        return self._work

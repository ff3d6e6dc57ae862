"""Forms of a publication: what is posted, and what was said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.deliberations import (
    MatterCard,
    PublicationDraft,
)
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.requests.fields import WordsField

_NO_MEETING = "不对应会议"
_MEETINGS = 60


class PublicationForm(Form):
    """What is posted; it is masked when it is kept."""

    def __init__(self, desk: Desk, card: MatterCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"公示:{card.line.title}", save_words="公示", parent=parent)
        self.card = card
        self._latest = Latest(desk.jobs, self)
        self.name = self.add(TextField("标题"))
        self.words = self.add(WordsField("公示内容", needed=True, lines=5))
        self.shown = self.add_words("")
        self.channel = ChoiceField("公示方式", ["小区公示栏", "社区公开栏", "居民群", "小区公示栏、居民群"], free=True)
        self.add(self.channel)
        self.on, self.days = DateField("公示日期", needed=True), TextField("公示天数")
        self.add_pair(self.on, self.days)
        self.end_fields()
        self.name.set_text(f"关于“{card.line.title}”的公示")
        decided = [step.conclusion for step in card.done if card.method.steps[step.step - 1].decides]
        self.words.set_text("\n".join(decided or [step.conclusion for step in card.done[-1:]]))
        self.on.set_day(desk.clock.today())
        self.days.set_text("5")
        self.words.edited.connect(self._mask)
        self._mask()

    def check(self) -> bool:
        right = self.on.check()
        if not self.days.text().isdecimal():
            self.days.complain("公示天数要填整数,如 5。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        day = self.on.day()
        assert day is not None
        draft = PublicationDraft(
            self.card.line.id, self.channel.text(), day, int(self.days.text()), self.words.text(), self.name.text()
        )
        return verb("deliberations", "publish", draft)

    def _mask(self) -> None:
        self._latest.run(
            verb("deliberations", "masked", self.words.text()),
            lambda text: self.shown.setText(f"贴出去是这样(姓名、电话、证件号已遮盖):\n{text}" if text else ""),
        )


class FeedbackForm(Form):
    def __init__(self, desk: Desk, publication_id: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, "公示期间的意见", parent=parent)
        self.publication_id = publication_id
        self.words = self.add(WordsField("意见", hint="居民说了什么;没有意见也写上“无异议”"))
        self.end_fields()
        self.words.set_text(words)

    def verb(self) -> Callable[[Any], Changes]:
        return verb("deliberations", "note_feedback", self.publication_id, self.words.text())


def posted_words(first: Any, last: Any) -> str:
    """2026年11月1日至2026年11月5日."""
    return f"{chinese_date(first)}至{chinese_date(last)}"

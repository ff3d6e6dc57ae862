"""人工认定: a person's judgement on a label, with the reason and its days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.colours import LABELS, Judgement, Label, Override
from app.models.households import Household
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form

_CHOICES = ("认定有这个标签", "认定没有这个标签")


class JudgeForm(Form):
    """Add or take away a label, with the reason; `override`: one that is there, to be put right."""

    def __init__(
        self, desk: Desk, household: Household, override: Override | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"人工认定:{household.door.long}", parent=parent)
        self._household_id = household.id
        self.label = self.add(ChoiceField("标签", [one.value for one in LABELS], needed=True))
        self.judgement = self.add(ChoiceField("认定", _CHOICES, needed=True))
        self.reason = self.add(TextField("理由", needed=True, hint="如 子女同城但不同住,经入户核实"))
        self.since = DateField("开始日期", hint="不填就是一直")
        self.until = DateField("结束日期", hint="不填就是长期")
        self.add_pair(self.since, self.until)
        self.add_words("人工认定优先于自动判断,会写明理由和起止日期;可以随时取消。")
        self.end_fields()
        if override is not None:
            self._fill(override)

    def check(self) -> bool:
        right = self.since.check()
        right = self.until.check() and right
        if not self.reason.text():
            self.reason.complain("还没有写明理由。请写一句为什么这样认定。")
            right = False
        since, until = self.since.day(), self.until.day()
        if right and since is not None and until is not None and until < since:
            self.until.complain("结束日期早于开始日期。请检查日期。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        judgement = Judgement.ADD if self.judgement.text() == _CHOICES[0] else Judgement.REMOVE
        return asking.household(
            "set_override",
            self._household_id,
            Label(self.label.text()),
            judgement,
            self.reason.text(),
            self.since.day(),
            self.until.day(),
        )

    def _fill(self, override: Override) -> None:
        """A judgement as it stands, or a ledger's claim with words to begin with."""
        self.label.set_text(override.label.value)
        if override.judgement is Judgement.CLAIM:
            self.reason.set_text("台账标注,已核实")
            return
        self.judgement.set_text(_CHOICES[0] if override.judgement is Judgement.ADD else _CHOICES[1])
        self.reason.set_text(override.reason)
        self.since.set_day(override.since)
        self.until.set_day(override.until)

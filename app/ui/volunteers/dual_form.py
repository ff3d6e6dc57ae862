"""双报到 from registration to report back, in one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.volunteers import Dual, DualDraft
from app.ui.desk import Desk
from app.ui.households.fields import DateField, TextField
from app.ui.meetings.asking import verb
from app.ui.meetings.member_forms import DatedForm


class DualForm(DatedForm):
    """A new registration of somebody, or one carried on: claimed, reported back, ended."""

    def __init__(
        self,
        desk: Desk,
        volunteer_id: int,
        name: str,
        dual: Dual | None = None,
        *,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, f"{name}双报到", parent=parent)
        self.volunteer_id, self.dual = volunteer_id, dual
        self.unit = self.add(TextField("工作单位", needed=True))
        self.registered = self.add(DateField("报到日期", hint="可不填"))
        self.post, self.claimed = TextField("认领岗位", hint="如 文明劝导"), DateField("认领日期", hint="可不填")
        self.add_pair(self.post, self.claimed)
        self.report, self.reported = (
            TextField("反馈内容", hint="向单位反馈了什么"),
            DateField("反馈日期", hint="可不填"),
        )
        self.add_pair(self.report, self.reported)
        self.until = self.add(DateField("结束日期", hint="换了单位、不再报到时填"))
        self.end_fields()
        if dual is None:
            self.unit.set_text(unit)
            self.registered.set_day(desk.clock.today())
        else:
            for field, text in ((self.unit, dual.unit), (self.post, dual.claimed_post), (self.report, dual.report)):
                field.set_text(text)
            for dated, day in (
                (self.registered, dual.registered_on), (self.claimed, dual.claimed_on),
                (self.reported, dual.reported_on), (self.until, dual.until),
            ):  # fmt: skip
                dated.set_day(day)

    def verb(self) -> Callable[[Any], Changes]:
        draft = DualDraft(
            self.unit.text(), self.registered.day(), self.post.text(), self.claimed.day(), self.reported.day(),
            self.report.text(), self.until.day(),
        )  # fmt: skip
        if self.dual is None:
            return verb("volunteers_dual", "register", self.volunteer_id, draft)
        return verb("volunteers_dual", "edit", self.volunteer_id, self.dual.id, draft)

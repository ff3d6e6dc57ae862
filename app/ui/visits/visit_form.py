"""One visit: taken down, or put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.models.changes import Changes
from app.models.visit_views import FormChoices
from app.models.visits import Visit, VisitDraft
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField
from app.ui.households.form import Form
from app.ui.visits import asking
from app.ui.visits.fields import AreaField, DayField, NeedsField
from app.ui.widgets.plain import set_tone

MET, MISSED = "见到了", "没遇到人"


class VisitForm(Form):
    """登记走访 for one door; with a `visit` it is put right. The visitor of the last one is offered again."""

    def __init__(
        self,
        desk: Desk,
        household_id: int,
        door: str,
        choices: FormChoices,
        *,
        visitor: str = "",
        visit: Visit | None = None,
    ) -> None:
        super().__init__(desk, f"{'修改走访' if visit else '登记走访'}:{door}")
        self.household_id, self.visit_id = household_id, visit.id if visit else None
        today = desk.clock.today()
        self.day = DayField("走访日期", today, needed=True)
        self.met = ChoiceField("见到人了吗", (MET, MISSED))
        self.add_pair(self.day, self.met)
        self.visitor = ChoiceField(
            "走访人", tuple(dict.fromkeys((*choices.visitors, *choices.members))), free=True, needed=True
        )
        self.purpose = ChoiceField("目的", ("", *choices.purposes), free=True)
        self.add_pair(self.visitor, self.purpose)
        self.findings = self.add(AreaField("情况", hint="见到了谁,过得怎么样;病名、钱款等能不写就不写"))
        self.needs = self.add(NeedsField())
        self.next_on = self.add(DayField("下次走访", today, coming=True))
        set_tone(self.next_on.caption, "muted")
        self.add_words("下次走访填约好的日子;不填就按走访等级推算。没遇到人的不算已走访。")
        self.end_fields()
        self.visitor.set_text(visitor)
        self.day.set_day(today)
        if visit is not None:
            self._fill(visit)

    def check(self) -> bool:
        right = self.day.check()
        if not self.visitor.text():
            self.visitor.complain("还没有写走访人。请填写是谁去的,几个人用顿号分开。")
            right = False
        return self.next_on.check() and right

    def draft(self) -> VisitDraft:
        """What the form says."""
        day = self.day.day()
        assert day is not None
        return VisitDraft(
            household_id=self.household_id,
            visited_on=day,
            visitor=self.visitor.text(),
            purpose=self.purpose.text(),
            met=self.met.text() == MET,
            findings=self.findings.text(),
            next_on=self.next_on.day(),
            needs=self.needs.drafts(),
        )

    def verb(self) -> Callable[[Any], Changes]:
        draft = self.draft()
        return asking.record(draft) if self.visit_id is None else asking.edit(self.visit_id, draft)

    def _fill(self, visit: Visit) -> None:
        self.day.set_day(visit.visited_on)
        self.met.set_text(MET if visit.met else MISSED)
        self.visitor.set_text(visit.visitor)
        self.purpose.set_text(visit.purpose)
        self.findings.set_text(visit.findings)
        self.needs.show_needs(visit.needs)
        self.next_on.set_day(visit.next_on)

"""走访关爱 on the card of a door: its tier and why, when it is due, who answers for it, the last visits and needs."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.visit_views import CareCard, FormChoices
from app.models.visits import Need, Pairing, Tier, Visit, VisitDoor
from app.models.wishes import WishAsk
from app.ui.colours.flow import FlowLayout
from app.ui.households.sections import CardPlace, Section
from app.ui.visits import asking
from app.ui.visits.care_forms import EndPairForm, EndTierForm, PairForm, TierForm
from app.ui.visits.columns import late_tone, late_words, need_words, why_words
from app.ui.visits.visit_form import VisitForm
from app.ui.widgets.plain import button, words

_SHOWN = 3  # visits on the card; the rest is a click away
_TIERS = {Tier.HIGH: "高风险", Tier.KEY: "重点", Tier.PLAIN: "一般", Tier.NONE: "不定期"}


class VisitsSection(Section):
    """Verbs with keys: Ctrl+W 登记走访, Ctrl+H 走访等级, Ctrl+J 结对."""

    title = "走访关爱"
    slices = frozenset({"visits", "requests", "households", "rules"})  # who lives there makes the tier

    def __init__(self, place: CardPlace) -> None:
        super().__init__(place)
        self.found: tuple[CareCard, FormChoices, str] | None = None

    @staticmethod
    def read(office: Any, household_id: int) -> Any:
        from app import services

        card = services.care.card(office, household_id)
        lines = services.rounds.doors(office, (household_id,))
        return card, services.rounds.choices(office), lines[0].door if lines else ""

    def show_read(self, found: Any) -> QWidget:
        self.found = found
        card, _choices, _door = found
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._add_standing(column, card)
        for pairing in card.pairings:
            if pairing.until is None:
                self._add_pairing(column, pairing)
        for visit in card.visits[:_SHOWN]:
            self._add_visit(column, visit)
        for visit in card.visits[_SHOWN:]:  # older visits are told of only while they ask for something
            for need in visit.needs:
                if need.open:
                    self._add_need(column, need)
        self._add_verbs(column, card)
        return holder

    # what can be done

    def record(self) -> None:
        if self.found is not None:
            card, choices, door = self.found
            visitor = next((pair.member for pair in card.pairings if pair.until is None), "")
            self.place.open_form(VisitForm(self.desk, self.place.household_id, door, choices, visitor=visitor))

    def edit(self, visit: Visit) -> None:
        if self.found is not None:
            _card, choices, door = self.found
            self.place.open_form(VisitForm(self.desk, self.place.household_id, door, choices, visit=visit))

    def set_tier(self) -> None:
        if self.found is not None:
            card, choices, door = self.found
            self.place.open_form(TierForm(self.desk, self.place.household_id, door, card.due, choices))

    def end_tier(self) -> None:
        if self.found is not None:
            card, _choices, door = self.found
            self.place.open_form(EndTierForm(self.desk, self.place.household_id, door, card.due))

    def pair(self, pairing: Pairing | None = None) -> None:
        if self.found is not None:
            self.place.open_form(PairForm(self.desk, self.place.household_id, self.found[2], pairing))

    def end_pair(self, pairing: Pairing) -> None:
        if self.found is not None:
            self.place.open_form(EndPairForm(self.desk, pairing, self.found[2]))

    def show_all(self) -> None:
        self.desk.open_page("visits", VisitDoor(self.place.household_id))

    # within

    def _add_standing(self, column: QVBoxLayout, card: CareCard) -> None:
        """重点(空巢独居),11月28日前走访,还有7天."""
        if card.vacant:
            column.addWidget(words("空置,不用走访", "muted"))
            return
        due, today = card.due, self.desk.clock.today()
        column.addWidget(words(f"{_TIERS[due.tier]}:{why_words(due.why, due.by_person)}", wrap=True))
        if due.due_on is None:
            column.addWidget(words("没有约定下次走访的日子", "muted"))
        else:
            late = (today - due.due_on).days
            said = f"应在{chinese_date(due.due_on)}前走访,{late_words(late)}"
            column.addWidget(words(said, late_tone(late) or "muted", wrap=True))
        if not card.visits:
            column.addWidget(words("还没有走访过", "muted"))

    def _add_pairing(self, column: QVBoxLayout, pairing: Pairing) -> None:
        agreed = "" if pairing.agreed else ",双方还没有都同意"
        text = f"结对党员:{pairing.member},{chinese_date(pairing.since)}起{agreed}"
        self._add_line(
            column,
            words(text, "" if pairing.agreed else "amber", wrap=True),
            button("改", lambda: self.pair(pairing), kind="link", tip="修改结对"),
            button("结束", lambda: self.end_pair(pairing), kind="link", tip="结束结对"),
        )

    def _add_visit(self, column: QVBoxLayout, visit: Visit) -> None:
        met = "" if visit.met else "(未遇)"
        text = f"{chinese_date(visit.visited_on)} {visit.visitor}{met}"
        self._add_line(
            column,
            words(text, "" if visit.met else "amber", wrap=True),
            button("改", lambda: self.edit(visit), kind="link", tip="修改这次走访"),
        )
        if visit.findings:
            column.addWidget(words(visit.findings, "muted", wrap=True))
        for need in visit.needs:
            self._add_need(column, need)

    def _add_need(self, column: QVBoxLayout, need: Need) -> None:
        said = words(f"需求:{need_words(need)}", "amber" if need.open else "muted", wrap=True)
        verbs: list[QWidget] = []
        if need.settled_on is None and not need.passed_on:
            settled = button(
                "已解决",
                lambda: self.desk.change(asking.settle_need(need.id, True)),
                kind="link",
                tip="这项需求今天解决了",
            )
            request = button(
                "转诉求",
                lambda: self.desk.change(asking.need_to_request(need.id)),
                kind="link",
                tip="记入诉求,按期限办理",
            )
            wish = button(
                "转心愿",
                lambda: self.desk.open_page("volunteers", ("wishes", WishAsk(need_id=need.id))),
                kind="link",
                tip="记成微心愿,等志愿者认领",
            )
            verbs = [settled, request, wish]
        elif need.request_id is not None:
            request_id = need.request_id
            verbs = [
                button("看诉求", lambda: self.desk.open_page("requests", request_id), kind="link", tip="打开这件诉求")
            ]
        elif need.wish_id is not None:
            wish_id = need.wish_id
            verbs = [
                button(
                    "看心愿",
                    lambda: self.desk.open_page("volunteers", ("wishes", wish_id)),
                    kind="link",
                    tip="打开这一件",
                )
            ]
        self._add_line(column, said, *verbs)

    def _add_line(self, column: QVBoxLayout, said: QWidget, *verbs: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(said, 1)
        for verb in verbs:
            row.addWidget(verb)
        column.addLayout(row)

    def _add_verbs(self, column: QVBoxLayout, card: CareCard) -> None:
        holder = QWidget()
        row = FlowLayout(holder)
        row.addWidget(button("登记走访", self.record, key="Ctrl+W"))
        if not card.vacant:
            row.addWidget(button("走访等级", self.set_tier, key="Ctrl+H"))
            if card.due.by_person:
                row.addWidget(button("恢复按标签", self.end_tier, tip="不再人工设定,由标签决定走访等级"))
            row.addWidget(button("党员结对", self.pair, key="Ctrl+J"))
        if len(card.visits) > _SHOWN:
            row.addWidget(button(f"全部 {len(card.visits)} 次走访", self.show_all, kind="link"))
        column.addWidget(holder)

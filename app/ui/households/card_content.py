"""What stands on the card, from top to bottom: the door, its people, its labels, other rooms' sections, its history."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.colours import Judgement, Override
from app.models.households import HouseholdRecord, Occupancy
from app.models.views import HouseholdCard
from app.rules.colours import evidence_on
from app.rules.stays import living_on, use_on
from app.ui.households import card_parts as parts
from app.ui.households.card_people import people_part
from app.ui.households.card_verbs import lease_of, remove_door
from app.ui.households.lease_forms import EndLeaseForm, RenewForm
from app.ui.widgets.card import Banner, Card
from app.ui.widgets.plain import button, words

if TYPE_CHECKING:
    from app.ui.households.card import HouseholdCardView

_SOON = timedelta(days=30)  # a lease that ends so soon is told
_USES = "uses"


def card_content(view: HouseholdCardView, card: HouseholdCard) -> QWidget:
    """Widgets for `card`; their links call the verbs of `view`."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(8)
    lease = _lease_banner(view, card.record)
    if lease is not None:
        column.addWidget(lease)
    column.addWidget(_door(view, card.record))
    parts_in_order = [people_part(view, card), _labels(view, card)]
    if any(override.judgement is Judgement.CLAIM for override in card.overrides):
        parts_in_order.reverse()  # what waits to be settled is seen without scrolling
    for part in (*parts_in_order, *view.sections):
        column.addWidget(part)
    if card.history:
        column.addWidget(_history(view, card))
    if not card.record.members:
        column.addWidget(button("删除这一户", lambda: remove_door(view), kind="link", tip="门牌录错时用(F6 再按 X)"))
    column.addStretch(1)
    return inside


def _door(view: HouseholdCardView, record: HouseholdRecord) -> Card:
    today = view.desk.clock.today()
    links: list[parts.Link] = [
        ("编辑", "修改门牌、网格、产权人(F8)", view.edit_door),
        ("居住状态", "自住、出租、空置、借住(Ctrl+U)", view.change_use),
    ]
    part = parts.door_part(record, today, links)
    others = [span for span in record.occupancies if not span.holds_on(today)]
    past = sorted(
        (span for span in others if span.until is not None and span.until < today),
        key=lambda span: span.until or date.max,
        reverse=True,
    )
    for span in others:
        if span not in past:
            part.add(words(f"以后:{parts.use_words(span)}", "amber", wrap=True))
    if past:
        open_ = _USES in view.unfolded
        text = "收起以前的居住状态" if open_ else f"以前的居住状态 {len(past)} 段"
        part.add_action(button(text, lambda: view.fold(_USES), kind="link"))
        for span in past if open_ else ():
            part.add(words(parts.use_words(span), "muted", wrap=True))
    return part


def _lease_banner(view: HouseholdCardView, record: HouseholdRecord) -> QWidget | None:
    """A lease that is over and nobody has said what follows, or that ends soon (G05)."""
    today, lease = view.desk.clock.today(), lease_of(record)
    if lease is None or lease.until is None:
        return None
    use, until = use_on(record, today), chinese_date(lease.until)
    if lease.until < today and use is None:
        people = len(living_on(record, today))
        left = f"住在这里的 {people} 人还没有办理迁出。" if people else ""
        said = f"租约{until}已到期,以后的居住状态还没有登记。{left}"
    elif use is not None and use.kind is Occupancy.LET and today <= lease.until <= today + _SOON:
        said = f"租约{until}到期,还有 {(lease.until - today).days} 天。"
    else:
        return None
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    banner = Banner("amber")
    column.addWidget(banner)
    banner.say(said)
    banner.close_button.hide()
    held = lease
    renew = button("续租", lambda: view.open_form(RenewForm(view.desk, record, held)), kind="link", tip="F6 再按 8")
    end = button("收回", lambda: view.open_form(EndLeaseForm(view.desk, record, held)), kind="link", tip="F6 再按 9")
    for made in (renew, end):
        banner.add_beside(made)
    return holder


def _labels(view: HouseholdCardView, card: HouseholdCard) -> Card:
    today = view.desk.clock.today()
    part = Card("标签")
    part.add_beside(button("依据", view.explain, kind="link", tip="每个标签为什么有、为什么没有(F7)"))
    part.add_beside(button("人工认定", view.judge, kind="link", tip="认定有或没有一个标签,写明理由(Ctrl+L)"))
    soon = today.replace(year=today.year + 1, day=min(today.day, 28))  # what is due within a year can be planned for
    shown = [
        one
        for one in card.labels
        if (one.until is None or one.until >= today) and (one.since is None or one.since <= soon)
    ]
    for override in card.overrides:
        if override.judgement is Judgement.CLAIM:
            part.add(parts.override_part(override, _override_links(view, override)))
    proved = evidence_on(card.record, card.overrides, today)
    for found in shown:
        evidence = proved.get(found.label, "") if found.holds_on(today) else ""
        part.add(parts.label_part(found.label, evidence or found.evidence, parts.interval_words(found, today)))
    if not shown:
        part.add(words("现在没有标签。", "muted"))
    for override in card.overrides:
        if override.judgement is not Judgement.CLAIM:
            part.add(parts.override_part(override, _override_links(view, override)))
    return part


def _override_links(view: HouseholdCardView, override: Override) -> list[parts.Link]:
    if override.judgement is Judgement.CLAIM:
        return [
            ("认定", "核实过,确实是", lambda: view.judge(override)),
            ("不采纳", "核实过,不是", lambda: view.drop(override)),
        ]
    return [
        ("修改", "改理由、开始和结束日期", lambda: view.judge(override)),
        ("取消认定", "改由系统判断", lambda: view.drop(override)),
    ]


def _history(view: HouseholdCardView, card: HouseholdCard) -> Card:
    part = Card("变更记录")
    for entry in (*card.history, *view.older):
        part.add(parts.history_part(entry, partial(view.take_back, entry)))
    if view.more:
        part.add_action(button("更早的变更", view.show_older, kind="link"))
    return part

"""What stands on the card, from top to bottom: the door, its people, its labels, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.colours import Judgement, Override
from app.models.households import Member, Occupancy
from app.models.views import HouseholdCard
from app.ui.households import card_parts as parts
from app.ui.households.small_forms import HEAD, present_members
from app.ui.widgets.card import Banner, Card
from app.ui.widgets.plain import button, words

if TYPE_CHECKING:
    from app.ui.households.card import HouseholdCardView

_SHOWN_CHANGES = 12
NOBODY = "没有登记居民。按 Insert 添加;确实无人居住,请把居住状态改为空置。"


def card_content(view: HouseholdCardView, card: HouseholdCard) -> QWidget:
    """Widgets for `card`; their links call the verbs of `view`."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(8)
    links: list[parts.Link] = [
        ("编辑", "修改门牌、网格、产权人(F2)", view.edit_door),
        ("居住状态", "自住、出租、空置、借住(Ctrl+U)", view.change_use),
    ]
    column.addWidget(parts.door_part(card.record, view.desk.clock.today(), links))
    parts_in_order = [_people(view, card), _labels(view, card)]
    if any(override.judgement is Judgement.CLAIM for override in card.overrides):
        parts_in_order.reverse()  # what waits to be settled is seen without scrolling
    for part in parts_in_order:
        column.addWidget(part)
    if card.history:
        column.addWidget(_history(card))
    if not card.record.members:
        column.addWidget(button("删除这一户", view.remove_door, kind="link", tip="门牌录错时用"))
    column.addStretch(1)
    return inside


def _people(view: HouseholdCardView, card: HouseholdCard) -> Card:
    here = present_members(card.record, view.desk)
    part = Card(f"居民 {len(here)} 人")
    if any(member.resident.id_number or member.resident.phone for member in here):
        text, tip = ("遮住号码", "现在就遮住") if view.revealed else ("显示号码", "显示 30 秒后自动遮住")
        part.add_beside(button(text, view.toggle_numbers, kind="link", tip=f"{tip}(Ctrl+D)"))
    part.add_beside(button("添加居民", view.add_person, kind="link", tip="添加居民(Insert)"))
    if here and not any(member.residency.relation == HEAD for member in here):
        missing = Banner("amber")
        part.add(missing)  # first: what is shown without a parent becomes a window
        missing.say("这一户没有户主。请选一位,按“编辑”把与户主关系改为户主。")
        missing.close_button.hide()
    if not here:
        use = parts.present_use(card.record, view.desk.clock.today())
        vacant = use is not None and use.kind is Occupancy.VACANT
        hint = "有人住进来时,请先按“居住状态”改为自住、出租或借住,再添加居民。"
        part.add(words(hint if vacant else NOBODY, "muted", wrap=True))
    for member in here:
        part.add(_person(view, member))
    for member in card.record.members:
        if member not in here:
            stay = parts.span_words(member.residency.since, member.residency.until)
            part.add(words(f"已迁出:{member.resident.name}({stay})", "muted", wrap=True))
    return part


def _person(view: HouseholdCardView, member: Member) -> QWidget:
    name = member.resident.name
    links: list[parts.Link] = [
        ("编辑", f"修改{name}的登记", lambda: view.edit_person(member)),
        ("迁出", f"{name}搬走了", lambda: view.move_out(member)),
    ]
    return parts.person_part(member, view.desk.clock.today(), revealed=view.revealed, links=links)


def _labels(view: HouseholdCardView, card: HouseholdCard) -> Card:
    today = view.desk.clock.today()
    part = Card("标签")
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
    for found in shown:
        part.add(parts.label_part(found.label, found.evidence, parts.interval_words(found, today)))
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
    return [("取消认定", "改由系统判断", lambda: view.drop(override))]


def _history(card: HouseholdCard) -> Card:
    part = Card("变更记录")
    for entry in card.history[:_SHOWN_CHANGES]:
        part.add(parts.history_part(entry))
    if len(card.history) > _SHOWN_CHANGES:
        part.add(words(f"更早还有 {len(card.history) - _SHOWN_CHANGES} 次变更。", "muted"))
    return part

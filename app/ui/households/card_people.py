"""The people of a card: who lives there, who is to come, and, folded, who lived there before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.households import Member, Occupancy, Residency
from app.models.views import HouseholdCard
from app.rules.ages import age_on
from app.rules.masking import mask_certificate, mask_id_number, mask_phone
from app.rules.stays import HEAD, Dwelling, dwellings, living_on, use_on
from app.ui.households.card_parts import Link, link_button, span_words
from app.ui.widgets.card import Banner, Card
from app.ui.widgets.plain import button, words

if TYPE_CHECKING:
    from app.ui.households.card import HouseholdCardView

NOBODY = "没有登记居民。按 Insert 添加;确实无人居住,请把居住状态改为空置。"
VACANT = "有人住进来时,按 Insert 添加居民,同时选好以后的居住状态。"
_BEFORE = "before"


def people_part(view: HouseholdCardView, card: HouseholdCard) -> Card:
    today, record = view.desk.clock.today(), card.record
    here = living_on(record, today)
    everyone = dwellings(record.members)
    part = Card(f"居民 {len(here)} 人")
    if any(member.resident.id_number or member.resident.phone for member in here):
        text, tip = ("遮住号码", "现在就遮住") if view.revealed else ("显示号码", "显示 30 秒后自动遮住")
        part.add_beside(button(text, view.toggle_numbers, kind="link", tip=f"{tip}(Ctrl+D)"))
    part.add_beside(button("添加居民", view.add_person, kind="link", tip="添加居民(Insert)"))
    if here and here[0].residency.relation != HEAD:
        missing = Banner("amber")
        part.add(missing)  # first: what is shown without a parent becomes a window
        missing.say("这一户没有户主。请按“办理”(F6)选“更换户主”。")
        missing.close_button.hide()
    if not here:
        use = use_on(record, today)
        vacant = use is not None and use.kind is Occupancy.VACANT
        part.add(words(VACANT if vacant else NOBODY, "muted", wrap=True))
    for member in here:
        dwelling = next(one for one in everyone if member.residency in one.stays)
        part.add(_person(view, member, dwelling, today))
    shown = {member.residency.id for member in here}
    others = [one for one in everyone if not any(stay.id in shown for stay in one.stays)]
    for dwelling in others:
        if dwelling.since is not None and dwelling.since > today:
            part.add(_line(view, dwelling, f"{dwelling.resident.name}:{chinese_date(dwelling.since)}迁入", "amber"))
    _add_before(view, part, [one for one in others if one.until is not None and one.until < today])
    return part


def _add_before(view: HouseholdCardView, part: Card, past: list[Dwelling]) -> None:
    """Who lived here before, folded; the last to leave first."""
    if not past:
        return
    open_ = _BEFORE in view.unfolded
    text = "收起以前住过的人" if open_ else f"以前住过 {len(past)} 人"
    part.add_action(button(text, lambda: view.fold(_BEFORE), kind="link", tip="迁出和去世的人,记录都留着"))
    if not open_:
        return
    for one in sorted(past, key=lambda one: one.until or date.max, reverse=True):
        part.add(_line(view, one, gone_words(one), "muted"))


def gone_words(one: Dwelling) -> str:
    """已迁出:张三(户主,自2015年3月1日起,到2026年11月20日止,迁往深圳)."""
    last = one.stays[-1]
    died = one.resident.died is not None and one.resident.died == last.until
    note = last.note.split(";")[-1] if last.note.startswith("两处居住") else last.note
    told = ",".join(part for part in (last.relation, span_words(one.since, one.until), note) if part)
    return f"{'已去世' if died else '已迁出'}:{one.resident.name}({told})"


def _person(view: HouseholdCardView, member: Member, dwelling: Dwelling, today: date) -> QFrame:
    """One person: name and relation, age and sex, numbers masked unless revealed, since when, and how before."""
    person = member.resident
    frame = QFrame()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(2)
    links: list[Link] = [
        ("编辑", f"修改{person.name}的登记", lambda: view.edit_person(member)),
        ("迁出", f"{person.name}搬走了(F6 再按 3)", lambda: view.move_out(member)),
        ("去世", f"{person.name}去世了(F6 再按 4)", lambda: view.record_death(member)),
    ]
    column.addLayout(_name_line(person.name, member.residency.relation, links))
    first = [person.sex]
    if person.birth is not None:
        first.append(f"{age_on(person.birth, today)}岁({chinese_date(person.birth)}生)")
    column.addWidget(words("  ".join(part for part in first if part), wrap=True))
    number = person.id_number if view.revealed else mask_id_number(person.id_number)
    phone = person.phone if view.revealed else mask_phone(person.phone)
    if number:
        column.addWidget(words(f"身份证号 {number}"))
    if phone:
        column.addWidget(words(f"联系电话 {phone}"))
    kind = {True: "单位人", False: "社会人", None: ""}[person.unit_person]
    disability = person.disability if view.revealed else mask_certificate(person.disability)
    facts = [person.politics, person.ethnic, kind, person.aid, f"残疾:{disability}" if disability else "", person.note]
    told = "  ".join(part for part in facts if part)
    if told:
        column.addWidget(words(told, "muted", wrap=True))
    column.addWidget(_line(view, dwelling, stay_words(dwelling, member.residency), "muted"))
    return frame


def stay_words(dwelling: Dwelling, now: Residency) -> str:
    """自2015年3月1日起,2026年11月21日起为户主(此前为配偶); what is to come too."""
    told = [span_words(dwelling.since, dwelling.until) or "迁入日期没有登记"]
    place = dwelling.stays.index(now)
    if place and now.since is not None:
        before = dwelling.stays[place - 1].relation or "未登记关系"
        told.append(f"{chinese_date(now.since)}起为{now.relation or '未登记关系'}(此前为{before})")
    if place + 1 < len(dwelling.stays):
        later = dwelling.stays[place + 1]
        if later.since is not None:
            told.append(f"{chinese_date(later.since)}起为{later.relation or '未登记关系'}")
    if now.note:
        told.append(now.note)
    return ",".join(told)


def _line(view: HouseholdCardView, dwelling: Dwelling, text: str, tone: str) -> QWidget:
    """Words about a dwelling, with the way to put its days right."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(words(text, tone, wrap=True), 1)
    tip = f"更正{dwelling.resident.name}迁入、迁出的日期"
    row.addWidget(link_button(("更正日期", tip, lambda: view.correct_stay(dwelling))))
    return holder


def _name_line(name: str, relation: str, links: list[Link]) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(8)
    title = words(name)
    title.setObjectName("card_title")
    head.addWidget(title)
    head.addWidget(words(relation, "muted"))
    head.addStretch(1)
    for link in links:
        head.addWidget(link_button(link))
    return head

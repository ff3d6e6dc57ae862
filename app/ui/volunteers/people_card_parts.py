"""Pieces of a volunteer's card: facts in pairs, 双报到 in a sentence, a line with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.volunteers import Dual, VolunteerCard
from app.ui.volunteers.people_columns import day_words
from app.ui.widgets.plain import button, words


def fact_pairs(card: VolunteerCard) -> list[tuple[str, str | QWidget]]:
    """Title and words; what is not known is ''."""
    line, one = card.line, card.volunteer
    told = f"{line.door or '住处未登记'}(住户登记)" if line.resident_id is not None else ""
    return [
        ("小分队", line.team or "还没编队"),
        ("队长", "、".join(card.leads)),
        ("岗位", line.post),
        ("技能特长", "、".join(line.skills)),
        ("政治面貌", line.politics),
        ("性别年龄", "、".join(filter(None, (line.sex, "" if line.age is None else f"{line.age} 岁")))),
        ("电话", line.phone),
        ("身份证号", one.id_number),
        ("住处", told),
        ("工作单位", line.unit),
        ("每周最多", f"{line.weekly_limit} 次" if line.weekly_limit else ""),
        ("入队", day_words(line.joined_on)),
        ("离队", ",".join(filter(None, (day_words(line.left_on), one.left_why)))),
        ("结伴", "、".join(friend.name for friend in card.together)),
        ("备注", one.note),
    ]


def dual_words(dual: Dual, state: str) -> str:
    """未反馈:银嘉科技有限公司;报到 2026年2月1日;认领 文明劝导 2026年3月5日."""
    return f"{state}:{dual.unit}" + "".join(
        f";{word}{' ' + chinese_date(day) if day else ''}"
        for word, day in (
            ("报到", dual.registered_on),
            (f"认领 {dual.claimed_post}" if dual.claimed_post else "", dual.claimed_on),
            (f"反馈 {dual.report}".strip() if dual.reported_on else "", dual.reported_on),
        )
        if word and (day or word != "报到")
    )


def told_line(said: str, change: Callable[[], None], drop: Callable[[], None]) -> QWidget:
    """Words with 改 and 删 behind them."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(words(said, wrap=True), 1)
    row.addWidget(button("改", change, kind="link", tip="改这一条"))
    row.addWidget(button("删", drop, kind="link", tip="记错时用;可以撤销"))
    return holder

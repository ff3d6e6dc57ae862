"""The pieces of a household's card: each takes frozen facts and makes widgets; none of them changes anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.changes import HistoryEntry
from app.models.colours import LABELS, Judgement, Label, LabelInterval, Override
from app.models.households import HouseholdRecord, OccupancySpan
from app.rules.elevation.paints import make_look
from app.rules.legend import load_legend
from app.rules.masking import mask_certificate, mask_id_number, mask_phone
from app.rules.stays import use_on
from app.ui.colours.hand import paint_swatch
from app.ui.theme import look
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

Link = tuple[str, str, Callable[[], object]]  # words, tip, what it does


class Swatch(QWidget):
    """One label's colour, mark and hatch."""

    def __init__(self, label: Label, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(label.value)

    def sizeHint(self) -> QSize:
        return QSize(look().px(24), look().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paints = make_look(load_legend(), dark=look().dark)
        box = (0, 0, self.width(), self.height())
        paint_swatch(painter, paints, LABELS.index(self.label), box, look().scale)


def door_part(record: HouseholdRecord, today: date, links: Sequence[Link]) -> Card:
    """Grid, use, owner, sold, note."""
    card = Card("房屋")
    for link in links:
        card.add_beside(link_button(link))
    household = record.household
    use = use_on(record, today)
    sold = {True: "已售", False: "未售", None: ""}[household.sold]
    lines = [
        ("网格", household.grid or "未划入网格"),
        ("居住状态", use_words(use)),
        ("产权人", household.owner),
        ("是否已售", sold),
        ("备注", household.note),
    ]
    card.body.addLayout(_pairs(lines))
    return card


def label_part(label: Label, evidence: str, when: str) -> QWidget:
    """A label of this door, why, and since when."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Swatch(label), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(words(label.value))
    told = ",".join(part for part in (evidence, when) if part)
    column.addWidget(words(told, "muted", wrap=True))
    row.addLayout(column, 1)
    return holder


def override_part(override: Override, links: Sequence[Link]) -> QWidget:
    """A person's judgement, or a ledger's claim that waits for one."""
    claim = override.judgement is Judgement.CLAIM
    said = {Judgement.ADD: "人工认定:是", Judgement.REMOVE: "人工认定:不是", Judgement.CLAIM: "台账标注,待核实:"}
    holder = QFrame()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(words(f"{said[override.judgement]}{override.label.value}", "amber" if claim else ""))
    head.addStretch(1)
    for link in links:
        head.addWidget(link_button(link))
    column.addLayout(head)
    span = "" if claim else span_words(override.since, override.until)
    told = ",".join(part for part in (override.reason, span) if part)
    column.addWidget(words(told, "muted", wrap=True))
    return holder


def history_part(entry: HistoryEntry, take_back: Callable[[], object]) -> QWidget:
    """One change, in words, and the way to take back just this one; numbers in it stay masked."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(8)
    undone = entry.undone_by is not None
    head.addWidget(words(f"{chinese_date(entry.at.date())} {entry.at:%H:%M}", "muted"), 1)
    if undone:
        head.addWidget(words("已撤销", "muted"))
    if not entry.final:
        tip = "恢复这次变更" if undone else "只撤销这一次,后来的变更不动"
        head.addWidget(link_button(("恢复" if undone else "撤销", tip, take_back)))
    column.addLayout(head)
    column.addWidget(words(entry.title, "muted" if undone else "", wrap=True))
    for title, old, new in entry.fields:
        before, after = masked(title, old), masked(title, new)
        column.addWidget(words(f"{title}:{before or '空'} → {after or '空'}", "muted", wrap=True))
    return holder


def masked(title: str, value: str) -> str:
    """A value as it may be shown in a list of changes."""
    if title == "身份证号":
        return mask_id_number(value)
    if title == "联系电话":
        return mask_phone(value)
    if title in ("残疾", "残疾情况"):
        return mask_certificate(value)
    return chinese_day(value)


def chinese_day(value: str) -> str:
    """2026-10-31 as 2026年10月31日; other texts stay."""
    try:
        return chinese_date(date.fromisoformat(value)) if len(value) == 10 else value
    except ValueError:
        return value


def interval_words(found: LabelInterval, today: date) -> str:
    if found.since is not None and found.since > today:
        return f"{chinese_date(found.since)}起会有"
    return span_words(found.since, found.until)


def span_words(since: date | None, until: date | None) -> str:
    """自 2020年1月1日起, 到 2026年9月30日止, or nothing when nothing is known."""
    begun = f"自{chinese_date(since)}起" if since else ""
    ended = f"到{chinese_date(until)}止" if until else ""
    return f"{begun}{',' if begun and ended else ''}{ended}"


def use_words(span: OccupancySpan | None) -> str:
    if span is None:
        return "未登记"
    told = ",".join(part for part in (span_words(span.since, span.until), span.note) if part)
    return f"{span.kind.value}({told})" if told else span.kind.value


def link_button(link: Link) -> QWidget:
    text, tip, clicked = link
    return button(text, clicked, kind="link", tip=tip)


def _pairs(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (title, text) in enumerate((title, text) for title, text in lines if text):
        grid.addWidget(words(title, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(text, wrap=True), row, 1)
    return grid

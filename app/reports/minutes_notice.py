"""会议通知 and 签到表: what goes out before a meeting, and what lies on the table at the door."""

from __future__ import annotations

from datetime import date

from app.base.clock import chinese_date
from app.models.minutes import MinutesFacts, PersonFact
from app.reports.blocks import Align, Block, Pair, Paragraph, SignatureBlock, Spacer, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.minutes_blocks import when
from app.reports.paper import DocumentInfo

_WEEKDAYS = "一二三四五六日"
_BLANK_ROWS = 6  # for guests, and for whoever nobody expected
_SHEET = (TableColumn("序号", 0.7), TableColumn("姓名", 1.5), TableColumn("职务", 1.4), TableColumn("签到", 2.0))


def notice_pdf(facts: MinutesFacts, today: date, *, fonts: FontSet | None = None) -> bytes:
    """The notice with place, time and agenda. Raises UserFault for a character no font has."""
    info = DocumentInfo(title=f"关于召开{facts.kind}的通知", author=facts.organisation, made_on=today)
    return document_pdf(notice_blocks(facts, today), info, fonts=fonts)


def notice_blocks(facts: MinutesFacts, today: date) -> list[Block]:
    """What is not settled yet is left blank."""
    body = facts.body if facts.body != facts.organisation else ""
    lines = [
        f"时间：{chinese_date(facts.held_on)}（星期{_WEEKDAYS[facts.held_on.weekday()]}）{facts.starts}",
        f"地点：{facts.place}",
        f"主持人：{facts.chair}",
    ]
    if facts.topic:
        lines.insert(0, f"主题：{facts.topic}")
    agenda: list[Block] = [
        Paragraph(f"{place}．{item.title}{f'（{item.reporter}）' if item.reporter else ''}")
        for place, item in enumerate(facts.items, start=1)
    ]
    return [
        Title(f"关于召开{body}{facts.kind}的通知"),
        Paragraph(_called(facts), indent=0),
        Paragraph(f"经研究，定于{chinese_date(facts.held_on)}召开{body}{facts.kind}。现将有关事项通知如下："),
        *(Paragraph(line) for line in lines),
        Paragraph("议题："),
        *(agenda or [Spacer()]),
        Paragraph("请安排好工作，准时参加；因故不能参加的，请提前向主持人请假并说明原因。"),
        Spacer(),
        SignatureBlock((), facts.organisation, chinese_date(today), seal=""),
    ]


def sign_in_pdf(facts: MinutesFacts, today: date, *, fonts: FontSet | None = None) -> bytes:
    """The sheet to be signed at the door: everyone who should come, and room for others."""
    info = DocumentInfo(title=f"{facts.kind}签到表", author=facts.organisation, made_on=today)
    return document_pdf(sign_in_blocks(facts), info, fonts=fonts)


def sign_in_blocks(facts: MinutesFacts) -> list[Block]:
    people = [*facts.people, *facts.guests]
    rows = [_row(place, one) for place, one in enumerate(people, start=1)]
    rows += [(str(place), "", "", "\n") for place in range(len(rows) + 1, len(rows) + _BLANK_ROWS + 1)]
    half = (len(rows) + 1) // 2
    right = [*rows[half:], ("", "", "", "")][:half]
    pairs = tuple((*first, *second) for first, second in zip(rows[:half], right, strict=True))
    columns = tuple(TableColumn(column.title, column.share, Align.CENTER) for column in (*_SHEET, *_SHEET))
    return [
        Title(f"{facts.organisation}\n{facts.title}签到表"),
        Pair(f"时间：{when(facts)}", f"地点：{facts.place}"),
        Table(columns, pairs),
    ]


def _row(place: int, one: PersonFact) -> tuple[str, str, str, str]:
    """Two lines high, so that there is room to sign."""
    return str(place), one.name, one.post, "\n"


def _called(facts: MinutesFacts) -> str:
    if facts.kind == "支部委员会会议":
        return "各位委员："
    return "各位党员：" if facts.people else "各有关单位、各位代表："

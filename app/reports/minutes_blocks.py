"""会议记录 as blocks: the same for paper, for Word, and for the year's book. A blank prints as a blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.base.clock import chinese_date
from app.models.meetings import Came, State
from app.models.minutes import AbsentFact, ActionFact, ItemFact, MinutesFacts, PersonFact
from app.reports.blocks import (
    Align,
    Block,
    Heading,
    Paragraph,
    SignatureBlock,
    Spacer,
    Table,
    TableColumn,
    Title,
    chinese_number,
    numbered,
)

_FULL = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})
_PEOPLE = (TableColumn("姓名", 1.5), TableColumn("职务", 1.5), TableColumn("出席情况", 1.6))
_ACTIONS = (
    TableColumn("议定事项", 4.2, Align.LEFT),
    TableColumn("责任人", 1.4),
    TableColumn("完成期限", 1.9),
    TableColumn("办理情况", 2.5, Align.LEFT),
)


def minutes_blocks(facts: MinutesFacts) -> list[Block]:
    """One meeting's minutes from title to signatures."""
    parts: list[tuple[str, list[Block]]] = [("议题及讨论情况", _items(facts))]
    if facts.speeches:
        parts.append(("发言", _speeches(facts.speeches)))
    if facts.words:
        parts.append(("会议情况", [Paragraph(facts.words)]))
    parts.append(("决议及表决", _resolutions(facts)))
    if facts.actions:
        parts.append(("本次会议议定事项", [_actions(facts.actions)]))
    if facts.carried:
        parts.append(("以前会议议定事项办理情况", [_actions(facts.carried)]))
    if facts.corrections:
        parts.append(("更正", _corrections(facts)))
    headings = numbered([title for title, _ in parts])
    body: list[Block] = []
    for heading, (_, blocks) in zip(headings, parts, strict=True):
        body += [heading, *blocks]
    return [*_head(facts), *body, *_foot(facts)]


def official(text: str) -> str:
    """Our own sentences with the full-width marks of official papers; never what somebody typed."""
    return text.translate(_FULL)


def when(facts: MinutesFacts) -> str:
    """2026年11月3日　15:00至16:20."""
    hours = f"{facts.starts}至{facts.ends}" if facts.starts and facts.ends else facts.starts
    return f"{chinese_date(facts.held_on)}　{hours}".rstrip("　")


def _head(facts: MinutesFacts) -> list[Block]:
    lines = [
        f"时间：{when(facts)}",
        f"地点：{facts.place}",
        f"主持人：{facts.chair}　　记录人：{facts.recorder}",
        *_numbers(facts),
    ]
    if facts.topic:
        lines.insert(0, f"主题：{facts.topic}")
    if facts.made_up_for:
        lines.insert(0, f"补开时段：{facts.made_up_for}")
    first, *others = _away(facts)
    after = [f"没有登记是否出席：{'、'.join(facts.unrecorded)}"] if facts.unrecorded else []
    if facts.guests:
        after.append(f"列席：{'、'.join(_guest(guest) for guest in facts.guests)}")
    table = [_people(facts.people)] if facts.people else []
    return [
        Title(f"{facts.organisation}\n{facts.title}记录"),
        *(Paragraph(line, indent=0) for line in (*lines, f"缺席：{first}")),
        *(Paragraph(one, indent=3) for one in others),
        *(Paragraph(line, indent=0) for line in after),
        *table,
    ]


def _numbers(facts: MinutesFacts) -> list[str]:
    """应到：37人　　实到：34人; 有表决权：应到34人，实到31人 in a line of its own where it is not the same."""
    lines = [f"应到：{_count(facts.should)}人　　实到：{_count(facts.came)}人"]
    if facts.voters is not None and facts.voters != facts.should:
        came = f"，实到{facts.voters_came}人" if facts.voters_came is not None else ""
        lines.append(f"有表决权：应到{facts.voters}人{came}")
    return lines


def _count(number: int | None) -> str:
    return "　　" if number is None else str(number)


def _away(facts: MinutesFacts) -> list[str]:
    """Absentees one by one with their reasons; 无 only where everybody is known to have come."""
    if facts.absent:
        return [_absent(one) for one in facts.absent]
    return ["无" if facts.should is not None and facts.should == facts.came else ""]


def _absent(one: AbsentFact) -> str:
    return f"{one.name}（{one.state}：{one.reason}）" if one.reason else f"{one.name}（{one.state}）"


def _guest(guest: PersonFact) -> str:
    return f"{guest.name}（{guest.post}）" if guest.post else guest.name


def _people(people: Sequence[PersonFact]) -> Table:
    """Names in two columns, read down the left one first."""
    rows = [(one.name, one.post, "" if one.came == Came.UNKNOWN else one.came) for one in people]
    half = (len(rows) + 1) // 2
    right = [*rows[half:], ("", "", "")][:half]
    pairs = tuple((*first, *second) for first, second in zip(rows[:half], right, strict=True))
    return Table((*_PEOPLE, *_PEOPLE), pairs, caption="出席情况")


def _items(facts: MinutesFacts) -> list[Block]:
    if not facts.items:
        return [Spacer()]
    return [block for place, item in enumerate(facts.items, start=1) for block in _item(item, place)]


def _item(item: ItemFact, place: int) -> list[Block]:
    found: list[Block] = [Heading(2, f"（{chinese_number(place)}）{item.title}")]
    if item.reporter:
        found.append(Paragraph(f"汇报人：{item.reporter}"))
    if item.words:
        found.append(Paragraph(item.words))
    return [*found, *_speeches(item.speeches)]


def _speeches(speeches: Iterable[tuple[str, str, bool]]) -> list[Block]:
    return [Paragraph(f"{speaker}{'（不同意见）' if dissent else ''}：{gist}") for speaker, gist, dissent in speeches]


def _resolutions(facts: MinutesFacts) -> list[Block]:
    if not facts.resolutions:
        return [Spacer()]
    found: list[Block] = []
    for place, one in enumerate(facts.resolutions, start=1):
        number = f"{place}．" if len(facts.resolutions) > 1 else ""
        found.append(Paragraph(f"{number}{one.words}"))
        if one.sentence:
            found.append(Paragraph(f"表决：{official(one.sentence)}（依据：{official(one.source)}）"))
    return found


def _actions(actions: Sequence[ActionFact]) -> Table:
    return Table(_ACTIONS, tuple(_action(one) for one in actions))


def _action(one: ActionFact) -> tuple[str, str, str, str]:
    words = f"{one.words}\n（{official(one.origin)}）" if one.origin else one.words
    said = one.said
    if one.closed_on is not None:
        said = f"{said}\n{chinese_date(one.closed_on)}办结".strip()
    return words, one.owner, chinese_date(one.due_on) if one.due_on else "", said


def _corrections(facts: MinutesFacts) -> list[Block]:
    return [
        Paragraph(f"{chinese_date(day)}{f'（{who}）' if who else ''}：{words}") for day, who, words in facts.corrections
    ]


def _foot(facts: MinutesFacts) -> list[Block]:
    attached: list[Block] = [Spacer(), Paragraph(f"附件：{'；'.join(facts.attachments)}")] if facts.attachments else []
    signed = chinese_date(facts.signed_on) if facts.signed_on else ""
    draft = () if facts.state == State.SIGNED else (f"本记录为{facts.state}，尚未签字定稿",)
    fields = (("主持人（签字）", ""), ("记录人（签字）", ""), ("签字日期", signed))
    return [*attached, SignatureBlock(fields, "", "", seal="", notes=draft, air=1)]

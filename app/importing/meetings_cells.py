"""Reading the cells of a ledger of meetings: who was absent and why, what was on the agenda, how the vote went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from app.models.meeting_import import StagedPerson, StagedVote
from app.models.meetings import Came
from app.rules.meeting_kinds import kind_of
from app.rules.terms import half_width, narrow, says_nothing

_COMMA = re.compile(r"[、,/\s]+")
_PERSON = re.compile(r"(?P<names>[^(:)]{2,60}?)\s*\((?P<inside>[^)]*)\)\s*(?P<after>.*)", re.DOTALL)
_REASON = (
    r"因|请假|请事假|请病假|病假|事假|公假|产假|年假|出差|住院|生病|外出|公出|在外|探亲|值班|学习|开会|培训|无故|未到|缺席|未请假|"
    r"旷会|年老|体弱|行动不便|有事|未说明"
)
_BARE = re.compile(rf"(?P<name>.{{2,12}}?):?(?P<reason>(?:{_REASON}).*)")
_UNSAID = frozenset(("未说明", "不详", "原因不详", "未说明原因", "原因未说明", "未知", "不明", "缺席", "未到", ""))
_WITHOUT_NONE = frozenset(
    ("无", "全勤", "全到", "无缺席", "全部到会", "无人缺席", "全员到会", "齐", "0", "0人", "没有", "全部参加", "无请假")
)
_NUMBERED = re.compile(
    r"[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]\s*|(?:^|[;；。\n\s])(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．:：](?!\d)\s*"
)
_COUNT = re.compile(r"(\d+)\s*(?:人|名|个|位|票)?")
_VOTES = {"in_favour": "赞成|同意|赞同", "against": "反对|不同意", "abstained": "弃权"}
_VOTERS = re.compile(r"有表决权(?:的)?(?:正式)?(?:党员|人数|应到)*[:为]?(\d+)")
_VOTERS_CAME = re.compile(r"实到(?:会)?(?:有表决权)?(?:的)?(?:正式)?(?:党员|人数)*[:为]?(\d+)")
_GROUP = re.compile(
    r"(?P<head>第?[一二三四五六七八九十\d]{1,3}党?小?组)|\((?P<inside>[^)]*组)\)|^(?P<own>[^\d(]{1,10}党小组)"
)
_AND = re.compile(r"暨|及|和|、|\+|\s+")
_WITHOUT_LEAVE = ("无故", "旷", "未请假", "没请假", "不明", "联系不上", "失联")
_NONE = frozenset(
    ("无", "全勤", "全到", "无缺席", "全部到会", "无人缺席", "全员到会", "齐", "0", "0人", "没有", "全部参加", "无请假")
)
GROUP_MEETING = "党小组会"
_DIGITS = "零一二三四五六七八九十"


def people_in(text: str) -> tuple[StagedPerson, ...]:
    """'高雷(请假:住院)；徐凯(未说明)' -> both with state and reason. () where it says that nobody was absent.

    A reason makes it an excuse (请假), unless it says that there was none; without a reason they were absent.
    """
    if narrow(text) in _NONE or says_nothing(text):
        return ()
    plain = _joined(half_width(text.replace("。", ";")))
    found = [person for chunk in _chunks(plain) for person in _people(chunk)]
    return tuple(dict.fromkeys(person for person in found if 1 < len(person.name) <= 30))


def names_in(text: str) -> tuple[str, ...]:
    """'张三、李四,王五' -> the names, without what stands in brackets and numbers before them."""
    words = re.sub(r"\([^)]*\)", "", _joined(half_width(text)))
    parts = [re.sub(r"^\d+[.、\s]*", "", part).strip() for part in re.split(r"[、,;/\s]+", words)]
    return tuple(dict.fromkeys(part for part in parts if 1 < len(part) <= 30 and not part.isdecimal()))


def items_in(text: str) -> tuple[str, ...]:
    """'1.学习文件;2.研究楼道清理' -> two; without numbers a line each."""
    parts = [part for part in _NUMBERED.split(text) if part.strip()] if _NUMBERED.search(text) else text.splitlines()
    found = [part.strip().strip(";；。").strip() for part in parts]
    return tuple(part for part in found if part)


def count_in(text: str) -> int | None:
    """37, '37人'; None for what is no number."""
    match = _COUNT.fullmatch(narrow(text))
    return int(match[1]) if match else None


def both_in(text: str) -> tuple[int | None, int | None]:
    """(37, 35) out of '应到37人,实到35人' or '37/35'; None where a number is not said."""
    word = narrow(text)
    named = [re.search(rf"{name}(?:\D{{0,4}})(\d+)", word) for name in ("应到", "实到")]
    if any(named):
        should, came = (int(match[1]) if match else None for match in named)
        return should, came
    pair = re.fullmatch(r"(\d+)人?[/、,](\d+)人?", word)
    return (int(pair[1]), int(pair[2])) if pair else (None, None)


def vote_in(text: str) -> tuple[StagedVote | None, int | None, int | None]:
    """(votes, with a vote, of those present) out of '应到有表决权34人,实到31人,赞成30票,反对0票,弃权1票'.

    None where no number is said: '一致通过' is no count.
    """
    word = narrow(text)
    numbers = _named_first(word) or _counted_first(word)
    vote = StagedVote(**numbers) if numbers else None
    return vote, _number(_VOTERS, word), _number(_VOTERS_CAME, word) if "有表决权" in word else None


def kind_and_group(text: str) -> tuple[str, str]:
    """('党小组会', '第一党小组') out of '第一党小组会'; a kind that no table knows stays as it was written."""
    word = re.split(r"暨|\+", half_width(text))[0].strip()
    known = kind_of(word)
    if known:
        return known, ""
    match = _GROUP.search(word)
    bare = re.sub(r"\([^)]*\)", "", word)
    group = ""
    if match:
        group = group_name(match["inside"] or match["own"] or match["head"])
        bare = bare.replace(match["own"] or match["head"] or "\0", "党小组", 1).replace("党小组党小组", "党小组")
    for part in (bare, *_AND.split(bare)):
        for candidate in _cut(part):
            known = kind_of(candidate)
            if known:
                return known, group if known == GROUP_MEETING and "支部" not in group else ""
    return " ".join(word.split()), ""


def kinds_in(text: str) -> tuple[str, ...]:
    """Every kind that '党员大会暨党课' names."""
    found = (kind_and_group(part)[0] for part in re.split("暨|\\+", half_width(text)) if part.strip())
    return tuple(dict.fromkeys(found))


def group_name(text: str) -> str:
    """第一党小组, from 一组, 1组, 第1党小组, 第一小组; a name of its own stays."""
    word = narrow(text)
    match = re.fullmatch(r"第?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?:党?小?组)?", word)
    if not match:
        return word
    number = match["number"]
    if number.isdecimal():
        value = int(number)
        tens, ones = divmod(value, 10)
        number = (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones else "")
    return f"第{number}党小组"


def _cut(word: str) -> Iterator[str]:
    """A title whole, then without year and ordinal, then ever shorter ends of it: '2026年第3次支委会' -> '支委会'."""
    yield word
    plain = re.sub(r"^\d{4}年(?:度)?|第?[\d一二三四五六七八九十]+(?:次|届|季度|月份?|期)", "", word)
    if "暨" not in plain:
        yield from (plain[start:] for start in range(len(plain)))
        yield from (plain[:end] for end in range(len(plain) - 1, 1, -1))


def _joined(text: str) -> str:
    """王 洋, a name of two characters spread over the width of three, is 王洋."""
    return re.sub(r"(?<![一-龥])([一-龥]) +([一-龥])(?![一-龥])", r"\1\2", text)


def _chunks(text: str) -> list[str]:
    """Cut at ; and line ends, but not inside brackets."""
    guarded = re.sub(r"\([^)]*\)", lambda match: match[0].replace(";", ","), text)
    return [chunk.strip() for chunk in re.split(r"[;\n]+", guarded) if chunk.strip()]


def _people(chunk: str) -> Iterator[StagedPerson]:
    chunk = chunk.strip(" ,、")
    head = re.match(r"(?P<said>缺席|请假|未到|无故缺席)(?:人员)?:\s*", chunk)
    if head:
        rest = _people(chunk[head.end() :])
        yield from (_as_said(person, head["said"]) for person in rest)
        return
    match = _PERSON.match(chunk)
    if match:
        *others, last = _COMMA.split(match["names"])
        yield from _bare(others)
        yield from _named([last], match["inside"])
        yield from _people(match["after"]) if match["after"].strip() else ()
    elif chunk and not _COUNT.fullmatch(narrow(chunk)):
        yield from _bare(_COMMA.split(chunk))


def _as_said(person: StagedPerson, said: str) -> StagedPerson:
    """请假:张三、李四 says of both what they themselves have no word for."""
    return replace(person, state=Came.EXCUSED) if said == "请假" and not person.reason else person


def _bare(parts: list[str]) -> Iterator[StagedPerson]:
    """Names without brackets: '张三、李四请假, 王五出差'. Names before a reason share it."""
    waiting: list[str] = []
    for part in filter(None, parts):
        match = _BARE.fullmatch(part)
        if match:
            yield from _named([*waiting, match["name"]], match["reason"])
            waiting = []
        elif re.match(_REASON, part):
            yield from _named(waiting, part)
            waiting = []
        else:
            waiting.append(part)
    yield from _named(waiting, "")


def _named(names: list[str], said: str) -> Iterator[StagedPerson]:
    state, reason = _state(said.strip(" ,;"))
    for name in names:
        word = re.sub(r"^\d+\.?|等?\d*人?$", "", name.strip(" :"))
        if word:
            yield StagedPerson(word, state, reason)


def _state(said: str) -> tuple[Came, str]:
    if narrow(said) in _UNSAID:
        return Came.ABSENT, ""
    if any(word in said for word in _WITHOUT_LEAVE):
        return Came.ABSENT, said
    rest = re.sub(r"^已?请假[:,\s]*|^请(?=[事病公产年])|请假$", "", said)
    return Came.EXCUSED, rest.strip(" ,;.")


def _named_first(word: str) -> dict[str, int]:
    """赞成30票, 反对:0."""
    return _counts(word, r"(?<!不)(?:{})(?:票数?|人数?)?[:为]?(\d+)")


def _counted_first(word: str) -> dict[str, int]:
    """30票赞成, 1人反对."""
    return _counts(word, r"(\d+)(?:人|票|名)?(?:表示)?(?:{})")


def _counts(word: str, pattern: str) -> dict[str, int]:
    found = {name: re.search(pattern.format(words), word) for name, words in _VOTES.items()}
    return {name: int(match[1]) for name, match in found.items() if match}


def _number(pattern: re.Pattern[str], word: str) -> int | None:
    match = pattern.search(word)
    return int(match[1]) if match else None

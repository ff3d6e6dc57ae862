"""What is missing or odd in a month, told from its facts and from what its records lack. Thresholds are data:
resources/rules/month_checks.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.models.figures import Figure, Ids, MonthlyFacts
from app.models.month_desk import Level, MonthCheck

TABLE = "month_checks"


@dataclass(frozen=True)
class CheckRule:
    """One row: how grave, from how many on, and for numbers that jumped from how many percent on."""

    key: str
    level: Level
    percent: int
    least: int


@dataclass(frozen=True)
class _Sought:
    """A check that counts records: the row of the table, what `store.month_checks` calls it, and its words."""

    key: str
    found: str
    of: str
    words: str
    hint: str


_RECORDS = (
    _Sought(
        "计划会议未落实", "planned", "meetings", "{}次计划的会议日子已过,没有记录", "开过的补记,没开的改期或取消。"
    ),
    _Sought("会议记录未签字", "unsigned", "meetings", "{}次会议的记录还没有签字", "核对后请主持人和记录人签字。"),
    _Sought("住户未划网格", "no_grid", "households", "{}户没有划入网格", "划入网格,分网格的数字才完整。"),
    _Sought("台账标签待核对", "claims", "households", "{}户台账里写的标签等着核对", "逐户核对,采纳或不采纳。"),
    _Sought("诉求未定等级", "no_grade", "requests", "{}件本月受理的诉求没有定等级", "定了等级,才有办理期限。"),
    _Sought("诉求办结未写结果", "no_outcome", "requests", "{}件办结的诉求没有写结果", "写明是已解决、已答复还是其他。"),
    _Sought("诉求办结未回访", "not_asked", "requests", "{}件本月办结的诉求还没有回访", "回访后登记是否满意。"),
    _Sought("班次未登记服务", "no_session", "shifts", "{}个班次过后没有登记服务", "登记签到,或注明取消。"),
    _Sought("场次没有服务记录", "no_record", "sessions", "{}场志愿服务没有一条服务记录", "把谁参加、多长时间补上。"),
)

# figures that are watched for jumps: of the day, and of the month's work
_PEOPLE = "人口房屋数字变化大"
_WORK = "工作数字变化大"
_WORK_KEYS = (
    "visits.due",
    "visits.households",
    "visits.made",
    "requests.received",
    "requests.handled",
    "requests.whistles",
    "meetings.month.held_all",
    "meetings.month.attended",
    "volunteers.month.person_times",
)


def read_rules(rows: Iterable[Mapping[str, str]]) -> dict[str, CheckRule]:
    """The rows in use, by their key."""
    return {
        row["check"]: CheckRule(row["check"], Level(row["level"]), int(row["percent"] or 0), int(row["least"] or 1))
        for row in rows
        if row["used"] == "是"
    }


def checks(
    facts: MonthlyFacts,
    found: Mapping[str, Sequence[int]],
    rules: Mapping[str, CheckRule],
    *,
    before_issued: bool = True,
) -> tuple[MonthCheck, ...]:
    """Everything that is missing, then everything that is odd. `found`: ids by `store.month_checks`; `before_issued`:
    whether the report of the month before left the house, where one was ever issued."""
    said = [*_records(found, rules), *_of_facts(facts, rules), *_head(facts, rules, before_issued=before_issued)]
    said += _jumps(facts, rules)
    return tuple(sorted(said, key=lambda check: check.level is not Level.MISSING))


def _records(found: Mapping[str, Sequence[int]], rules: Mapping[str, CheckRule]) -> Iterator[MonthCheck]:
    for sought in _RECORDS:
        ids, rule = found.get(sought.found, ()), rules.get(sought.key)
        if rule is not None and len(ids) >= rule.least:
            figure = Figure(
                f"check.{sought.found}", sought.key, len(ids), None, sought.of, Ids(",".join(map(str, ids)))
            )
            yield MonthCheck(sought.key, rule.level, sought.words.format(len(ids)), sought.hint, figure)


def _of_facts(facts: MonthlyFacts, rules: Mapping[str, CheckRule]) -> Iterator[MonthCheck]:
    """What the figures of the report itself count as lacking."""

    def check(key: str, figure: Figure, words: str, hint: str, page: str = "", part: str = "") -> Iterator[MonthCheck]:
        rule = rules.get(key)
        if rule is not None and figure.numerator >= rule.least:
            told = words.format(figure.numerator)
            yield MonthCheck(key, rule.level, told, hint, None if page else figure, page, part)

    if facts.meetings is not None:
        month = facts.meetings.month
        yield from check("会议未登记出席", month.unmarked, "{}次会议没有登记出席", "补登记谁到了、谁请假。")
        yield from check(
            "个别人员未登记出席", month.unrecorded, "{}人次的出席还没有登记", "没有登记不等于缺席,请逐人登记。"
        )
        yield from check(
            "会议逾期未召开", month.overdue, "{}次该开的会逾期没有开", "补开,并注明补的是哪一期。", "meetings", "due"
        )
        yield from check(
            "议定事项逾期", month.actions_late, "{}项议定事项过了期限还没有办完", "办完的登记,没办完的注明进展。"
        )
    if facts.deliberations is not None:
        yield from check(
            "重要事项未经党员大会",
            facts.deliberations.month.warned,
            "{}件重要事项没有经支部党员大会讨论就定了",
            "补开党员大会,或核对是不是重要事项。",
        )
    if facts.requests is not None:
        yield from check(
            "诉求超时未办结",
            facts.requests.month.late_open,
            "{}件本月受理的诉求超时还没有办结",
            "抓紧办理,或注明原因。",
        )
    if facts.visits is not None:
        yield from check("走访逾期", facts.visits.overdue, "{}户到期没有走访", "安排补访;去过的补登记。")


def _head(facts: MonthlyFacts, rules: Mapping[str, CheckRule], *, before_issued: bool) -> Iterator[MonthCheck]:
    blank = [
        title
        for title, name in (("填报人", facts.preparer), ("审核人", facts.reviewer), ("党组织负责人", facts.leader))
        if not name.strip()
    ]
    rule = rules.get("落款人员未填")
    if rule is not None and len(blank) >= rule.least:
        words = f"{'、'.join(blank)}没有填姓名"
        yield MonthCheck(rule.key, rule.level, words, "在设置里填写,落款处就会印上。", page="settings")
    rule = rules.get("上月月报未签发")
    if rule is not None and not before_issued:
        year, month = (facts.year, facts.month - 1) if facts.month > 1 else (facts.year - 1, 12)
        words = f"{year}年{month}月的月报还没有签发"
        yield MonthCheck(
            rule.key, rule.level, words, "先把上个月的签发了。", page="reports", part=f"{year}-{month:02d}"
        )


_OF = {"requests": "诉求", "meetings": "会议", "volunteers": "志愿"}  # what a bare 受理 or 出席 is of


def _whole_title(figure: Figure) -> str:
    """A figure's title as it is understood outside its own table: 诉求受理, 会议出席, 志愿服务人次."""
    title, of = figure.title.removeprefix("本月"), _OF.get(figure.key.partition(".")[0], "")
    return title if of in title else f"{of}{title}"


def _jumps(facts: MonthlyFacts, rules: Mapping[str, CheckRule]) -> Iterator[MonthCheck]:
    """Figures that moved by more than the table says, the greatest step first."""
    watched = {figure.key: figure for figure in facts.figures()}
    found: list[tuple[int, MonthCheck]] = []
    for key, figures in (
        (_PEOPLE, [figure for figure in facts.now.figures() if not figure.key.startswith("grid.")]),
        (_WORK, [watched[name] for name in _WORK_KEYS if name in watched]),
    ):
        rule = rules.get(key)
        for figure in figures if rule is not None else ():
            assert rule is not None
            change = facts.change(figure)
            if change is None:
                continue
            before = figure.numerator - change
            if abs(change) >= rule.least and before and abs(change) * 100 >= before * rule.percent:
                more = "多" if change > 0 else "少"
                words = f"{_whole_title(figure)}:本月{figure.numerator},上月{before},{more}了{abs(change)}"
                check = MonthCheck(key, rule.level, words, "核对是不是漏登、重登;属实就不用管。", figure)
                found.append((abs(change) * 100 // before, check))
    yield from (check for _, check in sorted(found, key=lambda pair: -pair[0]))

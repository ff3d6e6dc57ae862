"""100,000 requests: a page of the list under any filter, the board, the day, one request taken down; the statistics
beside the bare SQL that groups the same rows; a ledger of 10,000 rows beside its bare reading."""

from __future__ import annotations

import random
import shutil
import statistics
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.importing.reading import read_workbook
from app.models.people import Organisation
from app.models.request_import import RequestOp
from app.models.requests import RequestDraft, RequestQuery, State, Step, StepDraft, Verb
from app.rules.request_words import categories, channels
from app.services.office import Office
from benchmarks.__main__ import seconds
from benchmarks.stores import FOLDER, PASSWORD, cheap_keys, plan_of

TODAY = date.today()
_COUNT, _DOORS = 100_000, 5_000
_SURNAMES, _GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱曾", "伟芳娜秀英敏静丽强磊军洋勇艳杰"
_WHAT = (
    "楼道灯不亮",
    "水压不足",
    "车位不足",
    "私搭外挂楼梯",
    "垃圾清运不及时",
    "井盖松动",
    "暖气不热",
    "宠物扰民",
    "收费不透明",
)
_WHERE = ("单元门口", "东门", "南侧围墙边", "楼顶", "地下车库", "健身广场", "小区西侧道路", "物业办公室旁", "楼道拐角")
_MORE = (
    "已经好几天了",
    "老人出行不便",
    "夜间影响休息",
    "希望尽快处理",
    "多次反映没有结果",
    "请到现场查看",
    "邻居们意见很大",
)
QUERIES = {
    "all": RequestQuery(),
    "page 400": RequestQuery(offset=80_000),
    "by caller": RequestQuery(sort="caller", descending=False),
    "by limit": RequestQuery(sort="due", descending=False),
    "open": RequestQuery(states=frozenset({State.RECEIVED, State.ASSIGNED, State.WHISTLED, State.HANDLING})),
    "late": RequestQuery(late=True),
    "channel, category": RequestQuery(channel="电话", category="停车秩序"),
    "department": RequestQuery(department="派出所", sort="due"),
    "words": RequestQuery(text="水压不足"),
    "words, one character": RequestQuery(text="灯"),
    "pinyin": RequestQuery(text="zengwei"),
    "a digit": RequestQuery(text="1"),
    "telephone": RequestQuery(text="1380"),
    "door": RequestQuery(text="3栋2单元301"),
    "words and filter by caller": RequestQuery(text="不亮 东门", grade="一般", sort="caller"),
    "a month": RequestQuery(days=(date(2025, 3, 1), date(2025, 3, 31))),
}
_GROUPED = ("channel", "category", "grade", "grid_id", "outcome", "satisfaction", "substr(received_on, 1, 7)")


def pairs() -> list[tuple[str, object, object, float]]:
    office = _opened()
    services.requests.warm(office)
    for query in QUERIES.values():
        services.requests.list_rows(office, query)
    worst = {name: _p95(partial(services.requests.list_rows, office, query)) for name, query in QUERIES.items()}
    slowest = max(worst, key=lambda name: worst[name])
    found: list[tuple[str, object, object, float]] = [
        (
            f"page of 100,000 requests: p95 {worst[slowest] * 1000:.1f} ms ({slowest}); all",
            lambda: [services.requests.list_rows(office, query) for query in QUERIES.values()],
            None,
            0.030 * len(QUERIES),
        ),
        ("board of 100,000 requests", lambda: services.requests.board(office), None, 0.030),
        ("my day among 100,000 requests", lambda: services.requests.my_day(office), None, 0.030),
        ("taken down, closed, page shown", lambda: _one_more(office), None, 0.120),
        (
            "statistics of 100,000 requests, in seconds",
            lambda: services.request_figures.statistics(office, None, TODAY),
            None,
            0.200,
        ),
        (
            "statistics beside bare SQL",
            lambda: services.request_figures.statistics(office, None, TODAY),
            lambda: _bare(office),
            2.0,
        ),
        ("hot spots", lambda: services.requests.hot_spots(office, date(2020, 1, 1), TODAY), None, 0.050),
    ]
    ledger = _ledger()
    empty = _empty()
    return [
        *found,
        (
            "plan of a ledger of 10,000 requests",
            lambda: services.request_import.plan(empty, ledger),
            lambda: read_workbook(ledger),
            8.0,
        ),
    ]


def _p95(job: Callable[[], object]) -> float:
    return statistics.quantiles([seconds(job) for _ in range(20)], n=20)[-1]


def _one_more(office: Office) -> None:
    (made,) = services.requests.take_down(office, RequestDraft(TODAY, "电话", "水压不足", caller="曾伟")).made
    services.requests.take_step(office, made, StepDraft(Verb.CLOSE, outcome="已解决"))
    services.requests.list_rows(office, RequestQuery())


def _bare(office: Office) -> None:
    """What the same breakdowns cost in SQL, ids included, with nothing made of them."""
    with office.store.reading() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(
            "SELECT group_concat(id), group_concat(CASE WHEN closed THEN id END), "
            "group_concat(CASE WHEN closed_on > due_on THEN id END), group_concat(CASE WHEN whistles THEN id END) "
            "FROM request"
        )
        cursor.fetchall()
        for column in _GROUPED:
            cursor.execute(f"SELECT {column}, count(*), group_concat(id) FROM request GROUP BY 1")
            cursor.fetchall()
        cursor.execute("SELECT department, count(*), sum(answered) FROM request_whistle GROUP BY 1")
        cursor.fetchall()


def _opened() -> Office:
    cheap_keys()
    paths = Paths(FOLDER / f"requests-{_COUNT}")
    if not paths.keys.exists():
        shutil.rmtree(paths.root, ignore_errors=True)
        office, _ = services.accounts.create_office(paths, Organisation("大院", "书院"), PASSWORD, Clock())
        services.importing.accept(office, plan_of(_DOORS))
        _fill(office)
        services.accounts.close(office)
    return services.accounts.unlock(paths, PASSWORD, Clock())


def _fill(office: Office) -> None:
    from app.store.request_imports import apply

    chance = random.Random(20261122)
    with office.work("import_requests", "benchmark") as work:
        apply(work, [_operation(number, chance) for number in range(_COUNT)], (), lambda _done, _of: None)
        office.keep(work)


def _operation(number: int, chance: random.Random) -> RequestOp:
    """One of a hundred a day, back from today; a few late, whistled, open, dissatisfied."""
    received = TODAY - timedelta(days=(_COUNT - number) // 60)
    grade, days = chance.choices((("常规", 1), ("一般", 5), ("重大", 15), ("特定", None)), (55, 28, 8, 9))[0]
    steps = [Step(0, Verb.RECEIVE, received, grade=grade, days=days)]
    if grade == "重大":
        name = chance.choice(("派出所", "燃气公司", "住建局", "综合执法中队"))
        steps.append(Step(0, Verb.WHISTLE, received, department=name))
        steps.append(Step(0, Verb.ANSWER, min(TODAY, received + timedelta(days=3)), department=name, words="已办"))
    if chance.random() < 0.86:
        closed = min(TODAY, received + timedelta(days=chance.randrange(1, 12)))
        steps.append(Step(0, Verb.CLOSE, closed, outcome=chance.choice(("已解决", "已答复", "调解成功"))))
        if chance.random() < 0.8:
            satisfaction = chance.choices(("满意", "基本满意", "不满意"), (60, 30, 10))[0]
            steps.append(Step(0, Verb.VISIT, closed, satisfaction=satisfaction))
    facts: dict[str, str | int | None] = {
        "number": f"XQ{number:07d}",
        "channel": chance.choice(channels()),
        "category": chance.choice(categories()),
        "words": f"{chance.choice(_WHERE)}{chance.choice(_WHAT)},{chance.choice(_MORE)}",
        "household_id": chance.randrange(1, _DOORS + 1),
        "resident_id": None,
        "caller": chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2)))),
        "phone": f"1{chance.randrange(3_000_000_000, 9_999_999_999)}",
        "address": "",
        "grid": None,
    }
    return RequestOp(None, facts, tuple(steps))


def _empty() -> Office:
    cheap_keys()
    paths = Paths(FOLDER / "requests-none")
    if not paths.keys.exists():
        office, _ = services.accounts.create_office(paths, Organisation("大院", "书院"), PASSWORD, Clock())
        services.accounts.close(office)
    return services.accounts.unlock(paths, PASSWORD, Clock())


def _ledger() -> Path:
    """10,000 rows of fifteen columns, made once."""
    file = FOLDER / "requests-10000.xlsx"
    if file.exists():
        return file
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("诉求台账")
    sheet.append(
        ["编号", "受理时间", "来源", "类别", "分级", "地址", "反映人", "电话", "内容", "办结时间", "办理结果", "满意度"]
    )
    chance = random.Random(7)
    for number in range(10_000):
        op = _operation(number, chance)
        on = date(2025, 1, 1) + timedelta(days=number % 300)
        sheet.append(
            [
                op.facts["number"], f"{on} 09:00", op.facts["channel"], op.facts["category"], "一般",
                f"{number % 30 + 1}栋{number % 4 + 1}单元{number % 7 + 1}01", op.facts["caller"], op.facts["phone"],
                op.facts["words"], f"{on + timedelta(days=2)} 10:00", "已解决", "满意",
            ]
        )  # fmt: skip
    book.save(file)
    return file

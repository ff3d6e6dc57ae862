"""A branch with ten years: 3,000 meetings, 60,000 attendances. Any page's service call; a year's book of 120 meetings
beside the same text in plain reportlab."""

from __future__ import annotations

import random
import shutil
import statistics
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.importing.pace import without_collector
from app.models.meetings import ActionQuery, MeetingQuery, State
from app.models.minutes import AbsentFact, ActionFact, ItemFact, MinutesFacts, PersonFact, ResolutionFact
from app.models.people import Organisation
from app.models.roster import BodyDraft, BodyKind, MemberDraft
from app.reports.minutes_book import Book, book_pdf
from app.services.office import Office
from app.store.journal import Value
from app.store.meeting_numbers import Rosters, settle
from app.store.work import Work
from benchmarks.__main__ import Pair as Measured
from benchmarks.__main__ import seconds
from benchmarks.ledger_floors import plain_pages
from benchmarks.stores import FOLDER, PASSWORD, cheap_keys

TODAY = date.today()
_COUNT, _MEMBERS, _YEARS, _BOOK = 3_000, 40, 10, 120
_KINDS = ("支部委员会会议", "党小组会", "党小组会", "主题党日", "联席会议", "支部党员大会", "党课", "事务协调会")
_QUERIES = {
    "all": MeetingQuery(),
    "the last page": MeetingQuery(offset=2_800),
    "words": MeetingQuery(text="楼道"),
    "a kind": MeetingQuery(kinds=frozenset({"党课"})),
    "by rate": MeetingQuery(sort="rate", descending=False),
    "a year": MeetingQuery(days=(date(TODAY.year - 1, 1, 1), date(TODAY.year - 1, 12, 31))),
    "a member": MeetingQuery(member_id=7),
    "signed": MeetingQuery(states=frozenset({State.SIGNED})),
}


def pairs() -> list[Measured]:
    office = _opened()
    jobs: dict[str, Callable[[], object]] = {
        f"list, {name}": partial(services.meetings.page, office, query) for name, query in _QUERIES.items()
    }
    jobs["card"] = partial(services.meetings.card, office, _COUNT - 10)
    jobs["card of a signed one"] = partial(services.meetings.card, office, 500)
    jobs["year at a glance"] = partial(services.cadence.year, office, TODAY.year)
    jobs["what is due"] = partial(services.cadence.due, office)
    jobs["open items"] = partial(services.actions.page, office, ActionQuery())
    jobs["roster"] = partial(services.roster.members, office)
    jobs["figures of a month"] = partial(services.meeting_figures.statistics, office, TODAY.replace(day=1), TODAY)
    jobs["figures of a year"] = partial(services.meeting_figures.statistics, office, date(TODAY.year, 1, 1), TODAY)
    jobs["trend of a year"] = partial(
        services.meeting_figures.by_month, office, date(TODAY.year - 1, TODAY.month, 1), TODAY
    )
    jobs["figures of matters"] = partial(services.meeting_figures.matters, office, date(TODAY.year, 1, 1), TODAY)
    worst = {name: _p95(job) for name, job in jobs.items()}
    slowest = max(worst, key=lambda name: worst[name])
    found: list[Measured] = [
        (
            f"{len(jobs)} pages of 3,000 meetings: p95 {worst[slowest] * 1000:.1f} ms ({slowest})",
            lambda: [job() for job in jobs.values()],
            None,
            0.020 * len(jobs),
        )
    ]
    found += [(name, job, None, 0.020) for name, job in jobs.items()]
    book = Book("大院社区党委", TODAY.year, "", TODAY, tuple(map(_facts, range(_BOOK))))
    pages = _lines(book_pdf(book))
    return [
        *found,
        ("attendance of 40 written", lambda: _mark(office), None, 0.050),
        ("a year's book of 120 meetings / the floor", lambda: _made(book), lambda: plain_pages(pages), 2.0),
    ]


def _made(book: Book) -> bytes:
    """As the service makes it."""
    with without_collector():
        return book_pdf(book)


def _p95(job: Callable[[], object]) -> float:
    job()
    return statistics.quantiles([seconds(job) for _ in range(20)], n=20)[-1]


def _mark(office: Office) -> None:
    services.attendance.mark_rest(office, _COUNT - 3)
    services.journal.undo(office)


def _opened() -> Office:
    cheap_keys()
    paths = Paths(FOLDER / f"meetings-{_COUNT}")
    if not paths.keys.exists():
        shutil.rmtree(paths.root, ignore_errors=True)
        office, _ = services.accounts.create_office(paths, Organisation("大院社区党委", "书院"), PASSWORD, Clock())
        _fill(office)
        services.accounts.close(office)
    return services.accounts.unlock(paths, PASSWORD, Clock())


def _fill(office: Office) -> None:
    start = TODAY - timedelta(days=365 * _YEARS)
    for name in ("第一党小组", "第二党小组", "第三党小组"):
        services.roster.add_body(office, BodyDraft(BodyKind.GROUP, name, since=start))
    groups = [body.id for body in services.roster.bodies(office) if body.kind is BodyKind.GROUP]
    posts = (("书记",), ("副书记",), ("组织委员",), ("宣传委员",), ("纪检委员",))
    for number in range(_MEMBERS):
        held = posts[number] if number < len(posts) else ()
        services.members.add(office, MemberDraft(f"党员{number:02d}", posts=held, group_id=groups[number % 3]))
    with office.work("import_meetings", "benchmark") as work:
        _meetings(work, start, groups)
        settle(work, range(1, _COUNT + 1), Rosters(work.connection))
        _marks(work)
        settle(work, range(1, _COUNT + 1), Rosters(work.connection))
        signed: dict[int, dict[str, Value]] = {
            number: {"state": State.SIGNED.value} for number in range(1, _COUNT - 300)
        }
        work.update_many("meeting", signed)
        office.keep(work)


def _meetings(work: Work, start: date, groups: list[int]) -> None:
    branch = 1 if 1 not in groups else min(set(range(1, 9)) - set(groups))
    columns = (
        "id", "kind", "body_id", "state", "held_on", "starts", "ends", "ordinal", "topic", "place", "chair", "recorder",
        "stands_for", "words", "source", "should", "came", "excused", "absent", "unrecorded", "voters", "voters_came",
        "revision",
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    agenda: list[tuple[Value, ...]] = []
    actions: list[tuple[Value, ...]] = []
    for number in range(1, _COUNT + 1):
        kind = _KINDS[number % len(_KINDS)]
        body = groups[number % 3] if kind == "党小组会" else branch
        on = (start + timedelta(days=number * 365 * _YEARS // (_COUNT + 1))).isoformat()
        rows.append(
            (number, kind, body, State.DRAFT.value, on, f"{8 + number % 10:02d}:00", "", number, "", "议事厅", "党员00",
             "党员01", "", "", "", 0, 0, 0, 0, 0, 0, 0, 0)
        )  # fmt: skip
        agenda += [(number * 2 + place - 1, number, place + 1, f"研究第{number}号楼道", "", "") for place in (0, 1)]
        closed = None if number > _COUNT - 100 else on
        actions.append((number, number, kind, body, 1, f"清理第{number}号楼道", "党员02", on, on, closed))
    work.insert("meeting", columns, rows)
    work.insert("agenda_item", ("id", "meeting_id", "rank", "title", "reporter", "words"), agenda)
    names = ("id", "meeting_id", "kind", "body_id", "rank", "words", "owner", "due_on", "opened_on", "closed_on")
    work.insert("action_item", names, actions)


def _marks(work: Work) -> None:
    chance = random.Random(20261122)
    ids = [row[0] for row in work.connection.exec_driver_sql("SELECT id FROM attendance ORDER BY id")]
    work.update_many(
        "attendance",
        {number: {"state": chance.choices(("出席", "请假", "缺席"), (93, 5, 2))[0], "reason": ""} for number in ids},
    )


def _facts(number: int) -> MinutesFacts:
    """A usual meeting: forty people, three items, speeches, a vote, things to do."""
    people = tuple(PersonFact(f"党员{place:02d}", "", "出席") for place in range(38))
    speech = "先通知再清理,给老人留出时间;清理以后要有人管,建议每周巡查一次,发现问题及时报告。"
    said = tuple((f"党员{number:02d}", speech, number == 3) for number in range(4))
    return MinutesFacts(
        "大院社区党委", "大院社区党委", f"{TODAY.year}年第{number + 1}次支部党员大会", "支部党员大会",
        date(TODAY.year, 1 + number % 12, 1 + number % 28), "15:00", "16:30", "社区党群服务中心", "党员00", "党员01",
        should=40, came=38, voters=37, voters_came=35, people=people,
        absent=(AbsentFact("党员38", "请假", "住院"), AbsentFact("党员39", "缺席")),
        items=tuple(
            ItemFact(f"研究第{place}号楼道清理", "党员02", speech * 2, said) for place in range(3)
        ),
        resolutions=(ResolutionFact("同意月底前清理完。", "有表决权37人,实到35人,符合法定人数;通过。", "条例"),),
        actions=(ActionFact("张贴通知", "党员03", TODAY), ActionFact("联系清运车", "党员04")),
    )  # fmt: skip


def _lines(data: bytes) -> list[list[str]]:
    """The lines of each page, as a reader takes them out: what the floor writes."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range().splitlines() for page in document]
    document.close()
    return pages

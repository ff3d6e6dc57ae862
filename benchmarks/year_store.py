"""A branch of 10,000 doors with a year of records: 12,000 requests, 24,000 visits, 130 meetings, 120 sessions of
service. Made once into build/bench."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.meetings import State
from app.models.people import Organisation
from app.models.request_import import RequestOp
from app.models.requests import Step, Verb
from app.models.roster import BodyDraft, BodyKind, MemberDraft
from app.models.service import RecordDraft, SessionDraft
from app.models.volunteers import VolunteerDraft
from app.rules.request_words import categories, channels
from app.services.office import Office
from app.store.journal import Value
from app.store.meeting_numbers import Rosters, settle
from app.store.service import add_record, add_session
from app.store.work import Work
from benchmarks.stores import FOLDER, PASSWORD, cheap_keys, plan_of

DOORS, REQUESTS, VISITS, SESSIONS, PEOPLE = 10_000, 12_000, 24_000, 120, 60
TODAY = date.today()
_KINDS = ("支部委员会会议", "党小组会", "党小组会", "主题党日", "联席会议", "支部党员大会", "党课", "事务协调会")
_MEETINGS = 130
_WHAT = ("楼道灯不亮", "水压不足", "车位不足", "垃圾清运不及时", "井盖松动", "暖气不热", "宠物扰民", "收费不透明")


def year_office() -> Office:
    cheap_keys()
    paths = Paths(FOLDER / f"year-{DOORS}")
    if not paths.keys.exists():
        shutil.rmtree(paths.root, ignore_errors=True)
        office, _ = services.accounts.create_office(paths, Organisation("大院社区党委", "书院街道"), PASSWORD, Clock())
        services.importing.accept(office, plan_of(DOORS))
        for fill in (_requests, _visits, _meetings, _service):
            fill(office)
        services.accounts.close(office)
    return services.accounts.unlock(paths, PASSWORD, Clock())


def _day(number: int, of: int) -> date:
    """The records spread over the year, the last one today."""
    return TODAY - timedelta(days=365 * (of - number) // of)


def _requests(office: Office) -> None:
    from app.store.request_imports import apply

    chance = random.Random(7)
    with office.work("import_requests", "benchmark") as work:
        apply(work, [_request(number, chance) for number in range(REQUESTS)], (), lambda _done, _of: None)
        office.keep(work)


def _request(number: int, chance: random.Random) -> RequestOp:
    received = _day(number, REQUESTS)
    grade, days = chance.choices((("常规", 1), ("一般", 5), ("重大", 15)), (60, 30, 10))[0]
    steps = [Step(0, Verb.RECEIVE, received, grade=grade, days=days)]
    if grade == "重大":
        steps.append(Step(0, Verb.WHISTLE, received, department="派出所"))
        steps.append(Step(0, Verb.ANSWER, min(TODAY, received + timedelta(days=3)), department="派出所", words="已办"))
    if chance.random() < 0.86:
        closed = min(TODAY, received + timedelta(days=chance.randrange(1, 12)))
        steps.append(Step(0, Verb.CLOSE, closed, outcome=chance.choice(("已解决", "已答复", "调解成功"))))
        steps.append(Step(0, Verb.VISIT, closed, satisfaction=chance.choice(("满意", "基本满意", "不满意"))))
    facts: dict[str, str | int | None] = {
        "number": f"XQ{number:07d}",
        "channel": chance.choice(channels()),
        "category": chance.choice(categories()),
        "words": chance.choice(_WHAT),
        "household_id": chance.randrange(1, DOORS + 1),
        "resident_id": None,
        "caller": "",
        "phone": "",
        "address": "",
        "grid": None,
    }
    return RequestOp(None, facts, tuple(steps))


def _visits(office: Office) -> None:
    chance = random.Random(8)
    rows = [
        (number + 1, chance.randrange(1, DOORS + 1), _day(number, VISITS).isoformat(), "王芳", "日常走访",
         int(chance.random() < 0.9), "", None)
        for number in range(VISITS)
    ]  # fmt: skip
    columns = ("id", "household_id", "visited_on", "visitor", "purpose", "met", "findings", "next_on")
    with office.work("benchmark", "一年的走访") as work:
        work.insert("visit", columns, rows)
        office.keep(work)


def _meetings(office: Office) -> None:
    start = TODAY - timedelta(days=380)
    services.roster.add_body(office, BodyDraft(BodyKind.GROUP, "第一党小组", since=start))
    bodies = {body.kind: body.id for body in services.roster.bodies(office)}
    for number in range(40):
        posts = ("书记",) if number == 0 else ()
        services.members.add(office, MemberDraft(f"党员{number:02d}", posts=posts, group_id=bodies[BodyKind.GROUP]))
    bodies = {body.kind: body.id for body in services.roster.bodies(office)}
    with office.work("import_meetings", "benchmark") as work:
        _insert_meetings(work, bodies)
        settle(work, range(1, _MEETINGS + 1), Rosters(work.connection))
        office.keep(work)


def _insert_meetings(work: Work, bodies: dict[BodyKind, int]) -> None:
    columns = (
        "id", "kind", "body_id", "state", "held_on", "starts", "ends", "ordinal", "topic", "place", "chair", "recorder",
        "stands_for", "words", "source", "should", "came", "excused", "absent", "unrecorded", "voters", "voters_came",
        "said_should", "said_came", "revision",
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for number in range(1, _MEETINGS + 1):
        kind = _KINDS[number % len(_KINDS)]
        body = bodies[BodyKind.GROUP if kind == "党小组会" else BodyKind.BRANCH]
        rows.append(
            (number, kind, body, State.DRAFT.value, _day(number, _MEETINGS).isoformat(), "09:00", "", number, "", "",
             "", "", "", "", "", 40, 36, 0, 0, 0, 0, 0, 40, 36, 0)
        )  # fmt: skip
    work.insert("meeting", columns, rows)


def _service(office: Office) -> None:
    people = [services.volunteers.add(office, VolunteerDraft(f"志愿{n:02d}")).made[0] for n in range(PEOPLE)]
    with office.work("benchmark", "一年的服务") as work:
        for number in range(SESSIONS):
            session = add_session(work, SessionDraft(_day(number, SESSIONS), "清扫楼道"))
            for person in people[number % 3 :: 3]:
                add_record(work, session, RecordDraft(person, 90))
        office.keep(work)

"""Five years of service: 100,000 records of 2,000 volunteers. Figures beside the same sums as bare SQL; lists, a
sign-in of forty, a certificate."""

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
from app.models.certificates import CertificateDraft
from app.models.people import Organisation
from app.models.service import RecordDraft, SessionDraft, SessionQuery, SignLine
from app.services.office import Office
from app.store import service as shelf
from app.store.journal import Value
from benchmarks.__main__ import Pair, seconds
from benchmarks.stores import FOLDER, PASSWORD, cheap_keys

TODAY = date.today()
_PEOPLE, _SESSIONS, _A_SESSION, _YEARS = 2_000, 5_000, 20, 5
_MONTH, _YEAR = TODAY.replace(day=1), date(TODAY.year, 1, 1)
_FLOOR = (
    "SELECT count(DISTINCT session_id), count(*), sum(minutes), count(DISTINCT volunteer_id) FROM service_record "
    "WHERE day BETWEEN ? AND ? AND minutes > 0",
    "SELECT v.team_id, count(*), sum(p.minutes) FROM service_record p JOIN volunteer v ON v.id = p.volunteer_id "
    "WHERE p.day BETWEEN ? AND ? AND p.minutes > 0 GROUP BY 1",
    "SELECT team_id, count(*), sum(politics IN ('中共党员', '中共预备党员')), sum(EXISTS (SELECT 1 FROM "
    "dual_registration d WHERE d.volunteer_id = v.id)) FROM volunteer v WHERE (left_on IS NULL OR left_on >= ?) "
    "AND (joined_on IS NULL OR joined_on <= ?) GROUP BY 1",
)


def pairs() -> list[Pair]:
    office = _opened()
    figures = services.volunteer_figures
    jobs: dict[str, Callable[[], object]] = {
        "figures of a month": partial(figures.statistics, office, _MONTH, TODAY),
        "figures of a year": partial(figures.statistics, office, _YEAR, TODAY),
        "two years month by month": partial(figures.by_month, office, TODAY - timedelta(days=730), TODAY),
        "list of sessions": partial(services.service.page, office),
        "list, a year": partial(services.service.page, office, SessionQuery(since=_YEAR)),
        "list, words": partial(services.service.page, office, SessionQuery(words="楼道")),
        "list, one volunteer": partial(services.service.page, office, SessionQuery(volunteer_id=7)),
        "a session": partial(services.service.card, office, _SESSIONS - 1),
        "what a volunteer served": partial(services.service.of_volunteer, office, 7),
        "shifts without a sign-in": partial(services.service.unsigned, office),
        "the list of a month that hangs": partial(services.postings.blank, office, _MONTH - timedelta(days=31), TODAY),
    }
    worst = {name: _p95(job) for name, job in jobs.items()}
    slowest = max(worst, key=lambda name: worst[name])
    head = f"{len(jobs)} pages of 100,000 records: p95 {worst[slowest] * 1000:.1f} ms ({slowest})"
    found: list[Pair] = [(head, lambda: [job() for job in jobs.values()], None, 0.030 * len(jobs))]
    found += [(name, job, None, 0.030) for name, job in jobs.items()]
    return [
        *found,
        ("a month's figures / bare SQL", jobs["figures of a month"], partial(_bare, office, _MONTH), 4.0),
        ("a year's figures / bare SQL", jobs["figures of a year"], partial(_bare, office, _YEAR), 4.0),
        ("a sign-in of 40 written", partial(_sign, office), None, 0.050),
        ("a certificate as a PDF", partial(services.certificates.preview, office, CertificateDraft(7, handler="李")),
         None, 0.500),
    ]  # fmt: skip


def _bare(office: Office, since: date) -> None:
    """The same numbers without the ids behind them: the least that anybody can do."""
    span = (since.isoformat(), TODAY.isoformat())
    with office.store.reading() as connection:
        for sql in _FLOOR:
            connection.exec_driver_sql(sql, span).all()


def _sign(office: Office) -> None:
    session = SessionDraft(TODAY, "扫雪", "19:00", "21:00")
    (made,) = services.service.open_session(office, session).made
    services.service.sign_in(office, made, [SignLine(number) for number in range(1, 41)])
    services.journal.undo(office)
    services.journal.undo(office)


def _p95(job: Callable[[], object]) -> float:
    job()
    return statistics.quantiles([seconds(job) for _ in range(20)], n=20)[-1]


def _opened() -> Office:
    cheap_keys()
    paths = Paths(FOLDER / f"service-{_PEOPLE}-{_SESSIONS}-{TODAY.year}")
    if not paths.keys.exists():
        shutil.rmtree(paths.root, ignore_errors=True)
        office, _ = services.accounts.create_office(paths, Organisation("大院社区党委", "书院"), PASSWORD, Clock())
        _fill(office)
        services.accounts.close(office)
    return services.accounts.unlock(paths, PASSWORD, Clock())


def _fill(office: Office) -> None:
    chance = random.Random(20261122)
    titles = ("群团站固定活动日", "打扫楼道", "扫雪", "夜间巡逻", "助老理发")
    with office.work("import_service", "benchmark") as work:
        teams = [work.add("volunteer_team", {"name": f"第{n}小分队", "sort": f"{n}", "focus": ""}) for n in range(7)]
        columns = (
            "id", "name", "sort", "sex", "id_number", "phone", "politics", "unit", "team_id", "post", "skills",
            "left_why", "note",
        )  # fmt: skip
        people: list[tuple[Value, ...]] = [
            (
                n,
                f"志愿者{n:04d}",
                f"{n:04d}",
                "女",
                f"11010519491231{n:04d}",
                "",
                "群众",
                "",
                teams[n % 7],
                "",
                "",
                "",
                "",
            )
            for n in range(1, _PEOPLE + 1)
        ]
        work.insert("volunteer", columns, people)
        start = TODAY - timedelta(days=365 * _YEARS)
        sessions = []
        for number in range(_SESSIONS):
            day = start + timedelta(days=number * 365 * _YEARS // _SESSIONS)
            who = chance.sample(range(1, _PEOPLE + 1), _A_SESSION)
            records = [RecordDraft(one, chance.randrange(30, 181), "14:00", "17:00") for one in who]
            draft = SessionDraft(day, titles[number % len(titles)], "14:00", "17:00", "群团站", closed_on=day)
            sessions.append((draft, records))
        shelf.add_many(work, sessions)
        office.keep(work)

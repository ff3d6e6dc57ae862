"""红色账户 of 1,000 volunteers with 100,000 entries over eight years: the ranking beside the bare SQL of its sums, an
account, sessions that wait, points for thirty; and what the check of the ledger takes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.people import Organisation
from app.models.points import PointsDraft, Span
from app.services.office import Office
from app.store import points as shelf
from app.store.journal import Value
from benchmarks.__main__ import Pair as Measured
from benchmarks.stores import FOLDER, PASSWORD, cheap_keys

TODAY = date.today()
_ENTRIES, _VOLUNTEERS, _DAYS, _RUN = 100_000, 1_000, 8 * 365, 10_000
_KINDS = (("参加志愿服务", 2), ("组织志愿活动", 4), ("专业服务", 2), ("应急值守", 5))
_COLUMNS = (
    "id", "volunteer_id", "day", "kind", "points", "asked", "reason", "evidence", "entered_by", "entered_on",
    "reverses_id", "session_id",
)  # fmt: skip
_BARE = (
    "SELECT volunteer_id, sum(CASE WHEN day >= ? THEN points ELSE 0 END), "
    "sum(CASE WHEN day >= ? THEN points ELSE 0 END), sum(points) FROM point_entry WHERE day <= ? GROUP BY volunteer_id"
)


def pairs() -> list[Measured]:
    office = _opened()
    ranked = {span: partial(services.points.ranking, office, TODAY.year, TODAY.month, span) for span in Span}
    bare = partial(_bare, office)
    jobs: dict[str, Callable[[], object]] = {
        "an account of a hundred entries": partial(services.points.ledger, office, 7),
        "sessions that wait for points": partial(services.points.sessions, office),
        "weighing points for thirty": partial(services.points.weigh, office, _draft()),
    }
    found: list[Measured] = [
        (f"ranking by {span.value} of 100,000 points", job, None, 0.030) for span, job in ranked.items()
    ]
    found.append(("ranking by 本月 beside the bare sums", ranked[Span.MONTH], bare, 2.0))
    found += [(name, job, None, 0.020) for name, job in jobs.items()]
    found.append(("check of 100,000 points", partial(_check, office), None, 1.0))
    return found


def _bare(office: Office) -> object:
    first = TODAY.replace(day=1)
    with office.store.reading() as connection:
        values = (first.isoformat(), first.replace(month=1).isoformat(), TODAY.isoformat())
        return connection.exec_driver_sql(_BARE, values).fetchall()


def _check(office: Office) -> object:
    with office.store.reading() as connection:
        return list(shelf.check(connection))


def _draft() -> PointsDraft:
    return PointsDraft(TODAY, "参加志愿服务", tuple((one, 1) for one in range(1, 31)), evidence="签到表")


def _opened() -> Office:
    cheap_keys()
    paths, clock = Paths(FOLDER / "points-100000"), Clock()
    if (paths.root / "whole").exists():
        return services.accounts.unlock(paths, PASSWORD, clock)
    shutil.rmtree(paths.root, ignore_errors=True)
    office, _ = services.accounts.create_office(paths, Organisation("大院社区党委", "书院街道办事处"), PASSWORD, clock)
    _fill(office)
    (paths.root / "whole").touch()
    return office


def _fill(office: Office) -> None:
    """Volunteers, then entries in runs as many imports and meetings would have left them."""
    chance = random.Random(7)
    with office.work("bench", "志愿者") as work:
        team = work.add("volunteer_team", {"name": "助老小分队", "sort": "", "focus": ""})
        for number in range(_VOLUNTEERS):
            values: dict[str, Value] = {
                "name": f"志愿者{number}", "sort": f"zhi{number:05d}", "sex": "", "id_number": "", "phone": "",
                "politics": "", "unit": "", "team_id": team, "post": "", "skills": "", "left_why": "", "note": "",
            }  # fmt: skip
            work.add("volunteer", values)
        office.keep(work)
    for start in range(0, _ENTRIES, _RUN):
        with office.work("enter_points", "登记积分") as work:
            work.insert("point_entry", _COLUMNS, [_row(start + place + 1, chance) for place in range(_RUN)])
            office.keep(work)


def _row(number: int, chance: random.Random) -> tuple[Value, ...]:
    kind, points = chance.choice(_KINDS)
    day = (TODAY - timedelta(days=chance.randrange(_DAYS))).isoformat()
    return (number, chance.randint(1, _VOLUNTEERS), day, kind, points, points, "", "签到表", "", day, None, None)

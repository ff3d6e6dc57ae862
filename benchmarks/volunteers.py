"""5,000 volunteers, a fifth of them residents: the list under any filter, who is found as one types, the card, teams,
双报到. A roster of 5,000 rows and a ledger of 20,000 rows of service planned; the samples taken in."""

from __future__ import annotations

import random
import shutil
import statistics
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.importing import HouseholdOp, ImportPlan, PersonOp
from app.models.people import Organisation
from app.models.volunteers import HALVES, WEEKDAYS, Half, VolunteerQuery
from app.rules.id_numbers import check_character
from app.services.office import Office
from benchmarks.__main__ import Pair as Measured
from benchmarks.__main__ import seconds
from benchmarks.stores import FOLDER, PASSWORD, cheap_keys

_COUNT, _RESIDENTS, _SERVED = 5_000, 1_000, 20_000
_SURNAMES, _GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱曾", "伟芳娜秀英敏静丽强磊军洋勇艳杰"
_TEAMS = ("法治宣讲队", "就业帮扶队", "便民维修队", "慈善帮扶队", "助老敬老队", "环境整治队", "文体活动队")
_SKILLS = ("急救", "摄影", "水电维修", "心理疏导", "理发", "驾驶", "法律咨询", "书法", "")
_QUERIES = {
    "all": VolunteerQuery(),
    "with those who left": VolunteerQuery(gone=True),
    "a team": VolunteerQuery(team_id=3),
    "a skill": VolunteerQuery(skill="急救"),
    "Sunday afternoon": VolunteerQuery(free=(7, Half.AFTERNOON)),
    "双报到": VolunteerQuery(dual="双报到"),
    "words": VolunteerQuery(text="zw"),
}


def pairs() -> list[Measured]:
    office = _opened()
    jobs: dict[str, Callable[[], object]] = {
        f"volunteers, {name}": partial(services.volunteers_lists.listing, office, query)
        for name, query in _QUERIES.items()
    }
    jobs["teams"] = partial(services.volunteers_teams.lines, office)
    jobs["双报到 list"] = partial(services.volunteers_dual.listing, office)
    jobs["card"] = partial(services.volunteers_lists.card, office, 2_500)
    for words in ("z", "zw", "曾", "1380", "助老"):
        jobs[f"found by {words}"] = partial(services.volunteers.find, office, words)
    worst = {name: _p95(job) for name, job in jobs.items()}
    slowest = max(worst, key=lambda name: worst[name])
    found: list[Measured] = [
        (
            f"{len(jobs)} questions of 5,000 volunteers: p95 {worst[slowest] * 1000:.1f} ms ({slowest})",
            lambda: [job() for job in jobs.values()],
            None,
            0.020 * len(jobs),
        )
    ]
    found += [(name, job, None, 0.020) for name, job in jobs.items()]
    roster, served = FOLDER / "volunteers.xlsx", FOLDER / "service.xlsx"
    found += [
        ("roster of 5,000 planned", lambda: services.volunteer_import.plan(office, roster), None, 1.0),
        ("20,000 rows of service planned", lambda: services.service_import.plan(office, served), None, 2.0),
        ("both samples taken in, an office made for them", _samples, None, 1.5),
    ]  # fmt: skip
    return found


def _p95(job: Callable[[], object]) -> float:
    job()
    return statistics.quantiles([seconds(job) for _ in range(20)], n=20)[-1]


def _samples() -> None:
    """The roster and the ledger of service of the tests, into an office of their own."""
    data = Path(__file__).resolve().parents[1] / "tests" / "data"
    office = _office(FOLDER / "samples-of-volunteers")
    for module, name in ((services.volunteer_import, "志愿者花名册"), (services.service_import, "志愿服务记录")):
        module.accept(office, module.plan(office, data / f"{name}.xlsx"))
    services.accounts.close(office)


def _opened() -> Office:
    """A store with the people in it, made anew; two fifths of the residents among them are linked."""
    people = list(_people())
    _write(FOLDER / "volunteers.xlsx", people)
    office = _office(FOLDER / "volunteers")
    _residents(office, people[:_RESIDENTS])
    services.volunteer_import.accept(office, services.volunteer_import.plan(office, FOLDER / "volunteers.xlsx"))
    chance = random.Random(7)
    head = ["日期", "活动", "姓名", "手机", "开始", "结束", "服务分钟"]
    rows = [
        [f"2026-{n % 10 + 1:02d}-{n // 10 % 28 + 1:02d}", f"活动{n % 5}", one[0], one[4], "14:00", "16:00", 120]
        for n in range(_SERVED // 25)
        for one in chance.sample(people, 25)
    ]
    _save(FOLDER / "service.xlsx", [head, *rows])
    return office


def _office(root: Path) -> Office:
    cheap_keys()
    shutil.rmtree(root, ignore_errors=True)
    office, _ = services.accounts.create_office(
        Paths(root), Organisation("大院社区党委", "书院街道办事处"), PASSWORD, Clock()
    )
    return office


def _people() -> list[list[str | None]]:
    chance = random.Random(20261121)
    found: list[list[str | None]] = []
    for number in range(_COUNT):
        name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2))
        born = f"{chance.randint(1950, 2005)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        body = f"420902{born}{number % 1000:03d}"
        times = sorted(chance.sample(range(21), 4))
        said = "、".join(f"{WEEKDAYS[slot // 3]}{HALVES[slot % 3].value}" for slot in times)
        dual = chance.random() < 0.35
        found.append(
            [name, None, body + check_character(body), "中共党员" if dual else "群众", f"138{number:08d}",
             chance.choice(_TEAMS), chance.choice(_SKILLS), said, "银嘉科技有限公司" if dual else None,
             "是" if dual else "否"]
        )  # fmt: skip
    return found


def _residents(office: Office, people: Sequence[Sequence[str | None]]) -> None:
    """The first of them live here: two a door."""
    operations = []
    for number in range(0, len(people), 2):
        door = HouseholdDraft(DoorKey("大院", str(number // 100 + 1), "1", f"{number % 100 + 101}"), "第一网格",
                              occupancy=Occupancy.OWNER)  # fmt: skip
        inside = tuple(
            PersonOp(None, ResidentDraft(str(one[0]), id_number=str(one[2])), joins=True)
            for one in people[number : number + 2]
        )
        operations.append(HouseholdOp(None, door, inside))
    services.importing.accept(office, ImportPlan("benchmark.xlsx", (), (), (), tuple(operations)))


def _write(path: Path, people: Sequence[Sequence[str | None]]) -> None:
    head = [
        "姓名",
        "性别",
        "身份证号",
        "政治面貌",
        "手机",
        "所属小分队",
        "技能特长",
        "可服务时间",
        "工作单位",
        "是否双报到",
    ]
    _save(path, [head, *people])


def _save(path: Path, rows: Sequence[Sequence[object]]) -> None:
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()

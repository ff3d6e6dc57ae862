"""Stores of invented people in any size, made once for a schema into build/bench and used by the benchmarks."""

from __future__ import annotations

import hashlib
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.importing import Fate, HouseholdOp, ImportPlan, PersonOp, PlannedRow
from app.models.people import Organisation
from app.rules.id_numbers import check_character
from app.services.office import Office
from app.store import keys

PASSWORD = "benchmark-password"
_ROOT = Path(__file__).resolve().parents[1]
_STEPS = sorted((_ROOT / "app" / "store" / "migrations" / "versions").glob("*.py"))
_SCHEMA = hashlib.sha256(b"".join(step.read_bytes() for step in _STEPS)).hexdigest()[:8]
FOLDER = _ROOT / "build" / "bench" / _SCHEMA  # a store of another schema would be climbed from, or fail
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玉梅建国华志波斌宇浩凯健俊帆帅旭宁欣阳琳"


def cheap_keys() -> None:
    """Key derivation apart: with the least of memory it costs nothing that would be seen."""
    keys._MEMORY_KIB, keys._PASSES = 64, 1


def store_of(households: int) -> Paths:
    """The data folder of a store with so many doors and about 2.2 residents a door."""
    cheap_keys()
    paths = Paths(FOLDER / f"store-{households}")
    if not paths.keys.exists():
        shutil.rmtree(paths.root, ignore_errors=True)
        office, _ = services.accounts.create_office(
            paths, Organisation("大院社区党委", "书院街道办事处"), PASSWORD, Clock()
        )
        services.importing.accept(office, plan_of(households))
        services.accounts.close(office)
    return paths


def opened(households: int) -> Office:
    return services.accounts.unlock(store_of(households), PASSWORD, Clock())


def plan_of(households: int) -> ImportPlan:
    """The plan of an import of so many new doors."""
    chance = random.Random(20261121)
    operations = tuple(_household(number, chance) for number in range(households))
    rows = (PlannedRow("住户", 2, Fate.NEW, "", ""),)
    return ImportPlan("benchmark.xlsx", rows, (), (), operations)


def _household(number: int, chance: random.Random) -> HouseholdOp:
    building, inside = divmod(number, 88)
    unit, place = divmod(inside, 22)
    room = f"{place // 2 + 1}{place % 2 + 1:02d}"
    use = chance.choices((Occupancy.OWNER, Occupancy.LET, Occupancy.VACANT), (72, 22, 6))[0]
    count = 0 if use is Occupancy.VACANT else chance.choices((1, 2, 3, 4, 5), (25, 35, 22, 13, 5))[0]
    draft = HouseholdDraft(
        DoorKey("大院小区", str(building + 1), str(unit + 1), room),
        grid=f"第{'一二三四五六'[building % 6]}网格",
        occupancy=use,
        sold=chance.random() < 0.25,
    )
    return HouseholdOp(None, draft, tuple(PersonOp(None, _person(n, chance), True) for n in range(count)))


def _person(place: int, chance: random.Random) -> ResidentDraft:
    birth = date(1935, 1, 1) + timedelta(days=chance.randrange(32_000))
    body = f"420902{birth:%Y%m%d}{chance.randrange(1000):03d}"
    return ResidentDraft(
        name=chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2)))),
        id_number=body + check_character(body),
        birth=birth,
        sex="男" if int(body[-1]) % 2 else "女",
        ethnic="汉族",
        politics="中共党员" if chance.random() < 0.07 else "群众",
        phone=f"1{chance.choice('3589')}{chance.randrange(10**9):09d}",
        unit_person=chance.random() < 0.3,
        aid="低保" if chance.random() < 0.014 else None,
        disability="肢体残疾二级" if chance.random() < 0.02 else None,
        relation="户主" if place == 0 else "配偶" if place == 1 else "子女",
    )

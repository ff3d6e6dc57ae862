"""A month for 126 volunteers: 270 shifts of two heads, three posts in each half of each day. How soon there is a usable
roster, how soon the best one or one with a stated bound, and how fair it is beside a plain greedy roster."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date, timedelta

import python_calamine

from app.base.resources import ROOT
from app.models.rostering import Answer, Half, Person, Post, Problem, Wish
from app.rules.rostering import roster_rules
from app.rules.rostering_greedy import greedy
from app.rules.rostering_solver import first_answer, solve, told
from app.rules.tables import with_edits
from benchmarks.__main__ import Pair, verdict

_ROSTER = ROOT.parent / "tests" / "data" / "志愿者花名册.xlsx"
_WEEK = "一二三四五六日"
_TIMES = ((540, 690), (870, 1020), (1140, 1260))
_DAYS, _POSTS, _HEADS = 30, 3, 2
_LONGEST = 10.0  # seconds


def pairs() -> list[Pair]:
    plain = _month()
    rules = plain.rules
    chance = random.Random(14)
    solved = solve(plain)
    away = tuple(
        replace(one, leaves=((date(2026, 11, 5), date(2026, 11, 20)),)) if one.id % 11 == 3 else one
        for one in plain.people
    )
    months = {
        "a month": plain,
        "loads carried over": replace(
            plain, people=tuple(replace(one, carry=chance.randint(-2, 2)) for one in plain.people)
        ),
        "one shift a week at most": replace(plain, rules=replace(rules, week_limit=1)),
        "60 volunteers only": replace(plain, people=plain.people[:60]),
        "anew after leave, wishes, pairs": replace(
            plain,
            people=away,
            previous=solved.seats,
            pairs=tuple((number, number + 1) for number in range(1, 40, 3)),
            wishes=tuple(Wish(number, number % 2 == 0, weekday=number % 7 + 1) for number in range(1, 120, 5)),
        ),
    }
    floor = told(plain, sorted(greedy(plain).seats))
    for name, problem in months.items():
        start = time.perf_counter()
        answer = solve(problem)
        spent = time.perf_counter() - start
        print(f"  {name:34} {spent:5.1f} s  {_quality(answer)}{verdict(spent <= _LONGEST)}")
    return [
        ("first usable roster, 126 people, 540 heads", lambda: first_answer(plain), None, 2.0),
        (f"the fairest: {_shares(solved)}, greedy {_shares(floor)}", lambda: solve(plain), None, _LONGEST),
        ("told to stop, until it has", lambda: _stopped(months["one shift a week at most"]), None, 1.5),
    ]


def _shares(answer: Answer) -> str:
    return f"{answer.fairness.fewest}-{answer.fairness.most}"


def _quality(answer: Answer) -> str:
    sure = "proven" if answer.proven else f"at most {answer.behind:.2%} behind"
    return f"missing {answer.missing} (no fewer than {answer.best_gaps}), {_shares(answer)} each, {sure}"


def _stopped(problem: Problem) -> Answer:
    """As soon as there is a first roster, the person has had enough."""
    seen: list[Answer] = []
    return solve(problem, seen.append, lambda: bool(seen))


def _month() -> Problem:
    rows = python_calamine.CalamineWorkbook.from_path(str(_ROSTER)).get_sheet_by_index(0).to_python()
    head = [str(cell) for cell in rows[0]]
    name, skills, times = (head.index(title) for title in ("姓名", "技能特长", "可服务时间"))
    people = tuple(
        Person(number, str(row[name]), frozenset(str(row[skills]).split("、")) - {""}, _halves(str(row[times])))
        for number, row in enumerate(rows[1:], start=1)
    )
    first = date(2026, 11, 1)
    posts = tuple(
        Post((day * 3 + half) * _POSTS + place + 1, first + timedelta(day), *_TIMES[half], _HEADS)
        for day in range(_DAYS)
        for half in range(3)
        for place in range(_POSTS)
    )
    return Problem(posts, people, roster_rules(with_edits("shift_rules", {})))


def _halves(text: str) -> frozenset[Half]:
    return frozenset((_WEEK.index(part[1]) + 1, part[2:]) for part in text.split("、"))

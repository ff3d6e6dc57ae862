"""1+5+N (洪洞): one of each of the five kinds by expertise, and N interested parties, drawn from a pool by a seed.

The same seed, pool and wish give the same draw on every machine and every version: the order comes from SHA-256, not
from a generator of random numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.base.errors import UserFault
from app.base.resources import rule_table
from app.models.deliberations import PoolDraft, PoolPerson

PARTIES = "利益相关方"


@lru_cache(maxsize=1)
def pool_kinds() -> Mapping[str, bool]:
    """Kind -> whether it is one of the five."""
    return {row["term"]: row["core"] == "是" for row in rule_table("pool_kinds")}


def there_on(pool: Sequence[PoolPerson], day: date) -> tuple[PoolPerson, ...]:
    """Those in the pool that day, by id."""
    found = [
        person
        for person in pool
        if (person.since is None or person.since <= day) and (person.until is None or day <= person.until)
    ]
    return tuple(sorted(found, key=lambda person: person.id))


def draw(
    pool: Sequence[PoolPerson], expertise: Sequence[str], parties: int, seed: str
) -> tuple[tuple[PoolPerson, ...], tuple[str, ...]]:
    """(drawn, kinds that the pool had nobody of). Of each kind whoever knows most of what is wanted goes first; the
    seed decides among equals."""
    drawn: list[PoolPerson] = []
    missing: list[str] = []
    for kind, core in pool_kinds().items():
        wanted = 1 if core else parties
        ranked = sorted(
            (person for person in pool if person.kind == kind), key=lambda one: _order(one, expertise, seed)
        )
        drawn += ranked[:wanted]
        if len(ranked) < wanted:
            missing.append(kind)
    return tuple(drawn), tuple(missing)


def check_person(draft: PoolDraft) -> PoolDraft:
    """Somebody for the pool, trimmed. Raises UserFault that names the field."""
    draft = replace(
        draft,
        name=" ".join(draft.name.split()),
        phone="".join(draft.phone.split()),
        expertise=tuple(dict.fromkeys(word.strip() for word in draft.expertise if word.strip())),
    )
    if not draft.name:
        raise UserFault("还没有填写姓名。", "请填写姓名。", place="姓名")
    if len(draft.name) > 30:
        raise UserFault("姓名超过 30 个字。", "请检查是否把几个人写在了一起。", place="姓名")
    if draft.kind not in pool_kinds():
        raise UserFault("还没有选类别。", f"请从这些里选:{'、'.join(pool_kinds())}。", place="类别")
    if draft.since and draft.until and draft.until < draft.since:
        raise UserFault("结束日期早于开始日期。", "请检查这两个日期。", place="结束日期")
    return draft


def _order(person: PoolPerson, expertise: Sequence[str], seed: str) -> tuple[int, str]:
    known = len(set(expertise) & set(person.expertise))
    return -known, hashlib.sha256(f"{seed}/{person.id}/{person.name}".encode()).hexdigest()

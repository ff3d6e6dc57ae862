"""Facts that people write into the remarks: disability, aid, owner, Party membership. The remark itself is kept too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.rules import terms
from app.rules.terms import narrow

_CLAUSES = re.compile(r"[,,;;。、\n\r]+")
_OWNER = re.compile(r"(?:产权人|房主|房东|业主|屋主)(?:是|为|姓名)?[::]?(?P<name>[一-龥㐀-䶿𠀀-𲎯·]{2,6})")
_PARTY = {"党员": "中共党员", "中共党员": "中共党员", "预备党员": "中共预备党员", "中共预备党员": "中共预备党员"}


@dataclass(frozen=True)
class RemarkFact:
    """One fact of a remark. `field`: disability, aid, politics, owner. `name`: who it names, '' for its row's."""

    field: str
    value: str
    name: str = ""


@lru_cache(maxsize=8192)
def facts_in(text: str, members: tuple[str, ...] = ()) -> tuple[RemarkFact, ...]:
    """Everything a remark states as a fact. `members`: the household's names, longest taken first."""
    found: list[RemarkFact] = []
    last = ""
    for clause in _CLAUSES.split(text):
        name = _named_in(clause, members)
        name = name or last
        last = name
        rest = narrow(clause.replace(name, "") if name else clause)
        owner = _OWNER.search(narrow(clause))
        if owner:
            found.append(RemarkFact("owner", owner["name"]))
            continue
        disability = terms.disability_named(rest)
        if disability and not re.search("[非无不未]残", rest):
            found.append(RemarkFact("disability", disability, name))
        found.extend(RemarkFact("aid", kind, name) for kind in terms.aids_named(rest)[:1])
        if rest in _PARTY:
            found.append(RemarkFact("politics", _PARTY[rest], name))
    return tuple(found)


def _named_in(clause: str, members: Sequence[str]) -> str:
    return max((name for name in members if name and name in clause), key=len, default="")

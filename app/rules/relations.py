"""Relations to the head (与户主关系), and what becomes of them with another head: proposals, to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app.base.resources import rule_table
from app.rules.stays import HEAD


def turned(relations: Mapping[int, str], new_head: int) -> dict[int, str]:
    """Relations by id as they would be with `new_head` as head; one that the table does not know stays as it is.

    Whoever was head until then stands in no known relation when the table has none: 其他.
    """
    stood = relations[new_head]
    return {
        who: HEAD if who == new_head else _turns().get((stood, relation), "其他" if relation == HEAD else relation)
        for who, relation in relations.items()
    }


@lru_cache(maxsize=1)
def _turns() -> dict[tuple[str, str], str]:
    """(relation of the new head to the old one, relation of another to the old head) -> to the new head."""
    return {(row["new_head"], row["other"]): row["turned"] for row in rule_table("relation_turns")}

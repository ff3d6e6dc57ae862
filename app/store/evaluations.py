"""三级评价 as rows: one score for each volunteer, period and level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection

from app.models.evaluations import EvaluationDraft, EvaluationLaw
from app.rules import evaluations as law
from app.rules.tables import with_edits
from app.store.journal import Value
from app.store.rules import edits_of
from app.store.work import Work, stored

Said = tuple[int, str, str, date]  # score, words, who gave it, when


def load_law(connection: Connection) -> EvaluationLaw:
    """Weights and grades, with the office's own values."""
    return _law(
        *(frozenset(edits_of(connection, name).items()) for name in ("evaluation_weights", "evaluation_grades"))
    )


@lru_cache(maxsize=4)
def _law(
    weights: frozenset[tuple[tuple[str, str], str]], grades: frozenset[tuple[tuple[str, str], str]]
) -> EvaluationLaw:
    tables = (with_edits("evaluation_weights", dict(weights)), with_edits("evaluation_grades", dict(grades)))
    return law.law_of(*((row.values for row in table.rows) for table in tables))


def scores_of(connection: Connection, period: str, volunteer_id: int | None = None) -> dict[int, dict[str, Said]]:
    """Volunteer id -> level -> what was said."""
    one, values = ("", ()) if volunteer_id is None else (" AND volunteer_id = ?", (volunteer_id,))
    rows = connection.exec_driver_sql(
        "SELECT volunteer_id, level, score, words, given_by, given_on FROM volunteer_evaluation "
        f"WHERE period = ?{one} ORDER BY id",
        (period, *values),
    )
    found: dict[int, dict[str, Said]] = {}
    for row in rows:
        found.setdefault(row[0], {})[row[1]] = (row[2], row[3], row[4], date.fromisoformat(row[5]))
    return found


def totals(connection: Connection, period: str) -> dict[int, tuple[int | None, str]]:
    """Volunteer id -> (total in tenths or None, grade), of who was evaluated in a period."""
    rules = load_law(connection)
    found = {}
    for volunteer_id, levels in scores_of(connection, period).items():
        total = law.total_of({level: said[0] for level, said in levels.items()}, rules)
        found[volunteer_id] = (total, law.grade_of(total, rules))
    return found


def set_scores(work: Work, period: str, drafts: Sequence[EvaluationDraft], today: date) -> None:
    """Lay scores down; None takes one away."""
    there = {
        (row[1], row[2]): row[0]
        for row in work.connection.exec_driver_sql(
            "SELECT id, volunteer_id, level FROM volunteer_evaluation WHERE period = ?", (period,)
        )
    }
    for draft in drafts:
        row_id = there.get((draft.volunteer_id, draft.level))
        if draft.score is None:
            work.delete("volunteer_evaluation", [row_id] if row_id is not None else [])
            continue
        values: dict[str, Value] = {"score": draft.score, "words": draft.words, "given_by": draft.given_by}
        if row_id is None:
            key: dict[str, Value] = {"volunteer_id": draft.volunteer_id, "period": period, "level": draft.level}
            work.add("volunteer_evaluation", {**key, **values, "given_on": stored(today)})
        elif work.update("volunteer_evaluation", row_id, values):
            work.update("volunteer_evaluation", row_id, {"given_on": stored(today)})

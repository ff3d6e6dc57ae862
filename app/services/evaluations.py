"""三级评价: a table of scores for a period, entered many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.evaluations import Evaluation, EvaluationDraft, EvaluationLaw, EvaluationTable
from app.rules import evaluations as law
from app.services.office import Office
from app.store import evaluations as shelf
from app.store.points import Person, people


def table(office: Office, period: str) -> EvaluationTable:
    """Everybody who serves at some time in the period, and who has a score in it. Raises UserFault for no period."""
    found = law.period_for(period)
    with office.store.reading() as connection:
        rules, scores = shelf.load_law(connection), shelf.scores_of(connection, period)
        serving = [
            one for one in people(connection).values() if one.id in scores or _serves(one, found.first, found.last)
        ]
    rows = (_row(one, scores.get(one.id, {}), rules) for one in sorted(serving, key=lambda one: (one.sort, one.id)))
    return EvaluationTable(period, law.period_title(found), rules, tuple(rows))


def evaluate(office: Office, period: str, drafts: Sequence[EvaluationDraft]) -> Changes:
    """Scores of one or many volunteers in one change. Raises UserFault naming who and which level."""
    found = law.period_for(period)
    today = office.clock.today()
    if found.first > today:
        raise UserFault("这个周期还没有开始。", "请选本期或以前的周期。", place="评价周期")
    with office.work("evaluate_volunteers", f"三级评价 {law.period_title(found)}") as work:
        rules = shelf.load_law(work.connection)
        known = people(work.connection, [draft.volunteer_id for draft in drafts])
        for draft in drafts:
            if draft.volunteer_id not in known:
                raise UserFault("有一位志愿者已经不在名册里了。", "请刷新后再试。")
        try:
            checked = [law.check_score(replace(draft, words=" ".join(draft.words.split())), rules) for draft in drafts]
        except UserFault as fault:
            wrong = next(draft for draft in drafts if _faulty(draft, rules))
            raise UserFault(f"{known[wrong.volunteer_id].name}:{fault.what}", fault.remedy, place=fault.place) from None
        shelf.set_scores(work, period, checked, today)
        return office.keep(work)


def of_volunteer(office: Office, volunteer_id: int, period: str) -> Evaluation | None:
    """What was said of one in a period; None when there is no such volunteer."""
    return next((row for row in table(office, period).rows if row.volunteer_id == volunteer_id), None)


def _faulty(draft: EvaluationDraft, rules: EvaluationLaw) -> bool:
    try:
        law.check_score(draft, rules)
    except UserFault:
        return True
    return False


def _serves(one: Person, first: date, last: date) -> bool:
    return (one.joined_on is None or one.joined_on <= last) and (one.left_on is None or one.left_on >= first)


def _row(one: Person, said: dict[str, shelf.Said], rules: EvaluationLaw) -> Evaluation:
    scores = {level: found[0] for level, found in said.items()}
    total = law.total_of(scores, rules)
    return Evaluation(
        one.id,
        one.name,
        one.team,
        scores,
        {level: found[1] for level, found in said.items() if found[1]},
        total,
        law.grade_of(total, rules),
        tuple(level.level for level in rules.levels if level.level not in scores),
        max((found[3] for found in said.values()), default=None),
    )

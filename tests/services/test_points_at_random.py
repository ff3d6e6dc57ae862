"""Whatever is entered and reversed, in any order: no year is over its cap, sums are those of what stands, nothing is
lost, and the ledger is in order."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from volunteer_hands import add_volunteers

from app import services
from app.base.errors import UserFault
from app.models.points import PointsDraft, Span
from app.services.office import Office

_KINDS = ("推荐入队", "受到表彰", "加入志愿队", "参加培训")
_DAYS = (date(2025, 12, 30), date(2026, 1, 2), date(2026, 10, 31), date(2026, 11, 20))
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(_KINDS), st.sampled_from(_DAYS), st.integers(1, 9), st.integers(0, 2)),
        st.integers(0, 30),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_any_order_of_entries_and_reversals(office: Office, steps: list[tuple[str, date, int, int] | int]) -> None:
    people = add_volunteers(office, ["王芳", "李强", "陈静"])  # three of their own for each example
    made: list[int] = []
    for step in steps:
        try:
            if isinstance(step, int):
                services.points.reverse(office, [made[step]] if step < len(made) else [], "记错了")
            else:
                kind, day, count, who = step
                draft = PointsDraft(day, kind, ((people[who], count),), evidence="证明", sure=True)
                made += services.points.enter(office, draft).made
        except UserFault:
            continue
    caps = {kind.kind: kind.cap for kind in services.points.kinds(office)}
    ranked = {row.volunteer_id: row for row in services.points.ranking(office, 2026, 11, Span.TOTAL).rows}
    for one in people:
        ledger = services.points.ledger(office, one)
        by_id = {entry.id: entry for entry in ledger.entries}
        standing = [entry for entry in ledger.entries if entry.can_be_reversed]
        assert ledger.sums.total == sum(entry.points for entry in standing)
        assert ledger.sums.year == sum(entry.points for entry in standing if entry.day.year == 2026)
        assert ledger.sums.month == sum(entry.points for entry in standing if entry.day.month == 11)
        assert (ranked[one].sums if one in ranked else None) == (ledger.sums if ledger.sums.total else None)
        given_: dict[tuple[str, int], int] = defaultdict(int)
        for entry in ledger.entries:
            given_[entry.kind, entry.day.year] += entry.points
            if entry.reverses_id is not None:
                assert entry.points == -by_id[entry.reverses_id].points
        assert all(0 <= points <= caps[kind] for (kind, _year), points in given_.items())
    with office.store.reading() as connection:
        from app.store import points as shelf

        assert list(shelf.check(connection)) == []

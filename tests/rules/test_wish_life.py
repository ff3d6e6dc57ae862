"""No state of a wish is skipped, whatever is tried; what a text is about meets what somebody can do."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.models.wishes import Kind, State, Verb
from app.rules import wishes as law

_ORDER = [State.WAITING, State.CLAIMED, State.DOING, State.DONE, State.CONFIRMED]
_KINDS = st.sampled_from([Kind.WISH, Kind.NEED, Kind.PROJECT])


@given(_KINDS, st.lists(st.sampled_from(list(Verb)), max_size=40))
def test_no_state_is_skipped(kind: Kind, verbs: list[Verb]) -> None:
    state, seen = State.WAITING, [State.WAITING]
    for verb in verbs:
        way = law.path(verb, state) if not law.reason(verb, kind, state) else ()
        assert bool(way) == (not law.reason(verb, kind, state))
        for step in way:
            state = law.after(step, state)
            seen.append(state)
    for before, now in itertools.pairwise(seen):
        if now is State.WITHDRAWN:
            assert before in (State.WAITING, State.CLAIMED, State.DOING)
        elif before is State.WITHDRAWN:
            raise AssertionError("what was withdrawn stays so")
        else:
            assert _ORDER.index(now) - _ORDER.index(before) <= 1


@given(st.sampled_from(list(Kind)), st.sampled_from(list(State)), st.sampled_from(list(Verb)))
def test_every_refusal_says_why(kind: Kind, state: State, verb: Verb) -> None:
    why = law.reason(verb, kind, state)
    assert why == "" or why.endswith("。")
    assert law.state_words(kind, state)


def test_words_meet_skills_and_fields() -> None:
    assert law.met_words("想学用智能手机视频通话", ["手机教学", "摄影"]) == ("手机",)
    assert law.met_words("厨房水管漏水", ["维修", "驾驶"]) == ("水管",)
    assert law.met_words("想吃一碗面", ["维修", "法律"]) == ()
    assert law.met_words("上门理发", "免费理发,每月一次") == ("理发",)

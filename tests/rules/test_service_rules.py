"""Minutes of service: what a sign-in table may say, and what is said back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.errors import UserFault
from app.models.service import SessionDraft, SignLine
from app.rules.service import (
    Elsewhere,
    beyond,
    check_correction,
    check_session,
    check_sign_in,
    hours,
    length,
    minute_of,
    overlap,
    read_time,
    settle,
)

TODAY = date(2026, 11, 21)
SESSION = SessionDraft(date(2026, 11, 20), "打扫楼道", "14:00", "17:00")
NAMES = {1: "张秀珍", 2: "谷瑜"}
minutes_of_day = st.integers(0, 24 * 60)


def spell(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def refused(lines: list[SignLine], session: SessionDraft = SESSION, **there: list[Elsewhere]) -> UserFault:
    with pytest.raises(UserFault) as caught:
        check_sign_in(lines, session, NAMES, {1: there.get("there", [])})
    return caught.value


@pytest.mark.parametrize(
    ("text", "read"),
    [("9:05", "09:05"), ("9：05", "09:05"), ("905", "09:05"), ("0905", "09:05"), ("9", "09:00"), ("９点５分", "09:05"),
     ("14.30", "14:30"), ("24:00", "24:00"), ("", ""), ("25", None), ("12:60", None), ("下午", None), ("24:01", None)],
)  # fmt: skip
def test_times_as_people_type_them(text: str, read: str | None) -> None:
    assert read_time(text) == read


@given(minutes_of_day)
def test_every_minute_is_read_as_it_is_written(minute: int) -> None:
    assert read_time(spell(minute)) == spell(minute)
    assert read_time(spell(minute).replace(":", "")) == spell(minute)
    assert minute_of(spell(minute)) == minute


@given(minutes_of_day, minutes_of_day, st.none() | st.integers(-10, 2000))
def test_minutes_never_exceed_the_time_between(starts: int, ends: int, minutes: int | None) -> None:
    """Whatever is kept lies within its own span, its day, and is more than nothing."""
    line = SignLine(1, spell(starts), spell(ends), minutes)
    if starts >= ends or starts == 24 * 60 or (minutes is not None and not 0 < minutes <= ends - starts):
        with pytest.raises(UserFault) as caught:
            settle(line, SESSION, "张秀珍")
        assert caught.value.place == "张秀珍"
        return
    kept = settle(line, SESSION, "张秀珍")
    assert length(kept.starts, kept.ends) == ends - starts
    assert kept.minutes == (ends - starts if minutes is None else minutes)


@given(st.lists(st.tuples(minutes_of_day, minutes_of_day), min_size=2, max_size=5))
def test_nobody_is_in_two_places(spans: list[tuple[int, int]]) -> None:
    lines = [SignLine(1, spell(a), spell(b)) for a, b in spans]
    try:
        check_sign_in(lines, SESSION, NAMES, {})
    except UserFault:
        return
    covered: set[int] = set()
    for a, b in spans:  # minute by minute, as no rule does it
        assert not covered & set(range(a, b))
        covered |= set(range(a, b))


@given(st.integers(0, 10_000_000))
def test_hours_are_minutes_by_sixty_to_two_places(minutes: int) -> None:
    told = hours(minutes)
    assert abs(float(told) - minutes / 60) <= 0.005 + 1e-9
    assert len(told.partition(".")[2]) == 2


def test_what_a_line_leaves_open_comes_from_the_session() -> None:
    assert settle(SignLine(1), SESSION, "").minutes == 180
    late = settle(SignLine(1, starts="15:30"), SESSION, "")
    assert (late.starts, late.ends, late.minutes) == ("15:30", "17:00", 90)
    assert settle(SignLine(1, minutes=100), SESSION, "").minutes == 100
    bare = SessionDraft(SESSION.day, "登门")
    assert settle(SignLine(1, minutes=45), bare, "").minutes == 45
    assert "不知道服务了多久" in refused([SignLine(1)], bare).what


def test_what_is_said() -> None:
    assert "不晚于" in refused([SignLine(1, "16:00", "15:00")]).what
    midnight = refused([SignLine(1, "22:00", "01:00")])
    assert "零点" in midnight.remedy
    assert midnight.place == "张秀珍"
    assert "0 分钟" in refused([SignLine(1, minutes=0)]).what
    assert "比起止时间(180 分钟)还长" in refused([SignLine(1, minutes=181)]).what
    assert "两次" in refused([SignLine(1), SignLine(2), SignLine(1)]).what
    elsewhere = refused([SignLine(1)], there=[Elsewhere("群团站固定活动日", "16:30", "18:00")])
    assert "群团站固定活动日" in elsewhere.what
    twice = [SignLine(1, "14:00", "15:00"), SignLine(1, "15:00", "16:00")]  # went, and came back
    assert [one.minutes for one in check_sign_in(twice, SESSION, NAMES, {})] == [60, 60]


def test_a_session_is_of_a_day_that_has_come() -> None:
    assert check_session(SESSION, TODAY).title == "打扫楼道"
    with pytest.raises(UserFault) as caught:
        check_session(SessionDraft(date(2026, 11, 22), "打扫楼道"), TODAY)
    assert caught.value.place == "日期"
    with pytest.raises(UserFault) as caught:
        check_session(SessionDraft(TODAY, " "), TODAY)
    assert caught.value.place == "活动名称"
    with pytest.raises(UserFault):
        check_session(SessionDraft(TODAY, "巡逻", "22:00", "06:00"), TODAY)


def test_a_correction_says_why() -> None:
    assert check_correction(120, 180, 180, " 签退 漏记 ") == "签退 漏记"
    assert check_correction(0, 180, 180, "没有来")
    for after, before, between, reason in ((120, 180, 180, " "), (180, 180, 180, "错了"), (200, 180, 180, "错了")):
        with pytest.raises(UserFault):
            check_correction(after, before, between, reason)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not overlap(("14:00", "15:00"), ("15:00", "16:00"))
    assert overlap(("14:00", "15:01"), ("15:00", "16:00"))
    assert not overlap(("", ""), ("15:00", "16:00"))


def test_more_minutes_than_the_session_took_are_doubted() -> None:
    slip = settle(SignLine(1, "01:00", "17:00"), SESSION, "张秀珍")
    assert beyond(slip, SESSION) == "比活动时间(14:00–17:00,180 分钟)长,请核对。"
    assert beyond(settle(SignLine(1, "13:30", "16:30"), SESSION, "张秀珍"), SESSION) == ""
    assert beyond(slip, SessionDraft(date(2026, 11, 20), "打扫楼道")) == ""

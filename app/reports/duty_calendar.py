"""A roster as a calendar file (RFC 5545) that phones and calendars take in: lines of at most 75 octets, CRLF, the
office's time zone written out. Names of others are not in a volunteer's own calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from app.models.shifts import DutySheet, Shift
from app.rules.duty_lines import names_of

_ZONE = "Asia/Shanghai"
_EAST = timedelta(hours=8)  # no summer time since 1991
_OCTETS = 75


def duty_calendar(sheet: DutySheet, volunteer_id: int | None = None) -> bytes:
    """The shifts that stand: of one volunteer, or of all with the names in them."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Qicai//Duty Roster//ZH", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(sheet.title)}", *_zone(),
    ]  # fmt: skip
    for shift in sheet.roster.standing:
        if volunteer_id is None or any(duty.volunteer_id == volunteer_id for duty in shift.duties):
            lines += _event(sheet, shift, volunteer_id)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode("utf-8")


def _zone() -> tuple[str, ...]:
    return (
        "BEGIN:VTIMEZONE", f"TZID:{_ZONE}", "BEGIN:STANDARD", "DTSTART:19910915T000000", "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip


def _event(sheet: DutySheet, shift: Shift, volunteer_id: int | None) -> Iterator[str]:
    stamp = (sheet.made_at - _EAST).strftime("%Y%m%dT%H%M%SZ")
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, f'qicai:{sheet.branch}:{shift.id}:{volunteer_id or 0}')}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;TZID={_ZONE}:{_moment(shift.day, shift.starts)}"
    yield f"DTEND;TZID={_ZONE}:{_moment(shift.day, shift.ends)}"
    yield f"SUMMARY:{_escaped(f'志愿服务:{shift.title}')}"
    if shift.place:
        yield f"LOCATION:{_escaped(shift.place)}"
    if volunteer_id is None:
        missing = f"\n缺{shift.missing}人" if shift.missing else ""
        yield f"DESCRIPTION:{_escaped(f'志愿者:{names_of(shift)}{missing}')}"
    else:
        yield f"DESCRIPTION:{_escaped(f'{sheet.branch}。来不了请提前告诉社区换班。')}"
    yield "END:VEVENT"


def _moment(day: date, time: str) -> str:
    """20261103T090000; 24:00 is the next day's beginning."""
    minutes = timedelta(hours=int(time[:2]), minutes=int(time[3:]))
    return (datetime(day.year, day.month, day.day) + minutes).strftime("%Y%m%dT%H%M%S")  # noqa: DTZ001 - local by TZID


def _escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """In pieces of at most 75 octets, those after the first begin with a blank; no character is cut in two."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece

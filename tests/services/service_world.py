"""Volunteers of two teams, and sessions they serve in."""

from __future__ import annotations

from datetime import date

from app import services
from app.models.service import SessionDraft, SignLine
from app.services.office import Office
from app.store.journal import Value

NAMES = ("张秀珍", "谷瑜", "陈秀英", "詹飞", "欧阳丽", "王桂珍")
DAY = date(2026, 10, 4)


def enroll(office: Office, count: int = 6, *, first: int = 1) -> tuple[int, ...]:
    """So many volunteers, the first half in 环境整治队, the others in 助老敬老队; their ids."""
    with office.work("enroll", "名册") as work:
        teams = [
            work.add("volunteer_team", {"name": f"{name}{first if first > 1 else ''}", "sort": "", "focus": ""})
            for name in ("环境整治队", "助老敬老队")
        ]
        start = work.next_id("volunteer")
        columns = (
            "id", "name", "sort", "sex", "id_number", "phone", "politics", "unit", "team_id", "post", "skills",
            "left_why", "note",
        )  # fmt: skip
        rows: list[tuple[Value, ...]] = [
            (start + n, NAMES[n] if n < len(NAMES) else f"志愿者{n:03d}", "", "女", f"11010519491231{n:03d}X",
             f"1380000{n:04d}", "中共党员" if n % 2 == 0 else "群众", "", teams[n >= count // 2], "", "", "", "")
            for n in range(count)
        ]  # fmt: skip
        work.insert("volunteer", columns, rows)
        office.keep(work)
    return tuple(range(start, start + count))


def session(
    day: date = DAY, title: str = "群团站固定活动日", starts: str = "14:00", ends: str = "17:00"
) -> SessionDraft:
    return SessionDraft(day, title, starts, ends, "群团站", recorder="李干事")


def served(office: Office, draft: SessionDraft, *lines: SignLine, closed: bool = True) -> int:
    """A session with its table; its id."""
    (made,) = services.service.open_session(office, draft, lines).made
    if closed:
        services.service.close(office, made)
    return made

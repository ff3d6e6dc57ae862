"""Lines of a sign-in table while they are filled in, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.base.errors import UserFault
from app.models.service import SessionDraft, SignLine
from app.rules.service import beyond, check_sign_in, hours_words


@dataclass
class Row:
    """One line: somebody who is expected, came, or walked in. `minutes` '' is the time between."""

    volunteer_id: int
    name: str
    team: str
    came: bool = False
    starts: str = ""
    ends: str = ""
    minutes: str = ""
    content: str = ""
    record_id: int | None = None
    corrected: str = ""
    trouble: str = ""
    remedy: str = ""
    doubt: str = ""  # unusual, and may be right: said, and saved all the same

    @property
    def line(self) -> SignLine:
        minutes = int(self.minutes) if self.minutes.isdecimal() else None
        return SignLine(self.volunteer_id, self.starts, self.ends, minutes, self.content, self.record_id)


def judge(rows: Sequence[Row], session: SessionDraft) -> None:
    """What is wrong with each line, by the rules that will be asked again when it is saved."""
    kept: dict[int, list[SignLine]] = {}
    for row in rows:
        row.trouble = row.remedy = row.doubt = ""
        if not row.came:
            continue
        if row.minutes and not row.minutes.isdecimal():
            row.trouble = "分钟数要填整数。"
            continue
        same = kept.setdefault(row.volunteer_id, [])
        try:
            found = check_sign_in([*same, row.line], session, {row.volunteer_id: row.name}, {})
        except UserFault as fault:
            row.trouble, row.remedy = fault.what, fault.remedy
        else:
            same.append(row.line)
            row.doubt = beyond(found[-1], session)


def sum_words(rows: Sequence[Row], heads: int, minutes: int) -> str:
    """到 38 人,服务共 76 小时,没有到 2 人,有 1 行要改,1 人比活动时间长."""
    away, wrong = sum(not row.came for row in rows), sum(bool(row.trouble) for row in rows)
    long = sum(bool(row.doubt) for row in rows)
    parts = [f"到 {heads} 人", f"服务共 {hours_words(minutes)}" if minutes else ""]
    parts += [f"没有到 {away} 人" if away else "", f"有 {wrong} 行要改" if wrong else ""]
    parts.append(f"{long} 人比活动时间长" if long else "")
    return ",".join(filter(None, parts))

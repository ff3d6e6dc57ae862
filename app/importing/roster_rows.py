"""Rows of a list of Party members, understood one by one; what cannot be is an error with its cell and remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from app.base.clock import chinese_date
from app.importing.ledger_layout import LedgerKind, LedgerLayout
from app.importing.ledger_rows import LedgerRow, rows_of
from app.importing.meetings_cells import group_name
from app.importing.person_cells import DATE_REMEDY, identity_in, name_in
from app.importing.raw import RawWorkbook
from app.models.importing import Fate, PlannedRow, RowError
from app.models.meeting_import import MemberStaging, StagedMember
from app.rules import terms
from app.rules.dates import SpelledDate, read_date
from app.rules.roster import post_of
from app.rules.terms import narrow, plain_dashes

TITLES = {
    "serial": "序号", "name": "姓名", "sex": "性别", "birth": "出生日期", "age": "年龄", "id_number": "身份证号",
    "phone": "电话", "joined": "入党时间", "full": "转正时间", "category": "党员类别", "standing": "党员状态",
    "post": "党内职务", "post_since": "任职时间", "group": "党小组", "branch": "党支部", "since": "转入时间",
    "from": "转入来源", "until": "转出时间", "address": "住址", "note": "备注",
}  # fmt: skip
LEDGER = LedgerKind(
    "members",
    "member_titles",
    (
        (("name",), "表头里没有姓名"),
        (
            ("joined", "full", "post", "group", "since", "standing", "branch"),
            "表头里没有入党时间、职务等党员信息",
        ),
    ),
    frozenset(("serial", "name", "sex", "birth", "age", "id_number", "phone", "category", "address", "note")),
)
_DATES = ("joined", "full", "since", "until", "post_since")
_NO_POST = frozenset(("党员", "普通党员", "群众", "正式党员", "预备党员", "无职务", "组员", "成员"))
_NO_MEMBER = frozenset(
    (
        "共青团员", "民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "致公党党员", "九三学社社员",
        "台盟盟员", "无党派人士", "群众",
    )
)  # fmt: skip
_PROBATIONARY = re.compile("预备")
_WATCH = re.compile("留党察看")
_GONE = re.compile("转出|去世|死亡|除名|退党|开除|出党|停止党籍")


def stage_members(raw: RawWorkbook, layouts: Sequence[LedgerLayout], *, today: date) -> MemberStaging:
    """Every row of the sheets in use."""
    found: list[StagedMember] = []
    failed: list[PlannedRow] = []
    errors: list[RowError] = []
    for layout in layouts:
        for row in rows_of(raw.sheets[layout.index], layout, ("name",)) if layout.use else ():
            staged = _staged(row, today)
            if row.errors:
                errors += row.errors
                failed.append(
                    PlannedRow(layout.sheet, row.number, Fate.ERROR, "", row.text("name") or "", cells=row.cells())
                )
            else:
                found.append(staged)
    notes = tuple(f"工作表“{layout.sheet}”没有读取:{layout.why}。" for layout in layouts if not layout.use)
    return MemberStaging(raw.source, tuple(found), tuple(failed), tuple(errors), notes)


def _staged(row: LedgerRow, today: date) -> StagedMember:
    name = name_in(row)
    number, birth, sex = identity_in(row, today)
    days = {field: _day(row, field, today) for field in _DATES}
    probationary = _probationary(row, days["full"], today)
    standing = " ".join(filter(None, (row.text("standing"), row.text("note"))))
    if days["until"] is None and _GONE.search(row.text("standing") or ""):
        row.warnings.append(f"状态写着“{row.text('standing')}”,没有转出时间,仍按在册登记,请登记后补上。")
    _check_order(row, birth, days)
    return StagedMember(
        sheet=row.layout.sheet,
        row=row.number,
        name=name,
        id_number=number,
        sex=sex,
        birth=birth,
        phone=plain_dashes(narrow(phone)) if (phone := row.text("phone")) else None,
        joined_party=days["joined"],
        full_on=days["full"],
        probationary=probationary,
        watched=bool(_WATCH.search(standing)),
        posts=_posts(row),
        post_since=days["post_since"],
        group=_group(row),
        branch=_branch(row),
        since=days["since"],
        from_where=row.text("from"),
        until=days["until"],
        note=row.text("note"),
        warnings=tuple(row.warnings),
        cells=row.cells(),
    )


def _day(row: LedgerRow, field: str, today: date) -> date | None:
    """A day; of a month or a year alone its first day."""
    cell = row.cell(field)
    text = row.text(field)
    if text is None:
        return None
    found: SpelledDate | None = read_date(cell)
    if found is None:
        if field == "full" and _PROBATIONARY.search(text):
            return None
        row.error(field, f"看不懂的日期“{text}”。", DATE_REMEDY)
        return None
    if found.day > today and field in ("joined", "since"):
        row.error(field, f"日期{chinese_date(found.day)}还没有到。", "请核对后改正。")
        return None
    return found.day


def _probationary(row: LedgerRow, full_on: date | None, today: date) -> bool | None:
    """Whether probationary, as any cell says; None where none does."""
    words = " ".join(filter(None, (row.text("category"), row.text("name"), row.text("full"), row.text("standing"))))
    category = terms.politics(row.text("category") or "") if row.text("category") else None
    if category in _NO_MEMBER:
        row.error("category", f"政治面貌是“{category}”,不是中共党员。", "不是党员的行请从名单里删去。")
    if _PROBATIONARY.search(words) and "转正" not in (row.text("category") or ""):
        if full_on is not None and full_on <= today:
            row.warnings.append("写着预备党员,转正时间已经过了,按正式党员登记。")
            return False
        return True
    if full_on is not None and full_on <= today:
        return False
    return False if category == "中共党员" else None


def _posts(row: LedgerRow) -> tuple[str, ...]:
    """Posts that the cell names, in the field's terms; 普通党员 is none."""
    text = row.text("post")
    if text is None:
        return ()
    parts = [part.strip() for part in re.split(r"[、,,;;/\s]+|兼", text) if part.strip()]
    return tuple(dict.fromkeys(post_of(part) or part for part in parts if part not in _NO_POST))


def _group(row: LedgerRow) -> str | None:
    text = row.text("group")
    if text is None and "group" not in row.columns and "组" in row.layout.sheet:
        text = row.layout.sheet  # a sheet for each group
    return group_name(text) if text else None


def _branch(row: LedgerRow) -> str | None:
    text = row.text("branch")
    return " ".join(text.split()) if text else None


def _check_order(row: LedgerRow, birth: date | None, days: dict[str, date | None]) -> None:
    joined, full, since, until = days["joined"], days["full"], days["since"], days["until"]
    if birth and joined and joined.year - birth.year < 18:
        row.error("joined", "入党时不满十八岁。", "请核对出生日期和入党时间。")
    if joined and full and full < joined:
        row.error("full", "转正时间早于入党时间。", "请核对这两个日期。")
    if since and until and until < since:
        row.error("until", "转出时间早于转入时间。", "请核对这两个日期。")

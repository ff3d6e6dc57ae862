"""Rows of a roster of volunteers, understood one by one; what cannot be is an error with its cell and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.importing.ledger_layout import LedgerKind, LedgerLayout
from app.importing.ledger_rows import LedgerRow, rows_of
from app.importing.person_cells import DATE_REMEDY, identity_in, name_in, phone_in
from app.importing.raw import RawWorkbook
from app.models.importing import Fate, PlannedRow, RowError
from app.models.volunteer_import import StagedVolunteer, VolunteerStaging
from app.models.volunteers import HALVES, WEEKDAYS, DualDraft, Half, Slots
from app.rules import terms
from app.rules.availability import BY_DAY, EVERY_DAY, read_availability
from app.rules.dates import Precision, read_date
from app.rules.terms import half_width, narrow
from app.rules.volunteers import MOST_A_WEEK, read_skills

_PARTS = dict(zip("abc", HALVES, strict=True))
_SLOTS = {f"slot{day}{mark}": (day, half) for day in range(1, 8) for mark, half in _PARTS.items()}
_DAYS = {f"day{day}": day for day in range(1, 8)}
_HALF_COLUMNS = {f"half_{mark}": half for mark, half in _PARTS.items()}
TIMES = (*_SLOTS, *_DAYS, *_HALF_COLUMNS)
_TIMES = frozenset(TIMES)
TITLES = {
    "serial": "序号", "name": "姓名", "sex": "性别", "birth": "出生日期", "age": "年龄", "id_number": "身份证号",
    "phone": "电话", "politics": "政治面貌", "team": "小分队", "role": "队内职务", "skills": "技能特长",
    "availability": "可服务时间", "unit": "工作单位", "dual": "是否双报到", "dual_unit": "双报到单位",
    "dual_on": "报到日期", "claimed": "认领岗位", "claimed_on": "认领日期", "reported_on": "反馈日期",
    "report": "反馈内容", "post": "岗位", "limit": "每周最多几次", "joined": "入队日期", "left": "离队日期",
    "standing": "状态", "address": "住址", "note": "备注",
} | {field: f"{WEEKDAYS[day - 1]}{half.value}" for field, (day, half) in _SLOTS.items()} | {
    field: WEEKDAYS[day - 1] for field, day in _DAYS.items()
} | {field: half.value for field, half in _HALF_COLUMNS.items()}  # fmt: skip
LEDGER = LedgerKind(
    "volunteers",
    "volunteer_titles",
    (
        (("name",), "表头里没有姓名"),
        (
            ("team", "skills", "availability", "dual", "dual_unit", "claimed", *TIMES),
            "表头里没有小分队、技能特长、可服务时间等志愿者信息",
        ),
    ),
    frozenset(
        ("serial", "name", "sex", "birth", "age", "id_number", "phone", "politics", "unit", "role", "standing",
         "address", "note")
    ),
)  # fmt: skip
_HEART = ("name", "phone", "id_number", "skills", "availability")
_GONE = re.compile("离队|退出|退队|不在队|已退|搬走|去世")
_WHY = re.compile("搬走|去世|退出")
_NO_LIMIT = re.compile("不限|无限|没有限|随时|都可|均可|^无$|^没有$")
_A_WEEK = re.compile("^[每一]?个?(?:周|星期|礼拜)")
_NUMBER = re.compile(r"\d+|十")
_CHINESE = str.maketrans("一两二三四五六七八九", "1223456789")
_SAYS_NO = frozenset(("否", "×", "x", "不在", "不在队"))


def stage_volunteers(raw: RawWorkbook, layouts: Sequence[LedgerLayout], *, today: date) -> VolunteerStaging:
    """Every row of the sheets in use."""
    found: list[StagedVolunteer] = []
    failed: list[PlannedRow] = []
    errors: list[RowError] = []
    by_day = False
    for layout in layouts:
        for row in rows_of(raw.sheets[layout.index], layout, _HEART) if layout.use else ():
            staged, told = _staged(row, today)
            by_day = by_day or told
            if row.errors:
                errors += row.errors
                team, name = row.text("team") or "", row.text("name") or ""
                failed.append(PlannedRow(layout.sheet, row.number, Fate.ERROR, team, name, cells=row.cells()))
            else:
                found.append(staged)
    notes = [f"工作表“{layout.sheet}”没有读取:{layout.why}。" for layout in layouts if not layout.use]
    if by_day:
        notes.append("只写了周几、双休日或全天的,按上午和下午登记;晚上也能来的,请导入后在卡片里勾上。")
    return VolunteerStaging(raw.source, tuple(found), tuple(failed), tuple(errors), tuple(notes))


def _staged(row: LedgerRow, today: date) -> tuple[StagedVolunteer, bool]:
    """The row, and whether a day without a time of day was taken as its morning and afternoon."""
    number_text = narrow(row.text("id_number") or "")
    masked = number_text if "*" in number_text else ""
    number, birth, sex = identity_in(_without(row, "id_number") if masked else row, today)
    slots, by_day = _times(row)
    team, captain = _team(row)
    left, why = _left(row, today)
    unit = _line(row.text("unit"))
    politics = terms.politics(text) if (text := row.text("politics")) else None
    if politics is not None and terms.yes_or_no(politics) is not None:  # a column 是否党员
        politics = "中共党员" if terms.yes_or_no(politics) else None
    name = name_in(row)
    dual = _dual(row, unit, today)
    joined = _day(row, "joined", today)
    if joined and left and left < joined:
        row.error("left", "离队日期早于入队日期。", "请核对这两个日期。")
    staged = StagedVolunteer(
        sheet=row.layout.sheet,
        row=row.number,
        name=name,
        id_number=number,
        masked_number=masked,
        sex=sex,
        birth=birth,
        phone=phone_in(row),
        politics=politics,
        team=team,
        captain=captain,
        skills=read_skills(row.text("skills") or ""),
        availability=slots,
        unit=unit,
        dual=dual,
        post=_line(row.text("post")),
        weekly_limit=_limit(row),
        joined_on=joined,
        left_on=left,
        left_why=why,
        note=_line(row.text("note")),
        warnings=tuple(row.warnings),
        cells=row.cells(),
    )
    return staged, by_day


def _without(row: LedgerRow, field: str) -> LedgerRow:
    """The same row with one column not there; its errors and warnings are the row's own."""
    return replace(row, columns={name: column for name, column in row.columns.items() if name != field})


def _team(row: LedgerRow) -> tuple[str | None, bool]:
    """(the team as it is written, whether the row's person leads it). A sheet for each team has its name."""
    text = row.text("team")
    role = row.text("role") or ""
    named = row.text("name") or ""
    captain = any("队长" in said and "副" not in said for said in (role, named)) or terms.yes_or_no(role) is True
    captain = captain or (bool(role) and narrow(role) == narrow(named))  # a column 队长 that names whoever leads
    if text is not None:
        marked = re.search(r"[((]队长[))]", text)
        plain = re.sub(r"[((].*?[))]", "", narrow(text))
        return plain or None, captain or marked is not None
    if "team" not in row.columns and re.search("队$|组$", row.layout.sheet.strip()):
        return narrow(row.layout.sheet), captain
    return None, captain


def _times(row: LedgerRow) -> tuple[Slots | None, bool]:
    """When they can come, from words or from ticked columns; None where nothing is said."""
    slots: set[tuple[int, Half]] = set()
    by_day = False
    text = row.text("availability")
    if text is not None:
        read = read_availability(text)
        slots |= read.slots
        by_day = read.by_day
        if not read.slots:
            row.warnings.append(f"可服务时间“{text[:30]}”没有看懂,没有登记。")
        elif read.unread:
            row.warnings.append(f"可服务时间里的“{read.unread[:20]}”没有看懂,其余已登记。")
    for field, found, told in _ticked(row):
        if found is None:
            row.warnings.append(f"{TITLES[field]}一栏的“{row.text(field)}”没有看懂,没有登记。")
            continue
        slots |= found
        by_day = by_day or told
    return frozenset(slots) or None, by_day


def _ticked(row: LedgerRow) -> Iterator[tuple[str, Slots | None, bool]]:
    """(column, its slots or None where the cell is not understood, whether only the day was said)."""
    for field in row.columns:
        text = row.text(field) if field in _TIMES else None
        if text is None:
            continue
        yes = terms.yes_or_no(text)
        if field in _SLOTS:
            slot = _SLOTS[field]
            said = yes if yes is not None else (narrow(text) in TITLES[field] or None)
            yield field, None if said is None else frozenset((slot,)) if said else frozenset(), False
        elif yes is not None:
            days = (_DAYS[field],) if field in _DAYS else EVERY_DAY
            halves = BY_DAY if field in _DAYS else (_HALF_COLUMNS[field],)
            yield field, frozenset((day, half) for day in days for half in halves if yes), field in _DAYS and yes
        else:
            words = half_width(text)
            if field in _HALF_COLUMNS and re.match(r"[一二三四五六日天]", words):
                words = f"周{words}"
            read = read_availability(f"{TITLES[field]}{words}" if field in _DAYS else f"{words}{TITLES[field]}")
            yield field, None if read.unread or not read.slots else read.slots, read.by_day


def _dual(row: LedgerRow, unit: str | None, today: date) -> DualDraft | None:
    """What is said of 双报到; None where nothing is, or no."""
    said = row.text("dual")
    own = _line(row.text("dual_unit"))
    claimed, report = _line(row.text("claimed")), _line(row.text("report"))
    on, claimed_on, reported_on = (_day(row, field, today) for field in ("dual_on", "claimed_on", "reported_on"))
    answer = terms.yes_or_no(said) if said is not None else None
    if said is not None and answer is None:
        read = read_date(said)
        if read is not None and read.precision is Precision.DAY:
            on, answer = on or read.day, True
        elif re.search("双报到|已报到|在职党员|是", said):
            answer = True
        else:
            own, answer = own or _line(said), True  # the column holds the unit itself
    if answer is None:
        answer = bool(own or claimed or on)
    if not answer:
        return None
    if not (own or unit):
        row.warnings.append("写着双报到,没有工作单位;请导入后补上。")
    return DualDraft(own or unit or "", on, claimed or "", claimed_on, reported_on, report or "")


def _left(row: LedgerRow, today: date) -> tuple[date | None, str]:
    """(last day, why) of one who has left."""
    left = _day(row, "left", today)
    standing = row.text("standing") or ""
    gone = _GONE.search(standing) is not None or narrow(standing) in _SAYS_NO
    why = match[0] if (match := _WHY.search(standing)) else "离队"
    if left is None and gone:
        row.warnings.append(f"状态写着“{standing}”,没有离队日期,仍按在队登记,请导入后登记离队。")
    return left, why if left is not None else ""


def _limit(row: LedgerRow) -> int | None:
    """每周两次 is 2, 不限 none; what is not understood is left blank and told."""
    text = row.text("limit")
    word = narrow(text or "")
    if text is None or _NO_LIMIT.search(word):
        return None
    found = _NUMBER.findall(_A_WEEK.sub("", word).translate(_CHINESE))
    number = 0 if len(found) != 1 or "月" in word else 10 if found[0] == "十" else int(found[0])
    if not 1 <= number <= MOST_A_WEEK:
        row.warnings.append(f"每周次数“{text[:20]}”没有看懂,没有登记;要写 1 到 {MOST_A_WEEK} 的数字。")
        return None
    return number


def _day(row: LedgerRow, field: str, today: date) -> date | None:
    """A day; of a month or a year alone its first day."""
    text = row.text(field)
    if text is None:
        return None
    found = read_date(row.cell(field))
    if found is None:
        row.error(field, f"看不懂的日期“{text}”。", DATE_REMEDY)
        return None
    if found.day > today:
        row.error(field, f"日期{chinese_date(found.day)}还没有到。", "请核对后改正。")
        return None
    return found.day


def _line(text: str | None) -> str | None:
    return " ".join(text.split())[:60] if text else None

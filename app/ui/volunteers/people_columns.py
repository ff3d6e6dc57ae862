"""What the lists of volunteers and of 双报到 show."""

from __future__ import annotations

from datetime import date

from app.base.clock import chinese_date
from app.models.volunteers import DualLine, VolunteerLine
from app.rules.availability import availability_words
from app.ui.widgets.rows import Column


def day_words(day: date | None) -> str:
    return chinese_date(day) if day else ""


def times_words(row: VolunteerLine) -> str:
    return "还没登记" if row.availability is None else availability_words(row.availability)


def dual_tone(state: str) -> str:
    return {"未认领": "amber", "未反馈": "amber"}.get(state, "")


PEOPLE = (
    Column[VolunteerLine]("name", "姓名", lambda row: row.name, lambda row: row.sort, width=80),
    Column[VolunteerLine](
        "team", "小分队", lambda row: f"{row.team}(队长)" if row.captain else row.team or "还没编队",
        lambda row: (row.team, not row.captain, row.sort), width=136, tone=lambda row: "" if row.team else "muted",
    ),
    Column[VolunteerLine]("standing", "状态", lambda row: row.standing, width=80,
                          tone=lambda row: "" if row.standing == "在队" else "amber" if row.here else "muted"),
    Column[VolunteerLine]("skills", "技能特长", lambda row: "、".join(row.skills), width=168,
                          tip=lambda row: "、".join(row.skills)),
    Column[VolunteerLine](
        "times", "可服务时间", times_words, lambda row: (row.availability is None, -len(row.availability or ())),
        width=224, tip=times_words, tone=lambda row: "muted" if row.availability is None else "",
    ),
    Column[VolunteerLine]("dual", "双报到", lambda row: row.dual, width=80, tone=lambda row: dual_tone(row.dual)),
    Column[VolunteerLine]("politics", "政治面貌", lambda row: row.politics, width=104),
    Column[VolunteerLine]("sex", "性别", lambda row: row.sex, width=56),
    Column[VolunteerLine]("age", "年龄", lambda row: "" if row.age is None else str(row.age),
                          lambda row: -1 if row.age is None else row.age, width=64, right=True),
    Column[VolunteerLine]("phone", "电话", lambda row: row.phone, width=120),
    Column[VolunteerLine]("post", "岗位", lambda row: row.post, width=96),
    Column[VolunteerLine]("unit", "工作单位", lambda row: row.unit, width=176, tip=lambda row: row.unit),
    Column[VolunteerLine]("door", "住处", lambda row: row.door, width=136),
    Column[VolunteerLine]("joined", "入队日期", lambda row: day_words(row.joined_on),
                          lambda row: row.joined_on or date.min, width=136),
    Column[VolunteerLine]("left", "离队日期", lambda row: day_words(row.left_on),
                          lambda row: row.left_on or date.max, width=136),
    Column[VolunteerLine]("limit", "每周最多", lambda row: f"{row.weekly_limit} 次" if row.weekly_limit else "",
                          lambda row: row.weekly_limit or 99, width=96),
)  # fmt: skip
DUALS = (
    Column[DualLine]("name", "姓名", lambda row: row.name, lambda row: row.sort, width=88),
    Column[DualLine]("state", "情况", lambda row: row.state, width=88, tone=lambda row: dual_tone(row.state)),
    Column[DualLine]("unit", "工作单位", lambda row: row.dual.unit, width=216, tip=lambda row: row.dual.unit),
    Column[DualLine]("registered", "报到日期", lambda row: day_words(row.dual.registered_on),
                     lambda row: row.dual.registered_on or date.min, width=136),
    Column[DualLine]("post", "认领岗位", lambda row: row.dual.claimed_post, width=136),
    Column[DualLine]("claimed", "认领日期", lambda row: day_words(row.dual.claimed_on),
                     lambda row: row.dual.claimed_on or date.min, width=136),
    Column[DualLine]("reported", "反馈日期", lambda row: day_words(row.dual.reported_on),
                     lambda row: row.dual.reported_on or date.min, width=136),
    Column[DualLine]("report", "反馈内容", lambda row: row.dual.report, width=200, tip=lambda row: row.dual.report),
    Column[DualLine]("team", "小分队", lambda row: row.team, width=120),
    Column[DualLine]("phone", "电话", lambda row: row.phone, width=120),
)  # fmt: skip

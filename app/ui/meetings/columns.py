"""What the lists of meetings, of items to be done and of members show."""

from __future__ import annotations

from datetime import date

from app.models.meetings import Action, MeetingLine
from app.models.roster import MemberLine
from app.ui.meetings import telling
from app.ui.widgets.rows import Column

MEETINGS = (
    Column[MeetingLine]("day", "时间", telling.when_words, width=232),
    Column[MeetingLine]("kind", "会议", lambda row: row.title, width=248, tip=lambda row: row.title),
    Column[MeetingLine]("state", "状态", telling.state_words, width=104, tone=telling.state_tone),
    Column[MeetingLine]("made_up", "补开", telling.made_up_words, width=112, tone=lambda _row: "amber", sortable=False),
    Column[MeetingLine]("came", "实到/应到", telling.came_words, width=104, sortable=False),
    Column[MeetingLine]("rate", "出席率", telling.rate_words, width=80, right=True),
    Column[MeetingLine]("topic", "主题", lambda row: row.topic, width=160, tip=lambda row: row.topic, sortable=False),
    Column[MeetingLine]("body", "组织", lambda row: row.body_name, width=152, sortable=False),
    Column[MeetingLine]("place", "地点", lambda row: row.place, width=136, sortable=False),
    Column[MeetingLine]("chair", "主持人", lambda row: row.chair, width=80, sortable=False),
    Column[MeetingLine]("recorder", "记录人", lambda row: row.recorder, width=80, sortable=False),
    Column[MeetingLine]("open", "待办", lambda row: str(row.open_actions or ""), width=56, right=True, sortable=False),
    Column[MeetingLine]("papers", "附件", lambda row: str(row.attachments or ""), width=56, right=True, sortable=False),
)
ACTIONS = (
    Column[Action]("state", "情况", telling.action_state, width=144, tone=telling.action_tone),
    Column[Action]("words", "待办事项", lambda row: row.words, width=280, tip=lambda row: row.words),
    Column[Action]("owner", "责任人", lambda row: row.owner, width=96),
    Column[Action]("due", "期限", telling.due_words, lambda row: row.due_on or date.max, width=144),
    Column[Action]("origin", "哪次会议提出", lambda row: row.origin, width=256, tip=lambda row: row.origin),
    Column[Action](
        "last", "最近进展", lambda row: row.notes[-1].words if row.notes else "", width=224,
        tip=lambda row: row.notes[-1].words if row.notes else "",
    ),
)  # fmt: skip
MEMBERS = (
    Column[MemberLine]("name", "姓名", lambda row: row.name, width=88),
    Column[MemberLine]("posts", "职务", lambda row: "、".join(row.posts), width=120),
    Column[MemberLine](
        "standing", "身份", lambda row: row.standing, width=96, tone=lambda row: "" if row.votes else "amber"
    ),
    Column[MemberLine]("votes", "表决权", lambda row: "有" if row.votes else "没有", width=72),
    Column[MemberLine]("group", "党小组", lambda row: row.group, width=112),
    Column[MemberLine]("came", "今年实到/应到", lambda row: f"{row.came}/{row.should}", width=120),
    Column[MemberLine]("sex", "性别", lambda row: row.sex, width=56),
    Column[MemberLine](
        "birth", "出生日期", lambda row: telling.day_or_blank(row.birth), lambda row: row.birth or date.max, width=136
    ),
    Column[MemberLine](
        "joined", "入党日期", lambda row: telling.day_or_blank(row.joined_party),
        lambda row: row.joined_party or date.max, width=136,
    ),
    Column[MemberLine](
        "since", "在册从", lambda row: telling.day_or_blank(row.since), lambda row: row.since or date.min, width=136
    ),
    Column[MemberLine](
        "until", "到", lambda row: telling.day_or_blank(row.until), lambda row: row.until or date.max, width=136
    ),
    Column[MemberLine]("phone", "电话", lambda row: row.phone, width=116),
    Column[MemberLine]("door", "住处", lambda row: row.door, width=136),
    Column[MemberLine]("branch", "党支部", lambda row: row.branch, width=160),
)  # fmt: skip

"""A branch of ten with a committee and two groups, for tests of meetings."""

from __future__ import annotations

from datetime import date

from app import services
from app.models.meeting_cards import MeetingCard
from app.models.meeting_drafts import MeetingDraft
from app.models.meetings import MeetingQuery
from app.models.roster import BodyDraft, BodyKind, MemberDraft
from app.services.office import Office

NAMES = ("王书记", "李组织", "陈宣传", "周敏", "吴强", "郑洁", "冯军", "褚红", "卫东", "蒋丽")
POSTS = (("书记",), ("组织委员",), ("宣传委员",), (), (), (), (), (), (), ())


def branch(office: Office) -> dict[str, int]:
    """Members by name, groups by name; 蒋丽 is probationary from March 2026 on."""
    for name in ("第一党小组", "第二党小组"):
        services.roster.add_body(office, BodyDraft(BodyKind.GROUP, name, since=date(2026, 1, 1)))
    ids = {body.name: body.id for body in services.roster.bodies(office)}
    for place, (name, posts) in enumerate(zip(NAMES, POSTS, strict=True)):
        services.members.add(
            office,
            MemberDraft(
                name,
                posts=posts,
                group_id=ids["第一党小组" if place < 5 else "第二党小组"],
                probation=(date(2026, 3, 1), None) if name == "蒋丽" else None,
            ),
        )
    return ids | {line.name: line.id for line in services.roster.members(office)}


def held(office: Office, kind: str, day: date, body_id: int | None = None, **more: str) -> MeetingCard:
    """A meeting that was held, as it stands right after."""
    services.meetings.record(office, MeetingDraft(kind, day, body_id, **more))
    newest = max(line.id for line in services.meetings.page(office, MeetingQuery(days=(day, day))).rows)
    return services.meetings.card(office, newest)

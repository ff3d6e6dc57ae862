"""The kinds of ledgers that the wizard takes in, each with its own words and its own services.

A room that brings ledgers adds one `LedgerKind` to KINDS, and its reader to `services.ledger_kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.models.changes import Changes
from app.models.importing import Fate, PlannedRow, RowError
from app.models.meeting_import import MeetingPlan, MemberPlan
from app.models.meetings import MeetingQuery
from app.models.request_import import RequestPlan
from app.models.requests import RequestQuery
from app.models.service_import import ServicePlan
from app.models.volunteer_import import VolunteerPlan


class Plan(Protocol):
    """What an import would do, of whatever kind."""

    @property
    def source(self) -> str: ...
    @property
    def rows(self) -> tuple[PlannedRow, ...]: ...
    @property
    def errors(self) -> tuple[RowError, ...]: ...
    @property
    def operations(self) -> Sequence[object]: ...
    def count(self, fate: Fate) -> int: ...


_MOST_NAMED = 20


def _nothing(_plan: Any) -> list[str]:
    return []


Answers = Mapping[tuple[str, int], str]
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class LedgerKind:
    """`unit`: what a row is counted in. `door` and `name`: heads of these columns of the plan. `missing`: what the
    header must hold. `pages`: where to look afterwards, as (words, page, argument), the last one the likeliest.
    `service` is the name of the module whose `plan`, `accept`, `marked_copy` and `FIELDS` serve it. `told`: what else
    the page of the plan says, each a sentence.
    """

    key: str
    title: str
    checking: str
    door: str
    name: str
    missing: str
    pages: tuple[tuple[str, str, object], ...]
    service: str
    plan_name: str = "plan"
    told: Callable[[Any], list[str]] = _nothing

    def plan(
        self, office: Any, path: Path, *, layouts: Any, answers: Answers | None, raw: Any, report: Report
    ) -> tuple[Any, dict[str, str]]:
        """On the worker: the preview, and the fields of its columns with their words."""
        module = self._module()
        plan = getattr(module, self.plan_name)
        answered = {"answers": answers} if answers else {}  # kinds that ask nothing take none
        preview = plan(office, path, layouts=layouts, raw=raw, report=report, **answered)
        return preview, {str(key): title for key, title in module.FIELDS.items()}

    def accept(self, office: Any, preview: Any, report: Report) -> Changes:
        changes: Changes = self._module().accept(office, preview, report)
        return changes

    def marked_copy(self, path: Path, errors: Sequence[Any]) -> bytes:
        copy: bytes = self._module().marked_copy(path, errors)
        return copy

    def _module(self) -> Any:
        from app import services

        return getattr(services, self.service)


def _notes(plan: MeetingPlan | MemberPlan | RequestPlan | VolunteerPlan | ServicePlan) -> list[str]:
    return [note if note.endswith("。") else f"{note}。" for note in plan.notes]


def _told_of_members(plan: MemberPlan) -> list[str]:
    said = _notes(plan)
    if plan.groups:
        said.append(f"还没有的党小组:{'、'.join(plan.groups)};接受以后会建起来。")
    if plan.branches:
        said.append(f"名册里写的党支部:{'、'.join(plan.branches)}。")
    return said


def _told_of_requests(plan: RequestPlan) -> list[str]:
    said = _notes(plan)
    if plan.departments:
        said.append(f"部门名单里还没有:{'、'.join(plan.departments)};接受以后会加进名单。")
    return said


def _told_of_volunteers(plan: VolunteerPlan) -> list[str]:
    said = _notes(plan)
    if plan.teams:
        said.append(f"还没有的小分队:{'、'.join(plan.teams)};接受以后会建起来。")
    return said


def _told_of_service(plan: ServicePlan) -> list[str]:
    said = _notes(plan)
    if plan.people:
        shown = "、".join(plan.people[:_MOST_NAMED]) + ("等" if len(plan.people) > _MOST_NAMED else "")
        said.append(f"名册里没有的 {len(plan.people)} 人:{shown};接受以后作为志愿者新增。")
    return said


HOUSEHOLDS = LedgerKind(
    key="households",
    title="住户台账",
    checking="正在与已登记的住户逐行对照…",
    door="门牌",
    name="姓名",
    missing="住户台账的表头要有姓名和门牌(或楼栋、房号)",
    pages=(("看住户列表", "households", None), ("看七彩图", "colours", None)),
    service="importing",
    plan_name="plan_households",
)
REQUESTS = LedgerKind(
    key="requests",
    title="诉求台账",
    checking="正在与已登记的诉求逐行对照…",
    door="地点",
    name="编号和反映人",
    missing="诉求台账的表头要有诉求内容和受理时间",
    pages=(("看诉求统计", "requests", "statistics"), ("看诉求列表", "requests", RequestQuery())),
    service="request_import",
    told=_told_of_requests,
)
MEETINGS = LedgerKind(
    key="meetings",
    title="会议台账",
    checking="正在与已登记的会议逐行对照…",
    door="会议类型",
    name="会议时间",
    missing="会议台账的表头要有会议时间和类型",
    pages=(("看会议记录", "meetings", MeetingQuery()), ("看该开的会", "meetings", "due")),
    service="meeting_import",
    told=_notes,
)
MEMBERS = LedgerKind(
    key="members",
    title="党员名册",
    checking="正在与已登记的党员逐行对照…",
    door="党小组",
    name="姓名",
    missing="党员名册的表头要有姓名,以及入党时间、职务或党小组",
    pages=(("看该开的会", "meetings", "due"), ("看党员名册", "meetings", "roster")),
    service="member_import",
    told=_told_of_members,
)
VOLUNTEERS = LedgerKind(
    key="volunteers",
    title="志愿者花名册",
    checking="正在与已登记的志愿者逐行对照…",
    door="小分队",
    name="姓名",
    missing="志愿者花名册的表头要有姓名,以及小分队、技能特长或可服务时间",
    pages=(("看活动与排班", "volunteers", "shifts"), ("看志愿者名册", "volunteers", "people")),
    service="volunteer_import",
    told=_told_of_volunteers,
)
SERVICE = LedgerKind(
    key="service",
    title="志愿服务记录",
    checking="正在与已登记的服务记录逐行对照…",
    door="日期",
    name="志愿者和活动",
    missing="志愿服务记录的表头要有姓名,以及服务时长或起止时间",
    pages=(("看志愿者名册", "volunteers", "people"), ("看服务时长", "volunteers", "hours")),
    service="service_import",
    told=_told_of_service,
)
KINDS: Mapping[str, LedgerKind] = {
    kind.key: kind for kind in (HOUSEHOLDS, REQUESTS, MEETINGS, MEMBERS, VOLUNTEERS, SERVICE)
}


def recognise(office: Any, path: Path, report: Report) -> tuple[Any, LedgerKind | None]:
    """On the worker: what was read, and the kind; None when no header of any kind was found."""
    from app import services

    found = services.ledger_kinds.recognise(office, path, report)
    return found.raw, KINDS.get(found.kind)

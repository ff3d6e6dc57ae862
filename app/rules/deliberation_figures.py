"""The figures of deliberation: the only place where one is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.models.figures import Figure, Ids
from app.models.meeting_figures import DeliberationFigures
from app.rules.deliberations import methods
from app.rules.meeting_figures import ALL, Held, Scope

OF = "deliberations"


class Matter(Protocol):
    """A matter as it stood on a day."""

    @property
    def id(self) -> int: ...
    @property
    def method(self) -> str: ...
    @property
    def important(self) -> bool: ...
    @property
    def opened_on(self) -> date: ...
    @property
    def closed_on(self) -> date | None: ...
    @property
    def step(self) -> int: ...
    @property
    def members_met(self) -> bool: ...
    @property
    def published(self) -> bool: ...


def deliberation_figures(
    since: date, until: date, as_of: date, matters: Sequence[Matter], held: Sequence[Held], scope: Scope = ALL
) -> DeliberationFigures:
    """`matters`: all that were there by `as_of`; `held`: meetings of deliberation in the span."""

    def figure(key: str, title: str, ids: Sequence[int], of: int | None = None, kind: str = OF) -> Figure:
        text = ",".join(map(str, ids))
        return Figure(f"deliberations.{scope.key}{key}", f"{scope.words}{title}", len(ids), of, kind, Ids(text))

    opened = [one.id for one in matters if since <= one.opened_on <= until]
    closed = [one.id for one in matters if one.closed_on and since <= one.closed_on <= until]
    running = [one for one in matters if one.closed_on is None]
    warned = [one.id for one in matters if one.important and not one.members_met and _decided(one)]
    steps: dict[str, list[int]] = {}
    ways: dict[str, list[int]] = {}
    for one in running:
        method = methods()[one.method]
        coming = method.steps[one.step].title if one.step < len(method.steps) else "完成"
        steps.setdefault(f"{method.title}:{coming}", []).append(one.id)
        ways.setdefault(method.title, []).append(one.id)
    kinds: dict[str, list[int]] = {}
    for meeting in held:
        kinds.setdefault(meeting.kind, []).append(meeting.id)
    return DeliberationFigures(
        since=since,
        until=until,
        as_of=as_of,
        opened=figure("opened", "提出事项", opened),
        closed=figure("closed", "完成事项", closed),
        open=figure("open", "在议事项", [one.id for one in running], len(matters)),
        published=figure("published", "已公示事项", [one.id for one in matters if one.published], len(matters)),
        warned=figure("warned", "重要事项未经党员大会", warned),
        meetings=figure("meetings", "召开议事会议", [meeting.id for meeting in held], None, "meetings"),
        by_step={name: figure(f"step.{name}", name, ids, len(running)) for name, ids in steps.items()},
        by_method={name: figure(f"method.{name}", name, ids, len(running)) for name, ids in ways.items()},
        meetings_by_kind={
            kind: figure(f"kind.{kind}", kind, ids, len(held), "meetings") for kind, ids in sorted(kinds.items())
        },
    )


def _decided(matter: Matter) -> bool:
    steps = methods()[matter.method].steps
    return any(step.decides for step in steps[: matter.step])

"""The law of deliberation: ordered steps of which none is skipped (G15), and what a step must say.

Methods and steps are data: resources/rules/deliberation_methods.csv and deliberation_steps.csv.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.base.resources import rule_table
from app.models.deliberations import Form, MatterDraft, MatterStep, MatterStepDraft, Method, MethodStep

MEMBERS_MEETING = "支部党员大会"
_TITLE, _BODY, _TEXT = 100, 60, 20_000


@lru_cache(maxsize=1)
def methods() -> Mapping[str, Method]:
    """Every method by its key, in the order of the table."""
    steps: dict[str, list[MethodStep]] = {}
    for row in rule_table("deliberation_steps"):
        steps.setdefault(row["method"], []).append(
            MethodStep(
                int(row["step"]), row["title"], row["body"], row["meeting_kind"], row["decides"] == "是",
                row["publishes"] == "是", row["source"],
            )
        )  # fmt: skip
    return {
        row["method"]: Method(
            row["method"], row["title"], tuple(steps[row["method"]]), row["draws"] == "是", row["source"]
        )
        for row in rule_table("deliberation_methods")
    }


def check_matter(draft: MatterDraft, *, today: date) -> MatterDraft:
    """The draft, trimmed. Raises UserFault that names the field."""
    draft = replace(
        draft,
        title=_short(draft.title, "事项", _TITLE),
        words=_long(draft.words, "内容"),
        proposer=_short(draft.proposer, "提出人", _BODY),
        number=(draft.number or "").strip() or None,
    )
    if not draft.title:
        raise UserFault("还没有写事项名称。", "请用一句话写明是什么事。", place="事项")
    if draft.method not in methods():
        raise UserFault("还没有选议事方法。", "请从列表里选一种。", place="议事方法")
    if draft.opened_on > today:
        raise UserFault("提出日期在今天之后。", "请检查日期。", place="提出日期")
    return draft


def check_step(
    draft: MatterStepDraft, method: Method, done: Sequence[MatterStep], opened_on: date, *, today: date
) -> MatterStepDraft:
    """The step that comes next, trimmed. Raises UserFault: a step is never skipped (G15), each has body, day and
    conclusion, and none lies before the one it follows."""
    draft = _trimmed(draft)
    next_step = len(done) + 1
    if not 1 <= draft.step <= len(method.steps):
        raise UserFault(f"{method.title}没有第 {draft.step} 步。", "请刷新后再试。", place="步骤")
    if draft.step > next_step:
        raise skipped(method, len(done), draft.step)
    if draft.step < next_step:
        raise UserFault(f"“{method.steps[draft.step - 1].title}”已经登记过。", "要修改,请打开那一步。", place="步骤")
    _check_day(draft, done[-1].done_on if done else opened_on, today)
    return draft


def skipped(method: Method, done: int, step: int) -> UserFault:
    """The refusal of a step that lies beyond the next one: it names those that are missing (G15)."""
    missing = "、".join(one.title for one in method.steps[done : step - 1])
    return UserFault(
        f"还没有完成“{missing}”,不能登记“{method.steps[step - 1].title}”。",
        f"{method.title}要一步一步走,请先登记第 {done + 1} 步“{method.steps[done].title}”。",
        place="步骤",
    )


def check_changed(
    draft: MatterStepDraft, done: Sequence[MatterStep], opened_on: date, *, today: date
) -> MatterStepDraft:
    """A step that is there already, put right; its day stays between its neighbours'."""
    draft = _trimmed(draft)
    before = done[draft.step - 2].done_on if draft.step > 1 else opened_on
    _check_day(draft, before, today)
    if draft.step < len(done) and draft.done_on > done[draft.step].done_on:
        raise UserFault(f"日期晚于后一步“{done[draft.step].title}”。", "请检查日期。", place="日期")
    return draft


def warnings(
    method: Method, done: Sequence[MatterStep], kinds: Mapping[int, str], *, important: bool
) -> tuple[str, ...]:
    """`kinds`: meeting id -> kind. An important matter that was decided without a members' meeting is told
    (支部工作条例第十一条), and a step whose meeting is not the one the method asks for."""
    found = []
    decided = any(method.steps[step.step - 1].decides for step in done)
    held = any(step.meeting_id is not None and kinds.get(step.meeting_id) == MEMBERS_MEETING for step in done)
    if important and decided and not held:
        found.append("这是重要事项,还没有经过支部党员大会讨论(支部工作条例第十一条)。")
    for step in done:
        wanted = method.steps[step.step - 1].meeting_kind
        kind = kinds.get(step.meeting_id or 0)
        if wanted == MEMBERS_MEETING and method.key == "four_votes" and kind != wanted:
            found.append(f"“{step.title}”没有对应的{wanted}记录。")
        elif wanted and kind and kind != wanted:
            found.append(f"“{step.title}”一般由{wanted}进行,这里对应的是{kind}。")
    return tuple(found)


def _trimmed(draft: MatterStepDraft) -> MatterStepDraft:
    draft = replace(
        draft,
        body=_short(draft.body, "主体", _BODY),
        conclusion=_long(draft.conclusion, "结论"),
        people=_short(draft.people, "参加人", 500),
        form=draft.form.strip(),
    )
    if not draft.body:
        raise UserFault("还没有写由谁议。", "请填写主体,例如小区党支部。", place="主体")
    if not draft.conclusion:
        raise UserFault("还没有写结论。", "请写这一步议定了什么。", place="结论")
    if draft.form and draft.form not in set(Form):
        raise UserFault("没有这种形式。", f"请从这些里选:{'、'.join(Form)}。", place="形式")
    return draft


def _check_day(draft: MatterStepDraft, before: date, today: date) -> None:
    if draft.done_on > today:
        raise UserFault("日期在今天之后。", "还没有议的,到时再登记。", place="日期")
    if draft.done_on < before:
        raise UserFault(f"日期早于前一步({chinese_date(before)})。", "请检查日期。", place="日期")


def _short(text: str, place: str, most: int) -> str:
    word = " ".join(text.split())
    if len(word) > most:
        raise UserFault(f"内容太长,最多 {most} 个字。", "请写短一些。", place=place)
    return word


def _long(text: str, place: str) -> str:
    word = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(word) > _TEXT:
        raise UserFault(f"内容太长,最多 {_TEXT} 个字。", "长材料请作为附件。", place=place)
    return word

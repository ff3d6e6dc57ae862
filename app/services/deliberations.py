"""议事协商: matters and the steps they walk; no step is skipped. One verb, one entry, one undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.deliberations import (
    Board,
    BoardColumn,
    MatterCard,
    MatterDraft,
    MatterPage,
    MatterQuery,
    MatterStepDraft,
    Method,
    PublicationDraft,
)
from app.rules import deliberations as law
from app.rules.public_text import masked_text
from app.services import attachments
from app.services.office import Office
from app.store import deliberations as shelf
from app.store.meetings import state_of
from app.store.people import load_organisation
from app.store.pool import draws_of
from app.store.public_names import known_names
from app.store.work import Work, stored

_MOST_SHOWN = 100  # matters of one column of the board


def methods() -> tuple[Method, ...]:
    """五议, 五步说事, 四会, 四议两公开, with their steps."""
    return tuple(law.methods().values())


def page(office: Office, query: MatterQuery | None = None) -> MatterPage:
    """Open matters first, the newest first."""
    with office.store.reading() as connection:
        return MatterPage(*shelf.matter_lines(connection, query or MatterQuery(), office.clock.today()))


def board(office: Office, method: str, text: str = "") -> Board:
    """Open matters of one method by the step that comes next; the last column holds those that are done. `text`
    narrows them as a list.

    Raises UserFault for a method that is none.
    """
    found = law.methods().get(method)
    if found is None:
        raise UserFault("没有这种议事方法。", "请从列表里选。")
    today = office.clock.today()
    columns = []
    with office.store.reading() as connection:
        for step in range(len(found.steps) + 1):
            done = step == len(found.steps)
            query = MatterQuery(text=text, method=method, step=None if done else step, open=not done, limit=_MOST_SHOWN)
            rows, total = shelf.matter_lines(connection, query, today)
            title = "已完成" if done else found.steps[step].title
            columns.append(BoardColumn(method, step, title, total, rows))
    return Board(found, tuple(columns))


def card(office: Office, matter_id: int) -> MatterCard:
    """All that is known of one matter. Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        line = shelf.matter_line(connection, matter_id, office.clock.today())
        draft = shelf.matter_draft(connection, matter_id)
        done = shelf.steps_of(connection, matter_id, papers=True)
        method = law.methods()[line.method]
        told = law.warnings(
            method, done, shelf.meeting_kinds_of(connection, matter_id), important=line.important
        )  # fmt: skip
        coming = method.steps[line.step] if line.open and line.step < len(method.steps) else None
        return MatterCard(
            line=line,
            draft=draft,
            method=method,
            done=done,
            next=coming,
            draws=draws_of(connection, matter_id),
            publications=shelf.publications_of(connection, matter_id),
            warnings=told,
            request_number=shelf.request_number(connection, draft.request_id),
            history=shelf.history(connection, matter_id),
        )


def open_matter(office: Office, draft: MatterDraft) -> Changes:
    """A matter is taken up. Raises UserFault naming the field."""
    with office.work("open_matter", "提出议事事项") as work:
        checked = law.check_matter(draft, today=office.clock.today())
        made = shelf.add_matter(work, checked)
        work.title = f"提出事项:{checked.title[:20]}"
        return replace(office.keep(work), made=(made,))


def edit(office: Office, matter_id: int, draft: MatterDraft) -> Changes:
    """Put right what was taken up; the method stays once a step was done. Raises UserFault naming the field."""
    with office.work("edit_matter", "修改议事事项") as work:
        checked = law.check_matter(draft, today=office.clock.today())
        done = shelf.steps_of(work.connection, matter_id)
        if done and checked.method != shelf.matter_draft(work.connection, matter_id).method:
            raise UserFault("已经登记了步骤,不能再换议事方法。", "请先删除步骤,或另提一个事项。", place="议事方法")
        if done and checked.opened_on > done[0].done_on:
            raise UserFault("提出日期晚于第一步。", "请检查日期。", place="提出日期")
        shelf.change_matter(work, matter_id, checked)
        work.title = f"修改事项:{checked.title[:20]}"
        return office.keep(work)


def take_step(office: Office, matter_id: int, draft: MatterStepDraft) -> Changes:
    """The step that comes next (G15). Raises UserFault with the reason when it is another, or lacks body, day or
    conclusion, or the meeting it names is gone."""
    with office.work("matter_step", "议事步骤") as work:
        line = shelf.matter_line(work.connection, matter_id, office.clock.today())
        method = law.methods()[line.method]
        if not line.open:
            raise UserFault("这个事项已经结束。", "要更正,请修改或删除最后一步。")
        done = shelf.steps_of(work.connection, matter_id)
        checked = law.check_step(draft, method, done, line.opened_on, today=office.clock.today())
        _need_meeting(work, checked)
        shelf.add_step(work, matter_id, checked, last=checked.step == len(method.steps))
        work.title = f"{line.title[:20]}:{method.steps[checked.step - 1].title}"
        return office.keep(work)


def edit_step(office: Office, matter_id: int, draft: MatterStepDraft) -> Changes:
    """Put a step right; its day stays between its neighbours'. Raises UserFault naming the field."""
    with office.work("edit_matter_step", "修改议事步骤") as work:
        line = shelf.matter_line(work.connection, matter_id, office.clock.today())
        done = shelf.steps_of(work.connection, matter_id)
        if not 1 <= draft.step <= len(done):
            raise UserFault("这一步还没有登记。", "请先登记这一步。")
        checked = law.check_changed(draft, done, line.opened_on, today=office.clock.today())
        _need_meeting(work, checked)
        work.update("matter_step", done[checked.step - 1].id, shelf.step_values(checked))
        if not line.open and not line.given_up and checked.step == len(done):
            work.update("matter", matter_id, {"closed_on": stored(checked.done_on)})
        work.title = f"修改{line.title[:20]}:{done[checked.step - 1].title}"
        return office.keep(work)


def remove_step(office: Office, matter_id: int) -> Changes:
    """Take away the last step, with its papers. Raises UserFault when there is none."""
    with office.work("remove_matter_step", "删除议事步骤") as work:
        line = shelf.matter_line(work.connection, matter_id, office.clock.today())
        done = shelf.steps_of(work.connection, matter_id)
        if not done:
            raise UserFault("还没有登记步骤。", "")
        work.title = f"删除{line.title[:20]}:{done[-1].title}"
        shelf.remove_step(work, matter_id, done[-1])
        return office.keep(work)


def give_up(office: Office, matter_id: int, why: str, on: date | None = None) -> Changes:
    """A matter that comes to nothing, with the reason. Raises UserFault without one, or when it is done."""
    with office.work("give_up_matter", "终止议事事项") as work:
        line = shelf.matter_line(work.connection, matter_id, office.clock.today())
        if not line.open:
            raise UserFault("这个事项已经结束。", "请刷新后再试。")
        if not why.strip():
            raise UserFault("还没有写为什么终止。", "请写明原因。", place="原因")
        day = on or office.clock.today()
        if not line.last_on <= day <= office.clock.today():
            raise UserFault("终止日期不对。", "它要在最后一步以后、今天以前。", place="日期")
        work.update("matter", matter_id, {"closed_on": stored(day), "given_up": why.strip()})
        work.title = f"终止事项:{line.title[:20]}"
        return office.keep(work)


def remove(office: Office, matter_id: int) -> Changes:
    """A matter that was entered by mistake, with its steps, draws and publications."""
    with office.work("remove_matter", "删除议事事项") as work:
        line = shelf.matter_line(work.connection, matter_id, office.clock.today())
        work.title = f"删除事项:{line.title[:20]}"
        shelf.remove_matter(work, matter_id)
        return office.keep(work)


def add_paper(office: Office, matter_id: int, step: int, path: Path, note: str = "") -> Changes:
    """A paper with a step that was done. Raises UserFault as `attachments.add`."""
    with office.work("add_attachment", f"添加附件 {path.name}") as work:
        done = shelf.steps_of(work.connection, matter_id)
        if not 1 <= step <= len(done):
            raise UserFault("这一步还没有登记。", "请先登记这一步,再添加材料。")
        attachments.attach(work, attachments.STEP, done[step - 1].id, path, office, note)
        return office.keep(work)


def masked(office: Office, words: str) -> str:
    """What would be posted: ID numbers, phones, and names of residents and members masked."""
    with office.store.reading() as connection:
        return masked_text(words, known_names(connection, words))


def publish(office: Office, draft: PublicationDraft) -> Changes:
    """公示: what was posted, where, from which day and for how long; kept masked.

    Raises UserFault naming the field.
    """
    with office.work("publish_matter", "公示") as work:
        line = shelf.matter_line(work.connection, draft.matter_id, office.clock.today())
        title, channel = draft.title.strip() or f"关于“{line.title}”的公示", draft.channel.strip()
        if not draft.words.strip():
            raise UserFault("还没有写公示内容。", "请写明议定的结果。", place="公示内容")
        if not channel:
            raise UserFault("还没有写公示方式。", "例如公示栏、居民群。", place="公示方式")
        if not 1 <= draft.days <= 366:
            raise UserFault("公示天数要填 1 到 366。", "一般不少于 5 天。", place="公示天数")
        if draft.posted_on < line.opened_on:
            raise UserFault("公示日期早于事项提出的日期。", "请检查日期。", place="公示日期")
        words = masked_text(draft.words.strip(), known_names(work.connection, draft.words))
        work.add(
            "publication",
            {
                "matter_id": draft.matter_id,
                "title": masked_text(title, known_names(work.connection, title)),
                "words": words,
                "channel": channel,
                "posted_on": stored(draft.posted_on),
                "until": stored(draft.posted_on + timedelta(days=draft.days - 1)),
                "feedback": "",
            },
        )
        work.title = f"公示:{line.title[:20]}"
        return office.keep(work)


def publication_notice(office: Office, publication_id: int) -> bytes:
    """公示 as a PDF for the notice board, with the days of posting. Raises UserFault when it is gone."""
    from app.reports.publication_notice import publication_pdf

    with office.store.reading() as connection:
        one, organisation = shelf.publication(connection, publication_id), load_organisation(connection).branch
    return publication_pdf(one, organisation)


def publication_pdf(office: Office, publication_id: int) -> bytes:
    """The notice to be posted, as it was kept. Raises UserFault when it is gone."""
    from app.reports.publication_notice import publication_pdf as made

    with office.store.reading() as connection:
        found = shelf.publication(connection, publication_id)
        branch = load_organisation(connection).branch
    return made(found, branch)


def note_feedback(office: Office, publication_id: int, words: str) -> Changes:
    """What residents said while it was posted."""
    with office.work("publication_feedback", "登记公示反馈") as work:
        shelf.publication(work.connection, publication_id)
        work.update("publication", publication_id, {"feedback": words.strip()})
        return office.keep(work)


def remove_publication(office: Office, publication_id: int) -> Changes:
    """One that was entered by mistake."""
    with office.work("remove_publication", "删除公示") as work:
        shelf.publication(work.connection, publication_id)
        work.delete("publication", [publication_id])
        return office.keep(work)


def blank_step(office: Office, matter_id: int) -> MatterStepDraft | None:
    """The next step's form filled with what the method says; None when there is none."""
    found = card(office, matter_id)
    if found.next is None:
        return None
    return replace(MatterStepDraft(found.next.step, found.next.body, office.clock.today(), ""), form="")


def _need_meeting(work: Work, draft: MatterStepDraft) -> None:
    if draft.meeting_id is not None:
        state_of(work.connection, draft.meeting_id)

"""Undo, redo, and what was done lately."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.errors import UserFault
from app.models.changes import Changes, HistoryEntry, UndoState
from app.services.guarding import Guard
from app.services.office import Office
from app.store import journal as store_journal
from app.store import taking_back


def state(office: Office) -> UndoState:
    """What undo and redo would do now."""
    with office.store.reading() as connection:
        return store_journal.undo_state(connection)


def undo(office: Office) -> Changes:
    """Take back the last change. Raises UserFault when there is none, or when it stands in a ledger of its own, where
    it is reversed; what was done before it is not taken back past it (decision 0012)."""
    with office.store.reading() as connection:
        found, _ = store_journal.stacks(connection)
        head = store_journal.head_of(connection, found[-1][0]) if found else None
    if head is None:
        raise UserFault("没有可以撤销的操作。")
    _refuse_reversed(head)
    return _take_back(office, "undo", f"撤销:{found[-1][1]}", found[-1][0])


def redo(office: Office) -> Changes:
    """Do again what was last taken back. Raises UserFault when there is nothing."""
    with office.store.reading() as connection:
        _, found = store_journal.stacks(connection)
    if not found:
        raise UserFault("没有可以重做的操作。")
    return _take_back(office, "redo", f"重做:{found[-1][1]}", found[-1][0])


def take_back(office: Office, change_id: int) -> Changes:
    """Take back a chosen change, whatever came after it: one new change, which can itself be taken back.

    Raises UserFault when it was taken back already, has left the house, or when a later change stands on what it wrote;
    the later one is named. Also when the doors would not be right any more (a vacant door with people in it, G06).
    """
    with office.store.reading() as connection:
        head = store_journal.head_of(connection, change_id)
        if head is None:
            raise UserFault("没有找到这次变更。", "请刷新后再试。")
        if head.verb in store_journal.FINAL_VERBS:
            raise UserFault(f"“{head.title}”已经发出或生效,不能撤销。", "如有错误,请另作更正。")
        _refuse_reversed(head)
        if change_id in store_journal.taken_back(connection):
            raise UserFault("这次变更已经撤销过了。", "请刷新后再看。")
        later = taking_back.in_the_way(connection, change_id)
        if later:
            raise UserFault(
                f"后来的变更{_named(later)}用到了这次变更的内容,不能单独撤销这一次。", "请先撤销后来的,再撤销这一次。"
            )
    title = f"撤销:{head.title}"
    with office.work(store_journal.TAKE_BACK, title, undoes=change_id) as work, taking_back.contradictions():
        doors = taking_back.doors_of(work.connection, change_id)
        guard = Guard(work, office.clock.today(), doors)
        work.take_back(change_id)
        trouble = next(iter(guard.new_troubles()), None)
        if trouble is not None:
            between = taking_back.later_at_doors(work.connection, change_id, doors)
            since = f"后来还有{_named(between)},请先处理。" if between else trouble.remedy
            raise UserFault(f"不能单独撤销这一次:撤销以后,{trouble.what}", since)
        return office.keep(work)


def doors_touched(office: Office, change_id: int) -> int:
    """How many doors a change is about: who takes it back is told."""
    with office.store.reading() as connection:
        return taking_back.count_doors(connection, change_id)


def history(office: Office, limit: int = 50) -> tuple[HistoryEntry, ...]:
    """The last changes of all, the newest first."""
    with office.store.reading() as connection:
        return store_journal.recent(connection, limit)


def _take_back(office: Office, verb: str, title: str, change_id: int) -> Changes:
    with office.work(verb, title, undoes=change_id) as work:
        work.take_back(change_id)
        return office.keep(work)


def _refuse_reversed(head: store_journal.Head) -> None:
    if head.verb in store_journal.REVERSED_VERBS:
        raise UserFault(
            f"“{head.title}”已经记进红色账户,不能撤销。", "记错了请到“志愿”的红色账户里冲销那一笔,再重新登记。"
        )


def _named(later: Sequence[taking_back.Later]) -> str:
    """“李芳迁入…”; “李芳迁入…”等 3 次."""
    first = f"“{later[0].title}”"
    return first if len(later) == 1 else f"{first}等 {len(later)} 次"

"""Views of a list that are worth seeing again: filter, columns and sorting under a name."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.queries import ListQuery, SavedView
from app.rules.list_queries import read_view, view_text, views_at_hand
from app.services.office import Office
from app.store import list_views as shelf

PAGE = "households"
_LONGEST = 20


def views(office: Office) -> tuple[SavedView, ...]:
    """The office's own, in the order in which they were saved, then those that come with the program."""
    with office.store.reading() as connection:
        own = tuple(read_view(*kept) for kept in shelf.views_of(connection, PAGE))
    return own + views_at_hand()


def save(office: Office, name: str, query: ListQuery, columns: Sequence[str]) -> Changes:
    """Keep a view; one of the same name is replaced. Raises UserFault for a name that cannot be."""
    name = _checked(name)
    with office.work("save_view", f"保存视图“{name}”") as work:
        shelf.put_view(work, PAGE, name, view_text(query, columns))
        return office.keep(work)


def rename(office: Office, view_id: int, name: str) -> Changes:
    """Call a view something else. Raises UserFault when it is gone, or another has this name."""
    name = _checked(name)
    with office.work("rename_view", f"视图改名为“{name}”") as work:
        if shelf.view_named(work.connection, view_id) is None:
            raise _gone()
        if any(kept[1] == name and kept[0] != view_id for kept in shelf.views_of(work.connection, PAGE)):
            raise UserFault("已经有叫这个名字的视图了。", "请换一个名字。", place=name)
        work.update("list_view", view_id, {"name": name})
        return office.keep(work)


def remove(office: Office, view_id: int) -> Changes:
    """Forget a view; the people in it stay. Raises UserFault when it is gone already."""
    with office.store.reading() as connection:
        found = shelf.view_named(connection, view_id)
    if found is None:
        raise _gone()
    with office.work("remove_view", f"删除视图“{found[1]}”") as work:
        work.delete("list_view", [view_id])
        return office.keep(work)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserFault("还没有写视图的名字。", "请写一个名字,例如“三栋老人”。", place="名字")
    if len(name) > _LONGEST:
        raise UserFault(f"名字超过 {_LONGEST} 个字。", "请写短一些。", place="名字")
    if any(view.name == name for view in views_at_hand()):
        raise UserFault("这是软件自带视图的名字。", "请换一个名字。", place=name)
    return name


def _gone() -> UserFault:
    return UserFault("这个视图已经不在了。", "请刷新后再试。")

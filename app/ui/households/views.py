"""视图: lists worth seeing again, under a name: the office's own first, then those that come with the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.models.queries import ListQuery, SavedView
from app.rules.list_queries import conditions
from app.ui.desk import Desk
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.sizes import open_within
from app.ui.widgets.table import RowsView


def _asked(view: SavedView) -> str:
    said = "、".join(condition.words for condition in conditions(view.query)) or "全部"
    return f"{'按人' if view.query.by_person else '按户'}:{said}"


COLUMNS = (
    Column[SavedView]("name", "名字", lambda view: view.name, width=144),
    Column[SavedView]("asked", "看什么", _asked, width=248, tip=_asked),
    Column[SavedView]("whose", "来自", lambda view: "自己存的" if view.own else "软件自带", width=96),
)


class ViewsDialog(QDialog):
    """`chosen(view)` by Enter or double click; the list as it is now is kept under the name typed below (Ctrl+S)."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, query: ListQuery, columns: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._query, self._columns = desk, query, columns
        self.setWindowTitle("视图")
        open_within(self, 560, 560)
        self.model: RowsModel[SavedView] = RowsModel(COLUMNS, self)
        self.view = RowsView(self.model, sorting=False)
        self.view.setAccessibleName("视图")
        self.name = QLineEdit()
        self.name.setPlaceholderText("名字,例如:三栋老人")
        self.name.setAccessibleName("视图名字")
        self.banner = Banner()
        self.open_button = button("打开", self.choose, kind="primary", tip="按这个视图看名单(回车)")
        self.rename_button = button("改名", self.rename, key="F2")
        self.remove_button = button("删除", self.remove, key="Delete")
        self.save_button = button("保存", self.save, key="Ctrl+S")
        self._lay_out()
        self.view.opened.connect(lambda _view: self.choose())
        self.view.picked.connect(lambda _count: self._show_what_can_be_done())
        self.name.textChanged.connect(lambda _text: self._show_what_can_be_done())
        self.load()

    @property
    def current(self) -> SavedView | None:
        """The view under the cursor."""
        found = self.view.current_row()
        return found if isinstance(found, SavedView) else None

    def load(self) -> None:
        self._desk.jobs.run(_views, self._show, owner=self)

    def choose(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)
            self.accept()

    def save(self) -> None:
        """Keep the list as it is now under the name that is typed."""
        name, query, columns = self.name.text(), self._query, self._columns
        self._change(lambda services, office: services.list_views.save(office, name, query, columns))

    def rename(self) -> None:
        """The chosen view gets the name that is typed."""
        view, name = self.current, self.name.text()
        if view is None or not view.own:
            return
        if not name.strip():
            self.banner.say("请先在下面写好新名字,再按“改名”。", "amber")
            self.name.setFocus()
            return
        self._change(lambda services, office: services.list_views.rename(office, view.id, name))

    def remove(self) -> None:
        view = self.current
        if view is not None and view.own:
            self._change(lambda services, office: services.list_views.remove(office, view.id))

    def _change(self, verb: Callable[[Any, Any], Changes]) -> None:
        def work(office: Any) -> Changes:
            from app import services

            return verb(services, office)

        self.banner.hide()
        self._desk.change(work, lambda _changes: self._changed(), failed=self._failed)

    def _changed(self) -> None:
        self.name.clear()
        self.load()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.banner.say(str(error), "amber")
        else:
            self._desk.trouble(error)

    def _show(self, found: tuple[SavedView, ...]) -> None:
        now = self.current.name if self.current else ""
        self.model.set_rows(found)
        names = [view.name for view in found]
        self.view.choose_row(names.index(now) if now in names else 0)
        self.view.setFocus()
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        view = self.current
        own = view is not None and view.own
        self.open_button.setEnabled(view is not None)
        self.rename_button.setEnabled(own)
        self.remove_button.setEnabled(own)
        self.save_button.setEnabled(bool(self.name.text().strip()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(title_label("视图"))
        column.addWidget(words("一个视图记着条件、列和排序,人和户随台账变。", "muted", wrap=True))
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.rename_button, self.remove_button):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject, tip="关闭(Esc)"))
        row.addWidget(self.open_button)
        column.addLayout(row)
        column.addWidget(words("把现在的名单存为视图:"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.name, 1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)


def _views(office: Any) -> tuple[SavedView, ...]:
    from app import services

    found: tuple[SavedView, ...] = services.list_views.views(office)
    return found

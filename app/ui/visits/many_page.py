"""Many visits in one table: what the sheet brings back, or the doors chosen on the map. One save, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.base.errors import Fault, UserFault
from app.models.changes import Changes
from app.models.visit_views import DueLine, FormChoices
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField
from app.ui.theme import look
from app.ui.visits import asking
from app.ui.visits.fields import DayField
from app.ui.visits.many_model import FIRST, TITLES, ManyModel
from app.ui.visits.many_table import ManyTable
from app.ui.widgets.bars import AskBar
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words

_HINT = (
    "见到没有:按 1 是见到,按 2 是未遇;没去的户空着不填。回车到下一格,方向键换行,Ctrl+D 把这一格填到下面的空格。"
    "几项需求用分号隔开;需求怎么办:按 1 以后解决,2 当场解决,3 转为诉求。"
)


class ManyPage(QWidget):
    """`saved(Changes)` when they are kept, `left()` when the person puts it away."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        today = desk.clock.today()
        self.model = ManyModel(today, self)
        self.table = ManyTable(self.model)
        self.title = title_label("")
        self.note = words("", "muted")
        self.day = DayField("走访日期", today, needed=True)
        self.visitor = ChoiceField("走访人", (), free=True, needed=True)
        self.purpose = ChoiceField("目的", ("",), free=True)
        self.another = QLineEdit()
        self.another.setPlaceholderText("再加一户:门牌或姓名,按回车")
        self.another.setToolTip("单子上没有的户,在这里找到后加到表的最后")
        self.another.setAccessibleName("再加一户")
        self.another.returnPressed.connect(self._find_another)
        self.banner = Banner()
        self.ask = AskBar()
        self.save_button = button("保存", self.save, kind="primary", key="Ctrl+S")
        self.leave_button = button("取消", self.leave, tip="不保存,回到列表(Esc)")
        self._saving = False
        self._lay_out()
        for field in (self.day, self.visitor, self.purpose):
            field.edited.connect(self._head_moved)
        self.model.dataChanged.connect(lambda _first, _last: self._typed())

    def show_doors(self, doors: Sequence[DueLine], choices: FormChoices, title: str, visitor: str = "") -> None:
        """A fresh table for these doors."""
        self.title.setText(title)
        self.visitor.set_choices(tuple(dict.fromkeys((*choices.visitors, *choices.members))))
        self.purpose.set_choices(("", *choices.purposes))
        self.day.set_day(self.desk.clock.today())
        self.visitor.set_text(visitor)
        self.visitor.complain("")
        self.banner.hide()
        self.ask.hide()
        self.model.show_doors(doors)
        self._head_moved()
        if doors:
            self.table.go_to(0, FIRST)
        (self.table if visitor and doors else self.visitor.editor if doors else self.another).setFocus()

    @property
    def dirty(self) -> bool:
        return bool(self.model.touched)

    def unsaved(self) -> str:
        return self.title.text() if self.dirty else ""

    def save(self) -> None:
        """All rows that say something, as one change; or none, with the wrong ones marked."""
        if self._saving:
            return
        self.banner.hide()
        self.ask.hide()
        right = self.day.check()
        if not self.visitor.text():
            self.visitor.complain("请填写是谁去的。")
            right = False
        if not self.model.touched:
            self.banner.say("还没有填写。去过的户,请在“见到没有”里按 1(见到)或 2(未遇)。", "amber")
            return
        if not right:
            return
        places, drafts = self.model.drafts()
        if self.model.marked:
            self._show_wrong()
            return
        self._saving = True
        self.save_button.setEnabled(False)
        self.desk.jobs.run(
            asking.record_many(drafts),
            lambda found: self._landed(found, places),
            failed=self._failed,
            owner=self,
        )

    def leave(self) -> None:
        """Put it away; what was typed is asked about first."""
        if self.dirty:
            self.ask.ask("表里填的还没有保存。现在离开,填的内容就没有了。", "不保存,离开", self.drop)
        else:
            self.drop()

    def drop(self) -> None:
        self.model.show_doors(())
        self.left.emit()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc typed in here is this table's, whatever the page around it does with it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self.leave()
        else:
            super().keyPressEvent(event)

    # within

    def _landed(self, found: tuple[Changes | None, dict[int, UserFault]], places: Sequence[int]) -> None:
        self._settle()
        changes, wrong = found
        if changes is None:
            self.model.mark({places[place]: fault for place, fault in wrong.items()})
            self._show_wrong()
            return
        self.model.show_doors(())
        self.desk.bus.changed.emit(changes)
        self.desk.tell(f"已完成:{changes.title}。按 Ctrl+Z 可以撤销。")
        self.saved.emit(changes)

    def _failed(self, error: BaseException) -> None:
        self._settle()
        if isinstance(error, Fault):
            self.banner.say(f"{error}填的内容都还在。", "red")
        else:
            self.banner.say("没有保存成功,填的内容都还在。请再试一次。", "red")
            self.desk.trouble(error)

    def _settle(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)

    def _show_wrong(self) -> None:
        marked = self.model.marked
        rows = len({row for row, _ in marked})
        row, column = marked[0]
        line = self.model.lines[row]
        first = f"{line.door.door},{TITLES[column]}:{line.wrong[column]}"
        more = f"另外还有 {rows - 1} 户标红的格子。" if rows > 1 else ""
        self.banner.say(f"有 {rows} 户要改,还没有保存;填的内容都还在。{first}{more}改好后再按 Ctrl+S。", "amber")
        self.table.setFocus()
        self.table.go_to(*marked[0])

    def _head_moved(self) -> None:
        self.model.set_head(self.day.day(), self.visitor.text(), self.purpose.text())

    def _typed(self) -> None:
        """Who goes on typing has heard what was said; what is wrong in the table stays said until it is right."""
        self._count()
        self.ask.hide()
        if not self.model.marked:
            self.banner.hide()

    def _count(self) -> None:
        self.note.setText(f"共 {len(self.model.lines)} 户,已填 {len(self.model.touched)} 户")

    def _find_another(self) -> None:
        text = self.another.text().strip()
        if text:
            self.desk.jobs.run(asking.found_doors(text), self._offer, owner=self)

    def _offer(self, found: tuple[DueLine, ...]) -> None:
        """One door is added at once; of several one is chosen."""
        if not found:
            self.banner.say("没有找到这一户。请换个写法:门牌如 3-2-1101、姓名或拼音首字母。", "amber")
        elif len(found) == 1:
            self.add(found[0])
        else:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for door in found:
                menu.addAction(f"{door.door} {door.name}".strip(), partial(self.add, door))
            menu.setActiveAction(menu.actions()[0])
            menu.popup(self.another.mapToGlobal(self.another.rect().bottomLeft()))

    def add(self, door: DueLine) -> None:
        """A door at the end of the table, ready to be filled in."""
        place = self.model.add_door(door)
        self.another.clear()
        self.banner.hide()
        self._count()
        self.table.setFocus()
        self.table.go_to(place, FIRST)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.note)
        head.addStretch(1)
        self.another.setMinimumWidth(look().px(240))
        head.addWidget(self.another)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for field, share in ((self.day, 2), (self.visitor, 3), (self.purpose, 2)):
            fields.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        fields.addStretch(3)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(words(_HINT, "muted", wrap=True), 1)
        foot.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(fields)
        column.addWidget(self.ask)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addLayout(foot)


_ESC = Qt.Key.Key_Escape

"""登记积分: one kind, one day, many people; what the caps leave of it is told while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import Doubt, Fault, UserFault
from app.models.changes import Changes
from app.models.points import Awards, PointKind, PointsDraft, SessionToAward, Unit
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.jobs import Latest
from app.ui.meetings.asking import several, verb
from app.ui.theme import look
from app.ui.volunteers.points_typed import Line, TypedColumn, TypedModel, TypedTable
from app.ui.widgets.bars import AskBar
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words

_COUNT = "count"
_COLUMNS = (
    TypedColumn("name", "姓名", 136),
    TypedColumn("team", "小分队", 128),
    TypedColumn(_COUNT, "次数", 72, typed=True, right=True),
    TypedColumn("asked", "应记", 64, right=True),
    TypedColumn("points", "实记", 64, right=True),
    TypedColumn("said", "说明", 320),
)
_TYPING_MS = 150
_LOW = 400  # a window lower than this keeps its rows
_ANY = "全部小分队"
_HINT = "空格键记 1 次,或直接写数字;回车到下一人,Ctrl+D 往下填。不记的人空着。"
_ESC = Qt.Key.Key_Escape


class PointsMany(QWidget):
    """`saved(Awards)` when they are entered, `left()` when the person puts it away."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.kinds: dict[str, PointKind] = {}
        self.session: SessionToAward | None = None
        self.awards: Awards | None = None
        self._people: tuple[tuple[int, str, str], ...] = ()
        self._weighing = Latest(desk.jobs, self)
        self._saving = False
        self._proposed: dict[int, str] = {}  # of a session, before anything is typed
        self.model = TypedModel(_COLUMNS, 100, self)
        self.table = TypedTable(self.model, "给多人记积分")
        self.table.setToolTip(_HINT)
        self.title = title_label("登记积分")
        self.note = words("", "muted")
        self.kind = ChoiceField("积分项目", ())
        self.day = DateField("日期", needed=True)
        self.evidence = TextField("凭证", hint="签到表、照片、证明人等", needed=True)
        self.reason = TextField("事由", hint="可不填")
        self.by = TextField("登记人", hint="可不填")
        self.rule, self.hint = words("", "muted", wrap=True), words(_HINT, "muted", wrap=True)
        self.team = ChoiceField("小分队", (_ANY,))
        self.seek = QLineEdit()
        self.seek.setPlaceholderText("找人:姓名")
        self.seek.setToolTip("写姓名,按回车到那一行(Alt+F)")
        self.seek.setAccessibleName("找人")
        self.seek.returnPressed.connect(self._go_to)
        self.banner, self.ask = Banner(), AskBar()
        self.total = words("", wrap=True)
        self.save_button = button("登记", self.save, kind="primary", key="Ctrl+S")
        QShortcut(QKeySequence("Alt+F"), self).activated.connect(self.seek.setFocus)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._wait.timeout.connect(self._weigh)
        self._lay_out()
        self.model.typed.connect(self._typed)
        for field in (self.kind, self.day):
            field.edited.connect(self._head_moved)
        self.team.edited.connect(self._show_people)

    # what is shown

    def begin(self) -> None:
        """Everybody who serves today; nothing is filled in."""
        self._begin(None, self.desk.clock.today(), "")

    def begin_session(self, session: SessionToAward) -> None:
        """Who served in a session and has no points for it yet: one each, to be looked through."""
        self._begin(session, session.day, f"签到表:{session.title}")

    @property
    def dirty(self) -> bool:
        """Something is typed; of a session, something else than was proposed."""
        if self.session is None:
            return any(line.cells.get(_COUNT) for line in self.model.lines)
        return any(line.cells.get(_COUNT, "") != self._proposed.get(line.id) for line in self.model.lines)

    def unsaved(self) -> str:
        return "登记积分" if self.isVisible() and self.dirty else ""

    # what can be done

    def save(self) -> None:
        """Everybody who has a number, in one change; or none, and why."""
        self._save(sure=False)

    def leave(self) -> None:
        if self.dirty:
            self.ask.ask("填的积分还没有登记。现在离开,填的内容就没有了。", "不登记,离开", self.left.emit)
        else:
            self.left.emit()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the table's rows come before what is said about it; that stands in the tooltips then."""
        low = self.height() < look().px(_LOW)
        self.rule.setHidden(low)
        self.hint.setHidden(low)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type: what is typed stays whole."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "save_button"):
            self._set_widths()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self.leave()
        else:
            super().keyPressEvent(event)

    # within

    def _begin(self, session: SessionToAward | None, day: date, evidence: str) -> None:
        self.session = session
        self.awards = None
        self.banner.hide()
        self.ask.hide()
        self.title.setText(f"按场次补记:{session.title}" if session else "登记积分")
        self.day.set_day(day)
        self.day.setEnabled(session is None)
        self.team.setVisible(session is None)
        self.evidence.set_text(evidence)
        self.reason.set_text(session.title if session else "")
        self.model.show_lines([])
        works = (verb("points", "kinds"), verb("points", "serving", day))
        self.desk.jobs.run(several(*works), lambda found: self._show(*found), owner=self)

    def _show(self, kinds: Sequence[PointKind], people: tuple[tuple[int, str, str], ...]) -> None:
        self.kinds = {kind.kind: kind for kind in kinds}
        self.kind.set_choices(list(self.kinds))
        if self.kind.text() not in self.kinds:
            self.kind.box.setCurrentIndex(0)
        self._people = people
        teams = sorted({team for _id, _name, team in people if team})
        self.team.set_choices([_ANY, *teams])
        self._head_moved()
        self._show_people()
        (self.table if self.session else self.kind.box).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_people(self) -> None:
        """Rows of the team, or of the session; what was typed stays with its person."""
        kept = {line.id: line.cells for line in self.model.lines}
        if self.session is not None:
            by_hours = self._hours
            shown = [(one, name, team) for one, name, team, _minutes in self.session.people]
            first = {one: str(minutes // 60 if by_hours else 1) for one, _n, _t, minutes in self.session.people}
            cells = {one: {_COUNT: "" if text == "0" else text} for one, text in first.items()}
            self._proposed = {one: cell[_COUNT] for one, cell in cells.items()}
        else:
            chosen = self.team.text()
            shown = [one for one in self._people if chosen in (_ANY, one[2]) or kept.get(one[0], {}).get(_COUNT)]
            cells = kept
        lines = [Line(one, {"name": name, "team": team}, dict(cells.get(one, {}))) for one, name, team in shown]
        self.model.show_lines(lines)
        if lines:
            self.table.go_to(0, _COUNT)
        self._typed()

    @property
    def _hours(self) -> bool:
        kind = self.kinds.get(self.kind.text())
        return kind is not None and kind.unit is Unit.HOURS

    def _head_moved(self) -> None:
        kind = self.kinds.get(self.kind.text())
        if kind is not None:
            self.rule.setText(f"{kind.kind}:{kind.words}{'' if kind.evidence else ',不用写凭证'}。")
            self.kind.box.setToolTip(self.rule.text())
            self.evidence.caption.setText("凭证(必填)" if kind.evidence else "凭证")
        columns = [replace(one, title="小时" if self._hours else "次数") if one.typed else one for one in _COLUMNS]
        self.model.columns = tuple(columns)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
        if self.session is not None and self.model.lines:
            self._show_people()
        self._typed()

    def _typed(self) -> None:
        self.ask.hide()
        self._wait.start()

    def _draft(self, *, sure: bool = False) -> PointsDraft | None:
        """What is typed; None while the day is none."""
        day = self.day.day()
        people = tuple(
            (line.id, count) for line in self.model.lines if (count := self.model.number(line, _COUNT)) is not None
        )
        if day is None:
            return None
        return PointsDraft(
            day, self.kind.text(), people, self.evidence.text(), self.reason.text(), self.by.text(),
            self.session.session_id if self.session else None, sure,
        )  # fmt: skip

    def _weigh(self) -> None:
        draft = self._draft()
        if draft is None or not draft.people:
            self._show_awards(None)
            return
        told = replace(draft, evidence=draft.evidence or "待填")  # what the caps leave does not hang on it
        self._weighing.run(verb("points", "weigh", told), self._show_awards, failed=self._not_weighed)

    def _not_weighed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self._show_awards(None)
            self.total.setText(str(error))
        else:
            self.desk.trouble(error)

    def _show_awards(self, awards: Awards | None) -> None:
        self.awards = awards
        by_id = {one.volunteer_id: one for one in awards.awards} if awards else {}
        for line in self.model.lines:
            one = by_id.get(line.id)
            told = {"asked": str(one.asked), "points": str(one.points), "said": one.said} if one else {}
            line.told = {"name": line.told["name"], "team": line.told["team"], **told}
            tone = "" if one is None else "red" if one.why else "amber" if one.said else ""
            line.tones = {"said": tone, "points": tone} if tone else {}
        self.model.repaint()
        self.total.setText(awards.said if awards else "")
        self.note.setText(f"共 {len(self.model.lines)} 人,已填 {len(by_id)} 人")

    def _save(self, *, sure: bool) -> None:
        if self._saving or not self._right():
            return
        draft = self._draft(sure=sure)
        assert draft is not None
        self._saving = True
        self.save_button.setEnabled(False)
        weighed: list[Awards] = []
        work = several(verb("points", "weigh", draft), verb("points", "enter", draft))

        def enter(office: Any) -> Changes:
            """What the caps leave is read before it is entered, in the same job: that is what is said afterwards."""
            awards, changes = work(office)
            weighed.append(awards)
            done: Changes = changes
            return done

        self.desk.change(enter, lambda _changes: self._landed(weighed[0]), failed=self._failed)

    def _right(self) -> bool:
        self.banner.hide()
        right = self.day.check()
        wrong = [line for line in self.model.lines if line.wrong]
        if wrong:
            self.banner.say(f"{wrong[0].told['name']}:{wrong[0].wrong[_COUNT]}", "amber")
            return False
        if not any(line.cells.get(_COUNT) for line in self.model.lines):
            self.banner.say("还没有填。请在“次数”里按空格键记 1 次,或写数字。", "amber")
            return False
        kind = self.kinds.get(self.kind.text())
        if kind is not None and kind.evidence and not self.evidence.text():
            self.evidence.complain("还没有写凭证。请写签到表、照片、证明人等。")
            self.evidence.line.setFocus()
            return False
        return right

    def _landed(self, awards: Awards) -> None:
        self._settle()
        self.awards = None
        self.model.show_lines([])
        self.saved.emit(awards)

    def _failed(self, error: BaseException) -> None:
        self._settle()
        if isinstance(error, Doubt):
            self.ask.ask(f"{error.what}确实是另一次吗?", "是另一次,照样登记", lambda: self._save(sure=True))
        elif isinstance(error, UserFault):
            self.banner.say(f"{error}填的内容都还在。", "amber")
        else:
            self.desk.trouble(error)

    def _settle(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)

    def _go_to(self) -> None:
        """The first row whose name begins with, or has, what is typed."""
        text = self.seek.text().strip()
        rows = [row for row, line in enumerate(self.model.lines) if text and text in line.told["name"]]
        if rows:
            self.seek.clear()
            self.table.setFocus()
            self.table.go_to(rows[0], _COUNT)
        elif text:
            self.banner.say(f"这里没有“{text}”。换一个小分队看看,或先在名册里登记。", "amber")

    def _widths(self) -> dict[QWidget, int]:
        """Fields of the head, in usual type."""
        return {
            self.kind: 136, self.day: 140, self.evidence: 176, self.reason: 120, self.by: 80, self.team: 128,
        }  # fmt: skip

    def _set_widths(self) -> None:
        for field, width in self._widths().items():
            field.setFixedWidth(look().px(width))
        self.seek.setMinimumWidth(look().px(168))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.note)
        head.addStretch(1)
        head.addWidget(self.seek)
        fields = QWidget()
        flow = FlowLayout(fields, 8)
        for field in self._widths():
            flow.addWidget(field)
        self._set_widths()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.total, 1)
        one_each = button(
            "都记 1 次", lambda: self.model.set_all("1", _COUNT), key="Alt+A", tip="列出的人里空着的都记 1 次"
        )
        none = button("都清空", lambda: self.model.set_all("", _COUNT), key="Alt+C", tip="列出的人都不记")
        leave = button("取消", self.leave, tip="不登记,回到排行(Esc)")
        for made in (one_each, none, leave, self.save_button):
            foot.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(fields)
        column.addWidget(self.rule)
        column.addWidget(self.ask)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        column.addWidget(self.hint)


def entered_words(awards: Awards, day: date | None) -> str:
    """What is said once it is done: how many, how much, and whom the cap cut."""
    when = f"{chinese_date(day)}的" if day else ""
    said = f"已登记{when}“{awards.kind.kind}”:{awards.said}。"
    names = [f"{one.name}({one.said})" for one in awards.cut[:3]]
    more = f"等 {len(awards.cut)} 人" if len(awards.cut) > 3 else ""
    return said + (f"{'、'.join(names)}{more}。" if names else "")

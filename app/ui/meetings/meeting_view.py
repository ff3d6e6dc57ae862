"""One meeting from plan to binder, over the whole page: what it is, who came, what was dealt with, papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.base.errors import Fault, UserFault
from app.models.changes import NOTHING, Changes
from app.models.meeting_cards import MeetingCard, MeetingChoices, Move
from app.models.meetings import Action
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.households.small_forms import SureForm
from app.ui.jobs import Latest
from app.ui.meetings import papers, telling
from app.ui.meetings.asking import several, verb
from app.ui.meetings.attachments import AttachmentsView
from app.ui.meetings.attendance_view import AttendanceView
from app.ui.meetings.contents_view import ContentsView
from app.ui.meetings.head_form import EditMeetingForm, HoldMeetingForm, MeetingWish, NewMeetingForm
from app.ui.meetings.minutes_form import MinutesForm
from app.ui.meetings.moves_bar import KEYS, MovesBar
from app.ui.meetings.overview import overview
from app.ui.meetings.small_forms import ActionNoteForm, CorrectionForm
from app.ui.requests.side import SideCard
from app.ui.theme import look
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import set_tone, words

OVERVIEW, ATTENDANCE, CONTENTS, PAPERS = range(4)
_NAMES = ("概况", "出席", "内容", "附件")


class MeetingView(SideCard):
    """`closed` when the person goes back to the lists."""

    matter_wanted = Signal(int)
    roster_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.meeting_id: int | None = None
        self.shown: MeetingCard | None = None
        self._choices: MeetingChoices | None = None
        self._moving = Latest(desk.jobs, self)
        self.moves = MovesBar(self.step, self.show_notice, self.show_sign_in, self.show_minutes)
        self.marks = words("", "amber")
        self.attendance, self.attachments = AttendanceView(desk), AttachmentsView(desk)
        self.contents = ContentsView(desk, self._leave_minutes, partial(self.step, "correct"))
        self.overview_area = scrolled(QWidget())
        self.tabs = QTabBar()
        self.rooms = QStackedWidget()
        self._lay_out_inside()
        for name, key in KEYS.items():
            self.add_key(key, partial(self.step, name))
        self.add_key("Ctrl+R", self.edit)
        self.add_key("Ctrl+N", self.new_meeting)
        self.attendance.roster_wanted.connect(self.roster_wanted)

    # what is shown

    @property
    def minutes(self) -> MinutesForm | None:
        """The form of the contents, while they may be written."""
        return self.contents.minutes

    @property
    def shows_something(self) -> bool:
        return self.meeting_id is not None

    @property
    def dirty(self) -> bool:
        return self.attendance.dirty or self.contents.dirty

    def unsaved(self) -> str:
        parts = [super().unsaved()]
        if self.attendance.dirty:
            parts.append("会议出席")
        if self.contents.dirty:
            parts.append("会议内容")
        return "、".join(filter(None, parts))

    def holds_unsaved(self) -> bool:
        """A form, marks or minutes that are not saved keep their place, and say so."""
        if super().holds_unsaved():
            return True
        if self.dirty:
            self.said.say("这次会议还有没保存的内容:请先保存(Ctrl+S),或在“内容”里按“不保存”。", "amber")
            self.go_to(ATTENDANCE if self.attendance.dirty else CONTENTS)
        return self.dirty

    def show_meeting(self, meeting_id: int, tab: int | None = None) -> None:
        """Read and show a meeting; one with unsaved words stays."""
        if self.holds_unsaved():
            return
        self.leave_form()
        if meeting_id != self.meeting_id:
            self.said.hide()
            self.contents.drop()
            self.go_to(OVERVIEW)
        self.meeting_id = meeting_id
        if tab is not None:
            self.go_to(tab)
        self.state.show_loading("正在打开会议…")
        self._read(self._fail)

    def refresh(self) -> None:
        if self.meeting_id is not None and self.isVisible():
            self._read(self._fail_again)

    def show_card(self, card: MeetingCard) -> None:
        self.shown = card
        line = card.line
        self.title.setText(line.title if line.ordinal else f"{line.title}  {telling.when_words(line)}")
        self.marks.setText(telling.made_up_words(line))
        self.marks.setVisible(bool(line.stands_for))
        self.moves.show_card(card)
        self._show_overview(card)
        self.attendance.show_card(card)
        occasions = self._choices.occasions if self._choices is not None else ()
        self.contents.show_card(card, occasions, looked_at=self.tabs.currentIndex() == CONTENTS)
        self.attachments.show_papers(
            card.attachments, lambda path: verb("attachments", "add", line.id, path), locked=card.locked
        )
        for place, (name, count) in enumerate(
            (("概况", 0), ("出席", 0), ("内容", len(card.agenda)), ("附件", len(card.attachments)))
        ):
            self.tabs.setTabText(place, f"{name} {count}" if count else name)
        self.state.show_content()

    def go_to(self, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)

    def take_focus(self) -> None:
        tab = self.tabs.currentIndex()
        if self.form is not None:
            return
        if tab == ATTENDANCE:
            self.attendance.take_focus()
        elif tab == PAPERS:
            self.attachments.take_focus()
        elif tab == CONTENTS and self.minutes is not None and self.minutes.agenda:
            self.minutes.agenda[0].first.setFocus()
        else:
            self.setFocus()

    def close_card(self) -> None:
        if self.holds_unsaved():
            return
        self.leave_form()
        self._forget()
        self.closed.emit()

    # what can be done

    def new_meeting(self, wish: MeetingWish | None = None) -> None:
        """The form for a meeting that was held, or is to come."""
        if isinstance(self.form, NewMeetingForm) and self.form.dirty:
            self.form.say("这里还有没保存的内容:请先保存(Ctrl+S)或取消(Esc)。", "amber")
            self.form.warned = True  # the words name Esc: the next one leaves
            return
        self.open_form(NewMeetingForm(self.desk, wish or MeetingWish()), self._show_new)

    def edit(self) -> None:
        if self.shown is not None and not self.shown.locked:
            self.open_form(EditMeetingForm(self.desk, self.shown))

    def step(self, name: str) -> None:
        """A step of its life, or why it cannot be taken now."""
        found = self._move(name)
        if self.shown is None or found is None or self.holds_unsaved():
            return
        if found.why:
            self.said.say(f"{found.title}:{found.why}", "amber")
            return
        self.said.hide()
        if name == "hold":
            self.open_form(HoldMeetingForm(self.desk, self.shown), self._held)
        elif name == "correct":
            self.open_form(CorrectionForm(self.desk, self.shown))
        elif name == "sign":
            said = (
                f"{self.shown.line.title}签字定稿以后不能再改,有错只能追加更正。名册、人数、表决结果都按现在的样子固定下来。"
                "确实签字了吗?误按了可以马上按 Ctrl+Z 撤销。"
            )
            self.open_form(
                SureForm(self.desk, "签字定稿", said, "签字定稿", verb("meetings", "sign", (self.shown.line.id,)))
            )
        else:
            self.desk.change(verb("meetings", name, (self.shown.line.id,)), failed=self._refused)

    def remove(self) -> None:
        if self.shown is None:
            return
        line = self.shown.line
        said = f"删除{line.title}({telling.when_words(line)})?出席、内容、附件会一起删除;删错了可以按 Ctrl+Z 撤销。"
        form = SureForm(self.desk, "删除会议", said, "删除", verb("meetings", "remove", line.id))
        self.open_form(form, self._removed)

    def note_action(self, action: Action) -> None:
        self.open_form(ActionNoteForm(self.desk, action, closes=False, meeting_id=self.meeting_id))

    def show_sign_in(self) -> None:
        if self.shown is not None and not self.holds_unsaved():
            papers.show_sign_in(self.desk, self.shown.line, self.window())

    def show_notice(self) -> None:
        if self.shown is not None:
            papers.show_notice(self.desk, self.shown.line, self.window())

    def show_minutes(self) -> None:
        if self.shown is not None and not self.holds_unsaved():
            papers.show_minutes(self.desk, self.shown.line, self.window())

    # within

    def _move(self, name: str) -> Move | None:
        return next((one for one in self.shown.moves if one.verb == name), None) if self.shown else None

    def _read(self, failed: Callable[[BaseException], None]) -> None:
        work = several(verb("meetings", "card", self.meeting_id), verb("meetings", "choices"))
        self.latest.run(work, self._show_read, failed=failed)

    def _show_read(self, found: tuple[MeetingCard, MeetingChoices]) -> None:
        self._choices = found[1]
        self.show_card(found[0])

    def _show_new(self, changes: Changes) -> None:
        if changes.made:
            self.meeting_id = None
            self.show_meeting(changes.made[0])

    def _held(self, _changes: Changes) -> None:
        self.go_to(ATTENDANCE)
        self.refresh()

    def _show_overview(self, card: MeetingCard) -> None:
        kept = self.overview_area.verticalScrollBar().value()
        fresh = overview(self, card)
        fresh.setObjectName("canvas")
        self.overview_area.setWidget(fresh)
        fresh.setAutoFillBackground(False)
        self.overview_area.verticalScrollBar().setValue(kept)

    def _leave_minutes(self) -> None:
        """Typed words are let go; with nothing typed, back to the lists."""
        if self.minutes is not None and self.minutes.dirty:
            self.minutes.dirty = False
            self.said.hide()
            self.refresh()
        else:
            self.close_card()

    def _removed(self, _changes: Changes) -> None:
        self._forget()
        self.closed.emit()

    def _forget(self) -> None:
        self.meeting_id, self.shown = None, None
        self.contents.drop()
        self.attendance.card = None
        self.attendance.model.show_people((), locked=True)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.said.say(f"{error.what}{error.remedy}", "amber")
        else:
            self.desk.trouble(error)

    def _fail_again(self, error: BaseException) -> None:
        """It was taken away, by an undo say: nothing is left to be shown."""
        if isinstance(error, UserFault) and self.form is None:
            self._removed(NOTHING)
        elif not isinstance(error, UserFault):
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self.shown = None
        self.state.show_fault(error, self.refresh)

    def _form_saved(self, changes: Changes, saved: Callable[[Changes], None] | None) -> None:
        super()._form_saved(changes, saved)
        self.take_focus()

    def open_form(self, form: Form, saved: Callable[[Changes], None] | None = None) -> None:
        form.body.setContentsMargins(0, 0, 8, 0)
        super().open_form(form, saved)
        form.area.setMaximumWidth(look().px(860))

    def _tab_changed(self) -> None:
        if self.tabs.currentIndex() == CONTENTS:
            self.contents.look()
        self.rooms.setCurrentIndex(self.tabs.currentIndex())
        if self.isVisible():
            self.take_focus()

    def _lay_out_inside(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.marks)
        column.addWidget(self.moves)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for place, (name, room) in enumerate(
            zip(_NAMES, (self.overview_area, self.attendance, self.contents, self.attachments), strict=True)
        ):
            self.tabs.addTab(name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
            self.rooms.addWidget(room)
        self.tabs.currentChanged.connect(lambda _place: self._tab_changed())
        column.addWidget(self.tabs)
        column.addWidget(self.rooms, 1)
        old = self.state.content
        self.state.addWidget(inside)
        self.state.content = inside
        self.state.removeWidget(old)
        old.deleteLater()
        set_tone(self.marks, "amber")

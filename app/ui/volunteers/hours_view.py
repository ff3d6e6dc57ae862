"""服务时长: sessions and who signed in, certificates, postings, figures; one part of 志愿."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.certificates import Posting
from app.models.changes import Changes
from app.models.figures import Figure
from app.models.service import ServiceRecord, SessionCard, SessionLine, SessionQuery
from app.models.volunteer_figures import VolunteersShown
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.reports.figures import names_page
from app.ui.requests.side import SideCard
from app.ui.volunteers import hours_forms as forms
from app.ui.volunteers import hours_paper_forms as papers
from app.ui.volunteers.hours_papers import CertificatesView, PostingsView, show_certificate
from app.ui.volunteers.hours_sessions import SessionsView, export_records
from app.ui.volunteers.hours_sign_view import SignView
from app.ui.volunteers.hours_statistics import HoursStatistics
from app.ui.volunteers.hours_switch import ViewSwitch
from app.ui.volunteers.segment import Segment

# title, its key, what Ctrl+N does, what is searched
_VIEWS = (
    ("场次", "Alt+C", "登记一场服务", "活动、地点、队伍"),
    ("证明", "Alt+Z", "出具证明", "姓名、证明编号"),
    ("公示", "Alt+H", "公示服务时长", ""),
    ("统计", "Alt+W", "", ""),
)
SESSIONS, CERTIFICATES, POSTINGS, STATISTICS = range(4)


class HoursSegment(Segment):
    """Asked for a number it shows that session; for ('volunteer', id, name) what one served in; for
    ('shift', id) that shift's session, or the form that begins it; for `VolunteersShown` the sessions behind a figure;
    for 'certificates', 'postings', 'statistics' that view, for 'open' the sessions that are not closed."""

    key = "hours"
    title = "服务时长"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sessions, self.certificates = SessionsView(desk), CertificatesView(desk)
        self.postings, self.statistics = PostingsView(desk), HoursStatistics(desk)
        self.views: tuple[Any, ...] = (self.sessions, self.certificates, self.postings, self.statistics)
        self.sign = SignView(desk)
        self.card = SideCard(desk)
        self._said: dict[QWidget, str] = {}
        self._stale: set[QWidget] = set(self.views)
        self.place = SESSIONS
        self._text = ""
        self.switch = ViewSwitch(tuple((title, key) for title, key, _begin, _hint in _VIEWS))
        self.stack, self.rooms, self.lists = QStackedWidget(), QStackedWidget(), QWidget()
        self._lay_out()
        self._wire()
        self._offer()

    # what is shown

    @property
    def view(self) -> Any:
        return self.views[self.place]

    @property
    def signing(self) -> bool:
        """A session is in front of the lists."""
        return self.rooms.currentWidget() is self.sign

    def refresh(self) -> None:
        self._stale = set(self.views)
        if self.signing:
            self.sign.refresh()
        else:
            self._refresh_view()

    def show_what(self, what: object) -> None:
        """What another page asked for; a table with unsaved marks stays in front."""
        if self.signing and self.sign.dirty:
            self.sign.go_back()
            return
        if isinstance(what, int):
            self.show_session(what)
            return
        self._to_lists()
        if isinstance(what, VolunteersShown):
            self._go(SESSIONS, fresh=False)
            self._show_shown(what)
        elif isinstance(what, tuple) and what[0] == "shift":
            self._go(SESSIONS)
            self.sign_shift(what[1])
        elif isinstance(what, tuple) and what[0] == "volunteer":
            self._go(SESSIONS, fresh=False)
            self.sessions.show_volunteer(what[1], what[2])
        else:
            names = {"certificates": CERTIFICATES, "postings": POSTINGS, "statistics": STATISTICS}
            self._go(names.get(str(what), SESSIONS))
            if what == "open":
                self.sessions.open_only.setChecked(True)
                self.sessions.load()

    def show_session(self, session_id: int) -> None:
        self.close_form()
        self.rooms.setCurrentWidget(self.sign)
        self.sign.show_session(session_id)
        self._offer()

    def search(self, text: str) -> None:
        self._text = text
        if not self.signing:
            self.view.search(text)

    def take_focus(self) -> None:
        (self.sign if self.signing else self.view).take_focus()

    def unsaved(self) -> str:
        return "、".join(filter(None, (super().unsaved(), "签到" if self.sign.dirty else "")))

    # what can be done

    def begin(self) -> None:
        """Ctrl+N: what the view in front makes."""
        if self.signing:
            return
        if self.place == SESSIONS:
            self.new_session(None)
        elif self.place == CERTIFICATES:
            self.new_certificate()
        elif self.place == POSTINGS:
            self._open_form(papers.PostingForm(self.desk))

    def export(self) -> None:
        if not self.signing:
            self.view.export()
        elif self.sign.card is not None and not self.sign.dirty:
            card = self.sign.card
            query = SessionQuery(ids=frozenset({card.id}))
            export_records(self.desk, query, f"{chinese_date(card.draft.day)}{card.draft.title}", self.window())

    def escape(self) -> bool:
        if super().escape():
            return True
        return self.signing and (self.sign.go_back() or True)

    def new_session(self, shift_id: int | None) -> None:
        def show(draft: Any) -> None:
            self._open_form(forms.SessionForm(self.desk, draft, shift_id=shift_id), self._begin_signing)

        self.desk.jobs.run(verb("service", "blank", shift_id=shift_id), show, owner=self)

    def sign_shift(self, shift_id: int) -> None:
        """The session of a shift; where it has none yet, the form that begins it."""

        def show(session_id: int | None) -> None:
            if session_id is not None:
                self.show_session(session_id)
            else:
                self.new_session(shift_id)

        self.desk.jobs.run(verb("service", "of_shift", shift_id), show, owner=self)

    def new_certificate(self) -> None:
        self._open_form(papers.CertificateForm(self.desk), self._issued)

    def close_form(self) -> None:
        if self.side is not None:
            self.card.leave_form()
            self.close_side()

    def close_side(self) -> None:
        super().close_side()
        self.sign.hold_keys(held=False)

    # within

    def _open_form(self, form: Any, done: Callable[[Changes], None] | None = None) -> None:
        self.open_side(self.card)
        self.sign.hold_keys(held=True)
        self.card.open_form(form, lambda changes: self._form_done(changes, done))

    def _form_done(self, changes: Changes, done: Callable[[Changes], None] | None) -> None:
        self.close_side()
        if done is not None:
            done(changes)

    def _begin_signing(self, changes: Changes) -> None:
        if changes.made:
            self.show_session(changes.made[0])

    def _issued(self, changes: Changes) -> None:
        if changes.made:
            self._go(CERTIFICATES)
            show_certificate(self.desk, changes.made[0], changes.title.rpartition(" ")[2], self.window())

    def _show_shown(self, what: VolunteersShown) -> None:
        if what.of == "service":
            self.desk.jobs.run(
                verb("service", "sessions_of", tuple(what.ids)),
                lambda ids: self.sessions.show_ids(frozenset(ids), what.title),
                owner=self,
            )
        else:
            self.sessions.show_ids(what.ids, what.title)

    def _open_figure(self, figure: Figure) -> None:
        """Sessions and services here, volunteers in the list of names, the others in their own parts."""
        if figure.of in ("sessions", "service"):
            self.show_what(VolunteersShown(figure.of, frozenset(figure.ids), figure.title))
        else:
            self.desk.open_page(*names_page(figure))

    def _open_month(self, first: date, last: date) -> None:
        self._go(SESSIONS, fresh=False)
        self.sessions.show_all()
        self.sessions.days.show_days((first, last))
        self.sessions.load()

    def _edit(self, card: SessionCard) -> None:
        form = forms.SessionForm(self.desk, card.draft, session_id=card.id)
        self._open_form(form, lambda _changes: self.sign.refresh())

    def _correct(self, record: ServiceRecord) -> None:
        self._open_form(forms.CorrectionForm(self.desk, record), lambda _changes: self.sign.refresh())

    def _object(self, posting: Posting) -> None:
        self._open_form(papers.ObjectionForm(self.desk, posting))

    def _opened(self, line: SessionLine) -> None:
        self.show_session(line.id)

    def _to_lists(self) -> None:
        self.sign.forget()
        self.rooms.setCurrentWidget(self.lists)
        self._offer()

    def _left(self) -> None:
        self._to_lists()
        self._refresh_view()
        self.take_focus()

    def _go(self, place: int, *, fresh: bool = True) -> None:
        """A view to the front; `fresh` False: whoever asked for it reads it."""
        self.place = place
        self.stack.setCurrentWidget(self.view)
        self.switch.show_place(place)
        if not fresh:
            self._stale.discard(self.view)
        self._refresh_view()
        self._offer()

    def _chosen(self, place: int) -> None:
        if not self.card.holds_unsaved():
            self.close_form()
        self._go(place)
        self.view.search(self._text)  # what stands in the search field narrows this view too
        self.take_focus()

    def _refresh_view(self) -> None:
        if self.view in self._stale:
            self._stale.discard(self.view)
            self.view.refresh()
        self._say()

    def _told(self, view: QWidget, said: str) -> None:
        self._said[view] = said
        self._say()

    def _say(self) -> None:
        self.told.emit("" if self.signing else self._said.get(self.view, ""))

    def _offer(self) -> None:
        """What the page's head offers belongs to the view in front."""
        _title, _key, begin, hint = _VIEWS[self.place]
        self.primary, self.search_hint = ("", "") if self.signing else (begin, hint)
        self.can_export = True
        self.offers_moved.emit()
        self._say()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.lists)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.switch)
        for view in self.views:
            self.stack.addWidget(view)
        column.addWidget(self.stack, 1)
        self.rooms.addWidget(self.lists)
        self.rooms.addWidget(self.sign)
        self.lay(self.rooms, self.card)

    def _wire(self) -> None:
        for view in self.views:
            view.told.connect(partial(self._told, view))
        self.switch.chosen.connect(self._chosen)
        self.sessions.opened.connect(self._opened)
        self.sessions.new_wanted.connect(self.new_session)
        self.certificates.new_wanted.connect(self.new_certificate)
        self.postings.new_wanted.connect(self.begin)
        self.postings.objection_wanted.connect(self._object)
        self.statistics.opened.connect(self._open_figure)
        self.statistics.month_wanted.connect(self._open_month)
        self.sign.left.connect(self._left)
        self.sign.edit_wanted.connect(self._edit)
        self.sign.correct_wanted.connect(self._correct)

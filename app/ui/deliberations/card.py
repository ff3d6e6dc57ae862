"""The card of one matter: its steps, what comes next, the draw, what was posted; a step too early is told why not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.base.errors import Fault, UserFault
from app.models.changes import NOTHING, Changes
from app.models.deliberations import MatterCard, MatterWish, MethodStep, Publication
from app.rules.deliberations import skipped
from app.ui.deliberations.draw_forms import DrawForm
from app.ui.deliberations.forms import MatterForm, MatterStepForm
from app.ui.deliberations.matter_content import content
from app.ui.deliberations.publication_forms import PublicationForm
from app.ui.desk import Desk
from app.ui.households.small_forms import SureForm
from app.ui.meetings.asking import verb
from app.ui.requests.side import SideCard


class MatterCardView(SideCard):
    """`meeting_wanted(id)`, `request_wanted(id)`, `notice_wanted(publication)`, `draw_wanted(card, draw)`,
    `papers_wanted(card, step)`."""

    meeting_wanted = Signal(int)
    request_wanted = Signal(int)
    notice_wanted = Signal(object)
    draw_wanted = Signal(object, object)
    papers_wanted = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.matter_id: int | None = None
        self.shown: MatterCard | None = None
        self.add_key("Ctrl+R", self.edit)
        self.add_key("Ctrl+J", self.next_step)
        self.add_key("Ctrl+T", self.show_papers)
        self.add_key("Ctrl+D", self.draw)
        self.add_key("Ctrl+P", self.publish)
        self.add_key("Ctrl+Delete", self.remove_step)

    @property
    def shows_something(self) -> bool:
        return self.matter_id is not None

    def show_matter(self, matter_id: int) -> None:
        if self.holds_unsaved():
            return
        self.leave_form()
        if matter_id != self.matter_id:
            self.said.hide()
        self.matter_id = matter_id
        self.state.show_loading("正在打开…")
        self.latest.run(verb("deliberations", "card", matter_id), self.show_card, failed=self._fail)

    def refresh(self) -> None:
        if self.matter_id is not None and self.isVisible():
            self.latest.run(verb("deliberations", "card", self.matter_id), self.show_card, failed=self._fail)

    def show_card(self, card: MatterCard) -> None:
        self.shown = card
        self.title.setText(card.line.title)
        self.show_content(content(self, card))

    # what can be done

    def new_matter(self, method: str, wish: MatterWish | None = None) -> None:
        self.open_form(MatterForm(self.desk, method, wish=wish), self._show_new)

    def edit(self) -> None:
        if self.shown is not None:
            self.open_form(MatterForm(self.desk, self.shown.draft.method, self.shown))

    def next_step(self) -> None:
        if self.shown is not None and self.shown.next is not None:
            self.take(self.shown.next)

    def take(self, step: MethodStep) -> None:
        """The form of the step that comes; of a later one, why it cannot be taken yet (G15)."""
        card = self.shown
        if card is None:
            return
        done = len(card.done)
        if step.step > done + 1:
            fault = skipped(card.method, done, step.step)
            self.said.say(f"{fault.what}{fault.remedy}", "amber")
            return
        self.said.hide()
        kept = card.done[step.step - 1] if step.step <= done else None
        self.open_form(MatterStepForm(self.desk, card, step, kept))

    def remove_step(self) -> None:
        if self.shown is not None and self.shown.done:
            last = self.shown.done[-1]
            said = f"删除第 {last.step} 步“{last.title}”?它的材料一起删除;删错了可以按 Ctrl+Z 撤销。"
            self.open_form(
                SureForm(self.desk, "删除这一步", said, "删除",
                         verb("deliberations", "remove_step", self.shown.line.id))
            )  # fmt: skip

    def show_papers(self) -> None:
        """The papers of the last step that was done."""
        if self.shown is not None and self.shown.done:
            self.papers_wanted.emit(self.shown, self.shown.done[-1])

    def draw(self) -> None:
        if self.shown is not None and self.shown.method.draws and self.shown.line.open:
            self.open_form(DrawForm(self.desk, self.shown))

    def publish(self) -> None:
        if self.shown is not None:
            self.open_form(PublicationForm(self.desk, self.shown))

    def remove_publication(self, one: Publication) -> None:
        self.desk.change(verb("deliberations", "remove_publication", one.id), failed=self._refused)

    def remove(self) -> None:
        if self.shown is not None:
            line = self.shown.line
            said = f"删除事项“{line.title}”?步骤、抽取、公示会一起删除;删错了可以按 Ctrl+Z 撤销。"
            form = SureForm(self.desk, "删除事项", said, "删除", verb("deliberations", "remove", line.id))
            self.open_form(form, self._removed)

    # within

    def _show_new(self, changes: Changes) -> None:
        if changes.made:
            self.show_matter(changes.made[0])

    def _removed(self, _changes: Changes) -> None:
        self.matter_id, self.shown = None, None
        self.closed.emit()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.said.say(f"{error.place}:{error.what}{error.remedy}" if error.place else str(error), "amber")
        else:
            self.desk.trouble(error)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserFault) and self.form is None:
            self._removed(NOTHING)
        else:
            self.state.show_fault(error, self.refresh)

"""The lines of the minutes' form: an item of the agenda, a speech, a resolution with its vote, something to be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.models.meetings import ActionDraft, AgendaDraft, ResolutionDraft, SpeechDraft
from app.models.quorum import Ruling, Verdict
from app.rules.dates import Precision, read_date
from app.ui.households.fields import Field
from app.ui.meetings.telling import day_or_blank, source_words
from app.ui.requests.fields import WordsField
from app.ui.theme import look
from app.ui.widgets.plain import set_tone, words

NO_VOTE = "不表决"
_TONES = {Verdict.PASSED: "green", Verdict.FAILED: "red", Verdict.NOT_QUORATE: "red", Verdict.OPEN: "muted"}


class LineField(Field):
    """Several parts under one caption; the first is where typing begins. `removed`: the person takes it away."""

    removed = Signal()

    def __init__(self, title: str, first: QWidget, rows: Sequence[Sequence[tuple[QWidget, int]]]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for parts in rows:
            row = QHBoxLayout()
            row.setSpacing(6)
            for widget, weight in parts:
                row.addWidget(widget, weight)
            column.addLayout(row)
        super().__init__(title, holder)
        self.caption.hide()
        self.setFocusProxy(first)
        self.first = first

    def text(self) -> str:
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        raise NotImplementedError

    def _touched(self) -> None:
        self.complain("")
        self.edited.emit()


class AgendaField(LineField):
    def __init__(self, number: int, item: AgendaDraft | None = None) -> None:
        self.kept = item or AgendaDraft("")
        self.name = line(f"议题 {number}", "议什么", self.kept.title)
        self.reporter = line(f"议题 {number}的汇报人", "汇报人", self.kept.reporter)
        self.said = line(f"议题 {number}的汇报内容", "汇报了什么,可不填", self.kept.words)
        rows = (((words(f"{number}."), 0), (self.name, 3), (self.reporter, 1)), ((self.said, 1),))
        super().__init__("议题", self.name, rows)
        for one in (self.name, self.reporter, self.said):
            one.textEdited.connect(self._touched)

    def draft(self) -> AgendaDraft:
        return AgendaDraft(self.text(), self.reporter.text().strip(), self.said.text().strip(), self.kept.id)

    def text(self) -> str:
        return self.name.text().strip()

    def set_text(self, text: str) -> None:
        self.name.setText(text)


class SpeechField(LineField):
    def __init__(self, number: int, names: Sequence[str], agenda: Sequence[str], item: SpeechDraft | None) -> None:
        self.kept = item or SpeechDraft("", "")
        self.speaker = combo(f"发言 {number}是谁说的", names, self.kept.speaker, free=True)
        editor = self.speaker.lineEdit()
        assert editor is not None
        editor.setPlaceholderText("谁说的")
        self.gist = line(f"发言 {number}的要点", "说了什么,照原意写", self.kept.gist)
        self.dissent = QCheckBox("不同意见")
        self.dissent.setChecked(self.kept.dissent)
        self.of_item = combo(f"发言 {number}说的是哪个议题", agenda, "")
        self.of_item.setCurrentIndex(min(self.kept.agenda, len(agenda) - 1))
        rows = (((self.speaker, 1), (self.gist, 4)), ((self.of_item, 1), (self.dissent, 0)))
        super().__init__("发言人", self.speaker, rows)
        editor.textEdited.connect(self._touched)
        self.gist.textEdited.connect(self._touched)
        self.dissent.clicked.connect(self._touched)
        for box in (self.speaker, self.of_item):
            box.activated.connect(self._touched)

    def draft(self) -> SpeechDraft:
        return SpeechDraft(
            self.speaker.currentText().strip(), self.text(), self.dissent.isChecked(),
            max(self.of_item.currentIndex(), 0), self.kept.id,
        )  # fmt: skip

    def text(self) -> str:
        return self.gist.text().strip()

    def set_text(self, text: str) -> None:
        self.gist.setText(text)


class ResolutionField(LineField):
    """`counted`: the vote was changed, and wants a ruling."""

    counted = Signal()

    def __init__(
        self, number: int, occasions: Sequence[tuple[str, str]], agenda: Sequence[str], item: ResolutionDraft | None
    ) -> None:
        self.kept = item or ResolutionDraft("")
        self.number = number
        self.occasions = {NO_VOTE: "", **{title: key for key, title in occasions}}
        titles = {key: title for title, key in self.occasions.items()}
        self.what = line(f"决议 {number}", "议定了什么", self.kept.words)
        chosen = titles.get(self.kept.occasion, self.kept.occasion)
        self.occasion = combo(f"决议 {number}按什么规则表决", tuple(self.occasions), chosen)
        self.of_item = combo(f"决议 {number}是哪个议题的", agenda, "")
        self.of_item.setCurrentIndex(min(self.kept.agenda, len(agenda) - 1))
        kept = (self.kept.in_favour, self.kept.against, self.kept.abstained)
        self.votes = tuple(
            number_line(f"决议 {number}的{name}票", value)
            for name, value in zip(("赞成", "反对", "弃权"), kept, strict=True)
        )
        own = (self.kept.eligible, self.kept.attended)
        self.numbers = tuple(
            number_line(f"决议 {number}的{name}", value) for name, value in zip(("应到", "实到"), own, strict=True)
        )
        areas = (self.kept.area_total, self.kept.area_joined, self.kept.area_for)
        self.areas = tuple(
            number_line(f"决议 {number}的{name}", None if value is None else value / 100)
            for name, value in zip(("总面积", "参与面积", "同意面积"), areas, strict=True)
        )
        self.verdict: QLabel = words("", "muted", wrap=True)
        self._vote_parts: list[QWidget] = []
        self._owner_parts: list[QWidget] = []
        rows = (
            ((words(f"{number}."), 0), (self.what, 1)),
            ((self.occasion, 2), (self.of_item, 1)),
            self._row(("赞成", "反对", "弃权"), self.votes, self._vote_parts),
            self._row(("全体业主", "参与业主"), self.numbers, self._owner_parts),
            self._row(("总面积", "参与面积", "同意面积"), self.areas, self._owner_parts),
        )
        super().__init__("决议", self.what, rows)
        holder = self.editor.layout()
        assert holder is not None
        holder.addWidget(self.verdict)
        self.what.textEdited.connect(self._touched)
        for one in (*self.votes, *self.numbers, *self.areas):
            one.textEdited.connect(self._recount)
        self.occasion.activated.connect(self._recount)
        self.of_item.activated.connect(self._touched)
        self._show_parts()

    @property
    def key(self) -> str:
        return self.occasions.get(self.occasion.currentText(), self.kept.occasion)

    def draft(self) -> ResolutionDraft:
        """Raises ValueError for what is no number."""
        voting, owners = bool(self.key), self.by_area
        votes = [whole(one.text()) if voting else None for one in self.votes]
        numbers = [whole(one.text()) if owners else None for one in self.numbers]
        areas = [hundredths(one.text()) if owners else None for one in self.areas]
        if voting and not owners:
            numbers = [self.kept.eligible, self.kept.attended]
        return ResolutionDraft(
            self.text(), self.key, votes[0], votes[1], votes[2], numbers[0], numbers[1], areas[0], areas[1], areas[2],
            max(self.of_item.currentIndex(), 0), self.kept.id,
        )  # fmt: skip

    @property
    def by_area(self) -> bool:
        return self.key.startswith("owners")

    def show_ruling(self, ruling: Ruling | None, trouble: str = "") -> None:
        """Verdict, sentence and source beside the votes; `trouble`: a count that cannot be."""
        if trouble:
            set_tone(self.verdict, "red")
            self.verdict.setText(trouble)
        elif ruling is not None:
            set_tone(self.verdict, _TONES[ruling.verdict])
            self.verdict.setText(f"{ruling.verdict.value}:{ruling.sentence}依据:{source_words(ruling.source)}。")
        self.verdict.setVisible(bool(self.key) and (ruling is not None or bool(trouble)))

    def text(self) -> str:
        return self.what.text().strip()

    def set_text(self, text: str) -> None:
        self.what.setText(text)

    def _row(
        self, titles: Sequence[str], lines: Sequence[QLineEdit], parts: list[QWidget]
    ) -> tuple[tuple[QWidget, int], ...]:
        found: list[tuple[QWidget, int]] = []
        for title, one in zip(titles, lines, strict=True):
            label = words(title, "muted")
            found += [(label, 0), (one, 0)]
            parts += [label, one]
        spare = QWidget()
        parts.append(spare)
        return (*found, (spare, 1))

    def _recount(self) -> None:
        self._show_parts()
        self._touched()
        self.counted.emit()

    def _show_parts(self) -> None:
        for part in self._vote_parts:
            part.setVisible(bool(self.key))
        for part in self._owner_parts:
            part.setVisible(self.by_area)
        if not self.key:
            self.verdict.hide()


class ActionField(LineField):
    def __init__(self, number: int, names: Sequence[str], item: ActionDraft | None) -> None:
        self.kept = item or ActionDraft("")
        self.what = line(f"待办 {number}", "要办什么", self.kept.words)
        self.owner = combo(f"待办 {number}的责任人", names, self.kept.owner, free=True)
        editor = self.owner.lineEdit()
        assert editor is not None
        editor.setPlaceholderText("责任人")
        self.due = line(f"待办 {number}的期限", "期限,如 2026-11-30", day_or_blank(self.kept.due_on))
        super().__init__("待办", self.what, (((self.what, 4), (self.owner, 1), (self.due, 2)),))
        for one in (self.what, editor, self.due):
            one.textEdited.connect(self._touched)
        self.owner.activated.connect(self._touched)

    def draft(self) -> ActionDraft:
        """Raises ValueError for a day that is none."""
        text = self.due.text().strip()
        read = read_date(text) if text else None
        if text and (read is None or read.precision is not Precision.DAY):
            raise ValueError("这个期限看不懂。请写出年、月、日,如 2026年11月30日。")
        return ActionDraft(self.text(), self.owner.currentText().strip(), read.day if read else None, self.kept.id)

    def text(self) -> str:
        return self.what.text().strip()

    def set_text(self, text: str) -> None:
        self.what.setText(text)


class NotesField(WordsField):
    """What else is to be said."""

    def __init__(self, text: str) -> None:
        super().__init__("记录", hint="会议过程、学习内容等;可不填", lines=4)
        self.set_text(text)


def line(name: str, hint: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setToolTip("")
    made.setCursorPosition(0)
    return made


def number_line(name: str, value: float | None) -> QLineEdit:
    made = line(name, "", "" if value is None else f"{value:g}")
    made.setFixedWidth(look().px(72))
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made


def combo(name: str, choices: Sequence[str], text: str, *, free: bool = False) -> QComboBox:
    made = QComboBox()
    made.setEditable(free)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems(list(choices))
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(6)
    if free:
        made.setEditText(text)
    elif text:
        place = made.findText(text)
        if place < 0:
            made.addItem(text)
            place = made.count() - 1
        made.setCurrentIndex(place)
    return made


def whole(text: str) -> int | None:
    """Raises ValueError, in words, for what is no whole number."""
    word = text.strip()
    if word and not word.isdecimal():
        raise ValueError("票数和人数要填整数,或者空着。")
    return int(word) if word else None


def hundredths(text: str) -> int | None:
    """Square metres as hundredths. Raises ValueError, in words."""
    word = text.strip()
    if not word:
        return None
    try:
        return round(float(word) * 100)
    except ValueError as error:
        raise ValueError("面积要填数字,如 1250.5。") from error

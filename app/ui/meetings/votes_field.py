"""A resolution with its vote, ruled upon while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.models.meeting_drafts import ResolutionDraft
from app.models.quorum import Ruling, Verdict
from app.ui.meetings.minutes_fields import LineField, combo, line
from app.ui.theme import look
from app.ui.widgets.plain import set_tone, words

NO_VOTE = "不表决"
_TONES = {Verdict.PASSED: "green", Verdict.FAILED: "red", Verdict.NOT_QUORATE: "red", Verdict.OPEN: "muted"}


class ResolutionField(LineField):
    """`counted`: the vote was changed, and wants a ruling."""

    counted = Signal()

    def __init__(
        self, occasions: Sequence[tuple[str, str]], agenda: Sequence[str], item: ResolutionDraft | None
    ) -> None:
        self.kept = item or ResolutionDraft("")
        self.occasions = {NO_VOTE: "", **{title: key for key, title in occasions}}
        titles = {key: title for title, key in self.occasions.items()}
        self.what = line("议定了什么", self.kept.words)
        chosen = titles.get(self.kept.occasion, self.kept.occasion)
        self.occasion = combo(tuple(self.occasions), chosen)
        self.of_item = combo(agenda, "")
        self.of_item.setCurrentIndex(min(self.kept.agenda, len(agenda) - 1))
        kept = (self.kept.in_favour, self.kept.against, self.kept.abstained)
        self.votes = tuple(number_line(value) for value in kept)
        self.numbers = tuple(number_line(value) for value in (self.kept.eligible, self.kept.attended))
        areas = (self.kept.area_total, self.kept.area_joined, self.kept.area_for)
        self.areas = tuple(number_line(None if value is None else value / 100) for value in areas)
        self.verdict: QLabel = words("", "muted", wrap=True)
        self._vote_parts: list[QWidget] = []
        self._owner_parts: list[QWidget] = []
        rows = (
            ((words(), 0), (self.what, 1)),
            ((self.occasion, 2), (self.of_item, 1)),
            self._row(("赞成", "反对", "弃权"), self.votes, self._vote_parts),
            self._row(("全体业主", "参与业主"), self.numbers, self._owner_parts),
            self._row(("总面积", "参与面积", "同意面积"), self.areas, self._owner_parts),
        )
        super().__init__("决议", self.what, rows, self._names())
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
            self.verdict.setText(f"{ruling.verdict.value}:{ruling.sentence}依据:{ruling.source}。")
        self.verdict.setVisible(bool(self.key) and (ruling is not None or bool(trouble)))

    def text(self) -> str:
        return self.what.text().strip()

    def set_text(self, text: str) -> None:
        self.what.setText(text)

    def _names(self) -> list[tuple[QWidget, str]]:
        titles = ("赞成票", "反对票", "弃权票", "全体业主", "参与业主", "总面积", "参与面积", "同意面积")
        numbers = (*self.votes, *self.numbers, *self.areas)
        return [
            (self.what, "决议 {}"), (self.occasion, "决议 {}按什么规则表决"), (self.of_item, "决议 {}是哪个议题的"),
            *((one, f"决议 {{}}的{title}") for title, one in zip(titles, numbers, strict=True)),
        ]  # fmt: skip

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


def number_line(value: float | None) -> QLineEdit:
    made = line("", "" if value is None else f"{value:g}")
    made.setFixedWidth(look().px(72))
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
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

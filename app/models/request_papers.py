"""What the papers of requests say: whistle letters, the public answer list, the week's list of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.mediations import Mediation
from app.models.patrols import WeekWork


@dataclass(frozen=True)
class WhistleLetter:
    """吹哨单 to one department. Caller and telephone are masked; blanks are '' and None."""

    branch: str
    letter: str
    department: str
    others: tuple[str, ...]  # who was whistled for jointly
    blown_on: date | None
    number: str
    received_on: date
    category: str
    grade: str
    way: str
    caller: str
    phone: str
    door: str
    words: str
    said: str  # what the whistle itself said
    due_on: date | None
    weekends_only: tuple[int, ...]
    made_on: date


@dataclass(frozen=True)
class PublicAnswer:
    """One line of the public list; its words are masked."""

    received_on: date
    category: str
    words: str
    caller: str
    closed_on: date
    outcome: str


@dataclass(frozen=True)
class PublicAnswers:
    """每月公示: what was answered in a month. `private`: how many are left out because they touch personal matters."""

    branch: str
    year: int
    month: int
    answers: tuple[PublicAnswer, ...]
    private: int
    made_on: date

    @property
    def title(self) -> str:
        return f"{self.year}年{self.month}月群众诉求办理情况公示"


@dataclass(frozen=True)
class AgreementPaper:
    """人民调解协议书: the mediation as it stands, for both parties to sign."""

    branch: str
    mediation: Mediation
    made_on: date


@dataclass(frozen=True)
class WeekPaper:
    """一周工作清单."""

    branch: str
    work: WeekWork
    made_on: date

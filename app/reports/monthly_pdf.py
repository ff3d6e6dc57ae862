"""The monthly report on paper: cover, report, attached ledgers, in one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.models.colours import LegendEntry
from app.models.figures import MonthlyFacts
from app.reports.boxes import Setter
from app.reports.digest import code_text, facts_digest
from app.reports.flow import draw_page, paginate, set_blocks
from app.reports.fonts import FontSet
from app.reports.geometry import A4, OFFICIAL
from app.reports.ledger import LedgerSheet
from app.reports.ledger_pdf import attach_ledger
from app.reports.monthly_blocks import cover_blocks, monthly_blocks
from app.reports.paper import DocumentInfo, Paper


@dataclass(frozen=True)
class AttachedLedger:
    """A masked ledger that stands behind the report on pages of its own."""

    sheet: LedgerSheet
    rows: Sequence[Sequence[str]]


def monthly_pdf(
    facts: MonthlyFacts,
    legend: Sequence[LegendEntry],
    *,
    digest: str = "",
    fonts: FontSet | None = None,
    cover: bool = False,
    attached: Sequence[AttachedLedger] = (),
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """The report as a PDF in the layout of GB/T 9704-2012, unsigned; the same facts give the same bytes.

    `digest`: `facts_digest(facts)` where the caller has it already. `fonts` None: the office's own where installed.
    `progress` is told how many rows of the attached ledgers are on paper; it may raise to stop.
    Raises UserFault for a character that no font has.
    """
    info = DocumentInfo(title=facts.title, author=facts.branch, made_on=facts.made_on, subject=facts.serial)
    digest = digest or facts_digest(facts)
    paper = Paper(A4, info, fonts)
    setter = Setter(paper, OFFICIAL)
    if cover:
        boxes = [replace(box, blank=False) for box in set_blocks(setter, cover_blocks(facts))]  # the air above stands
        draw_page(paper, OFFICIAL, paginate(boxes, OFFICIAL)[0], 0, numbered=False)
    blocks = monthly_blocks(facts, legend, digest, [ledger.sheet.title for ledger in attached])
    pages = paginate(set_blocks(setter, blocks), OFFICIAL)
    for number, page in enumerate(pages, start=1):
        code = code_text(facts.serial, digest) if number == len(pages) else ""
        draw_page(paper, OFFICIAL, page, number, code)
    number, done, own = len(pages), 0, 1 if facts.now.combinations else 0
    for place, ledger in enumerate(attached, start=1 + own):
        mark = "附件" if len(attached) + own == 1 else f"附件{place}"
        told = None if progress is None else (lambda rows, before=done: progress(before + rows))
        number += attach_ledger(paper, ledger.sheet, ledger.rows, mark=mark, first=number + 1, progress=told)
        done += len(ledger.rows)
    return paper.finish()

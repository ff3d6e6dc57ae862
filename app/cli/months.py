"""What a month is made of and what leaves the house: figures, rosters, reports, packages, verdicts."""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app import services
from app.base.errors import Fault, UserFault
from app.cli.frame import Answer, Context, opened

if TYPE_CHECKING:
    from app.models.reports import IssuedReport
    from app.services.office import Office


def figures(context: Context, arguments: argparse.Namespace) -> Answer:
    def work(office: Office) -> Answer:
        as_of = arguments.as_of or context.clock.today()
        answer = services.figures.keyed(office, as_of)
        return answer | {
            "requests": services.request_figures.keyed(office, as_of),
            "meetings": services.meeting_figures.keyed(office, as_of),
            "volunteers": services.volunteer_figures.keyed(office, as_of),
        }

    return opened(context, work)


def roster(context: Context, arguments: argparse.Namespace) -> Answer:
    """Laid out and solved where there is nothing yet, else as it stands. Names are public, phones are not told."""
    year, month = arguments.month

    def work(office: Office) -> Answer:
        laid_out, found = services.rostering.fill(office, year, month)
        roster = services.shifts.month(office, year, month)
        fair = roster.fairness
        return {
            "month": f"{year}-{month:02d}",
            "laid_out": laid_out,
            "solved": found is not None,
            "proven": found.proven if found is not None else None,
            "said": roster.said,
            "published_on": roster.published_on.isoformat() if roster.published_on else None,
            "heads": roster.heads,
            "missing": roster.missing,
            "shares": {"spread": fair.spread, "most": fair.most, "fewest": fair.fewest},
            "never_asked": roster.never_asked,
            "shifts": [
                {
                    name: getattr(shift, name)
                    for name in ("id", "starts", "ends", "title", "place", "heads", "cancelled")
                }
                | {
                    "day": shift.day.isoformat(),
                    "volunteers": [
                        {"id": duty.volunteer_id, "name": duty.name, "skill": duty.skill, "clash": duty.clash}
                        for duty in shift.duties
                    ],
                    "missing": shift.missing,
                    "reason": shift.gap,
                }
                for shift in roster.shifts
            ],
        }

    return opened(context, work)


def month_desk(context: Context, arguments: argparse.Namespace) -> Answer:
    """What the page of a month shows beside its figures."""
    year, month = arguments.month

    def work(office: Office) -> Answer:
        desk = services.month_desk.desk(office, year, month)
        return {
            "month": f"{year}-{month:02d}",
            "checks": [
                {"check": one.key, "level": one.level.value, "words": one.words, "hint": one.hint}
                for one in desk.checks
            ],
            "suggestions": [
                {"part": one.part.value, "words": one.words, "source": one.source} for one in desk.suggestions
            ],
            "key_work": desk.words.key_work,
            "next_plan": desk.words.next_plan,
            "issued": [one.serial for one in desk.reports if (one.year, one.month) == (year, month)],
        }

    return opened(context, work)


def ledgers(context: Context, arguments: argparse.Namespace) -> Answer:
    """The binder's ledgers, masked."""
    year, month = arguments.month

    def work(office: Office) -> Answer:
        _folder(arguments.out)
        saved = services.binder.save_all(office, year, month, arguments.out)
        return {"files": [str(path) for path in saved]}

    return opened(context, work)


def report(context: Context, arguments: argparse.Namespace) -> Answer:
    year, month = arguments.month
    out: Path = arguments.out

    def work(office: Office) -> Answer:
        _folder(out)
        issued = services.reports.issue_month(office, year, month, reason=arguments.reason)
        while arguments.sign_all and services.register.entry(office, issued.id).waiting:
            services.register.sign_next(office, issued.id)
        try:
            if arguments.package:
                packed = services.packages.save_package(office, issued.id, out)
                return _issued(office, issued) | {"package": str(packed)}
            saved = services.reports.save_files(office, issued.id, out)
        except Fault as fault:
            what = f"月报 {issued.serial} 已经签发并登记,但文件没有存出来:{fault.what}"
            raise type(fault)(what, "请打开软件,在“报送”页把它另存出来,不必再签发一次。", place=fault.place) from fault
        return _issued(office, issued) | {
            "files": [str(path) for path in saved],
            "digests": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in saved},
        }

    return opened(context, work)


def _issued(office: Office, issued: IssuedReport) -> Answer:
    """What is said of a report that was just issued."""
    entry = services.register.entry(office, issued.id)
    return {
        "serial": issued.serial,
        "month": f"{issued.year}-{issued.month:02d}",
        "signer": issued.signer,
        "corrects": entry.corrects,
        "state": entry.state_words,
        "waiting": [role.value for role in entry.waiting],
        "facts_sha256": issued.facts_sha256,
    }


def receive(context: Context, arguments: argparse.Namespace) -> Answer:
    """Look packages through; with --out, lay down the summary and a receipt for each branch."""

    def work(office: Office) -> Answer:
        reception = services.receiving.look_through(office, arguments.files)
        answer: Answer = {
            "packages": [
                {
                    "file": one.file,
                    "fate": one.fate.value,
                    "branch": one.manifest.branch if one.manifest else None,
                    "serial": one.manifest.serial if one.manifest else None,
                    "signer": one.signer or None,
                    "fingerprint": one.fingerprint or None,
                    "reasons": list(one.reasons),
                }
                for one in reception.items
            ],
            "missing": [{"month": f"{year}-{month:02d}", "branch": name} for (year, month), name in reception.missing],
        }
        if arguments.out is not None:
            saved = services.receiving.save(office, reception, _folder(arguments.out))
            answer["files"] = [str(path) for path in saved]
        answer["exit_code"] = 0 if all(one.fate == "accepted" for one in reception.items) else 1
        return answer

    return opened(context, work)


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFault("保存的文件夹建不起来。", "请另选一个文件夹。", place=str(out)) from error
    return out


def verify(context: Context, arguments: argparse.Namespace) -> Answer:
    found = services.verifying.verify_files(context.paths, arguments.files)
    answer: Answer = {
        "files": [
            {
                "file": str(path),
                "verdict": item.verdict.value,
                "signer": item.signer,
                "known": item.known,
                "fingerprint": item.fingerprint,
                "signed_at": item.signed_at,
                "reason": item.reason,
                "signatures": [asdict(one) for one in item.signatures],
            }
            for path, item in zip(arguments.files, found, strict=True)
        ]
    }
    answer["exit_code"] = 0 if all(item.verdict == "whole" for item in found) else 1
    return answer

"""The office itself: set up, checked, backed up, restored."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from app import services
from app.cli.frame import Answer, Context, opened, password

if TYPE_CHECKING:
    pass


def init(context: Context, arguments: argparse.Namespace) -> Answer:
    from app.models.people import Organisation

    with context.locked():
        organisation = Organisation(arguments.branch, arguments.street)
        office, code = services.accounts.create_office(
            context.paths, organisation, password(), context.clock, shortest=1
        )
        services.accounts.close(office)
    short = len(password()) < services.accounts.SHORTEST_PASSWORD
    return {
        "data_dir": str(context.paths.root),
        "branch": organisation.branch,
        "recovery_code": code,
        "warnings": ["密码很短,容易被猜中,建议尽快在设置里换一个。"] if short else [],
    }


def check(context: Context, _arguments: argparse.Namespace) -> Answer:
    findings = opened(context, services.safekeeping.check)
    serious = any(item.serious for item in findings)
    said = [{"topic": item.topic, "text": item.text, "serious": item.serious} for item in findings]
    return {"ok": not serious, "findings": said, "exit_code": 2 if serious else 0}


def backup(context: Context, arguments: argparse.Namespace) -> Answer:
    saved = opened(context, lambda office: services.safekeeping.backup(office, arguments.file))
    return {"file": str(saved), "bytes": saved.stat().st_size}


def restore(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.locked():
        services.safekeeping.restore(context.paths, arguments.file, password(), context.clock)
    return {"data_dir": str(context.paths.root), "restored": str(arguments.file)}

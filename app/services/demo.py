"""先看看示例: the bundled ledgers of an invented neighbourhood, taken in as any import, each with its own undo."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from app.base.resources import resource
from app.models.changes import Changes
from app.services.office import Office

# in this order: a service record finds its volunteer, and a volunteer their door
_LEDGERS = (
    ("住户台账.xlsx", "importing", "plan_households"),
    ("会议台账.xlsx", "meeting_import", "plan"),
    ("诉求台账.xlsx", "request_import", "plan"),
    ("志愿者花名册.xlsx", "volunteer_import", "plan"),
    ("志愿服务记录.xlsx", "service_import", "plan"),
)


def ledgers() -> tuple[Path, ...]:
    """The bundled ledgers, in the order in which they are taken in; those that were left out of the package are not."""
    return tuple(path for name, _service, _plan in _LEDGERS if (path := resource("demo") / name).exists())


def take_in(office: Office, ledger: Path) -> Changes:
    """One of them, planned and accepted in one go."""
    _name, service, plan = next(line for line in _LEDGERS if line[0] == ledger.name)
    module = import_module(f"app.services.{service}")
    preview = getattr(module, plan)(office, ledger)
    changes: Changes = module.accept(office, preview)
    return changes

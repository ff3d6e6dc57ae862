"""A whole day at the desk in a process of its own: `python desk_day.py DATA OUT LEDGER (wait | bug)`.

Says 'done' when everything has been done once, and then works on until it is killed, or meets a bug and closes.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app import services
from app.base.bugs import save_report
from app.base.clock import Clock
from app.base.errors import UserFault
from app.base.paths import Paths
from app.base.settings import Settings, save_settings
from app.bootstrap import locked
from app.models.colours import Judgement, Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.importing import RowError
from app.models.people import Organisation
from app.models.queries import ListQuery
from app.models.reports import ReportWords
from app.services.office import Office

PASSWORD = "四季平安2026"
TYPED = (
    "欧阳晨曦",
    "慕容守诚",
    "司马向东",
    "诸葛长青",
    "端木知秋",
    "11010519491231002X",
    "13812345678",
    "入户看过病历",
)
CLOCK = Clock(lambda: datetime(2026, 11, 21, 9, 0))


def main(data: str, out: str, ledger: str, ending: str) -> None:
    paths, folder = Paths(Path(data)), Path(out)
    with locked(paths):
        organisation = Organisation("大院社区党委", "书院街道办事处", TYPED[1], TYPED[2], TYPED[3])
        office, code = services.accounts.create_office(paths, organisation, PASSWORD, CLOCK)
        services.accounts.recovery_sheet(office, code)
        work(office, folder, Path(ledger))
        print(code, "done", flush=True)
        if ending == "wait":
            while True:  # killed while it works on
                edit(office, "端木知秋")
                services.reports.preview_month(office, 2026, 10)
        if ending == "bug":
            try:
                edit(office, "")
            except UserFault as fault:
                trouble = RuntimeError(f"{TYPED[0]} {TYPED[5]}")
                trouble.__cause__ = fault
                save_report(paths.logs, trouble)
        services.accounts.close(office)


def work(office: Office, out: Path, ledger: Path) -> None:
    """Import, edits, search, undo, a signed report, a backup: all that writes anything anywhere."""
    preview = services.importing.plan_households(office, ledger)
    services.importing.accept(office, preview)
    bad = RowError(preview.layouts[0].sheet, 4, "姓名", TYPED[0], "重复", "改正")
    services.importing.marked_copy(ledger, [bad])
    edit(office, TYPED[0])
    for words in (TYPED[0], "oycx", TYPED[5][-4:], TYPED[6][:5]):
        assert services.lists.search(office, words).total
    services.lists.list_rows(office, ListQuery(sort="age"))
    services.journal.undo(office)
    services.journal.redo(office)
    save_settings(office.paths.settings, Settings(large=True))
    words = ReportWords(key_work=f"走访{TYPED[0]}", next_plan=f"看望{TYPED[4]}")
    services.reports.pictures(services.reports.preview_month(office, 2026, 10, words), 50)
    issued = services.reports.issue_month(office, 2026, 10, words)
    files = services.reports.save_files(office, issued.id, out)
    services.verifying.verify_files(office.paths, files)
    services.safekeeping.backup(office, out / "备份.qicai")
    assert services.safekeeping.check(office) == ()


def edit(office: Office, name: str) -> None:
    number = services.lists.list_rows(office, ListQuery(by_person=False)).total
    made = services.households.save_household(office, HouseholdDraft(DoorKey("", "99", "1", str(1000 + number))))
    (door,) = made.household_ids
    identity = TYPED[5] if name == TYPED[0] else None
    draft = ResidentDraft(name, id_number=identity, phone=TYPED[6], birth=date(1949, 12, 31))
    services.households.save_resident(office, door, draft)
    services.households.set_occupancy(office, door, Occupancy.LET, date(2026, 1, 1), date(2027, 1, 1))
    services.households.set_override(office, door, Label.HARDSHIP, Judgement.ADD, TYPED[7])


if __name__ == "__main__":
    main(*sys.argv[1:])

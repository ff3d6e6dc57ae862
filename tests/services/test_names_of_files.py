"""What a month leaves behind lies side by side in one folder, whatever the unit and the street's forms are called."""

from __future__ import annotations

import shutil
from pathlib import Path

from app import services
from app.base.clock import Clock
from app.models.packages import Fate
from app.models.people import Organisation
from app.reports.package import unpack
from app.services.office import Office
from tests.conftest import DATA
from tests.services.branches import STREET, branch, make_known
from tests.services.form_world import FORM, add_form


def test_a_form_called_like_the_report_takes_nobodys_place(office: Office, clock: Clock, tmp_path: Path) -> None:
    out = tmp_path / "存"
    out.mkdir()
    with branch(tmp_path, "甲支部", clock, 2) as sender:
        make_known(office, sender)
        for name in ("工作月报", "a b", "A B"):
            shutil.copy(DATA / FORM, tmp_path / f"{name}.xlsx")
            add_form(sender, tmp_path / f"{name}.xlsx")
        issued = services.reports.issue_month(sender, 2026, 10)
        saved = services.reports.save_files(sender, issued.id, out)
        assert len({path.name.casefold() for path in saved}) == len(list(out.iterdir())) == 5
        for path, file in zip(saved, issued.files, strict=True):
            assert path.read_bytes() == services.reports.file_bytes(sender, issued.id, file.kind)
        package = services.packages.save_package(sender, issued.id, tmp_path)
    assert len(unpack(package.read_bytes(), package.name).contents) == 6
    assert [one.fate for one in services.receiving.look_through(office, [package]).items] == [Fate.ACCEPTED]


def test_forms_of_a_unit_with_a_very_long_name_can_be_saved(clock: Clock, tmp_path: Path) -> None:
    with branch(tmp_path, "甲支部", clock, 1) as sender:
        services.accounts.edit_organisation(sender, Organisation("某某市某某区某某街道某某社区" * 6 + "党支部", STREET))
        shutil.copy(DATA / FORM, tmp_path / f"{'街道月报表' * 12}.xlsx")
        add_form(sender, tmp_path / f"{'街道月报表' * 12}.xlsx")
        issued = services.reports.issue_month(sender, 2026, 10)
        assert len(services.reports.save_files(sender, issued.id, tmp_path)) == 3

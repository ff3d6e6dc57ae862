"""A report that was sealed stays the package it was: after the unit was renamed, and after its certificate ran out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.models.packages import Fate
from app.models.people import Organisation
from app.services.office import Office
from tests.services.branches import STREET, branch, make_known


def test_a_package_of_before_a_renaming_is_sealed_by_who_signed_it(
    office: Office, clock: Clock, tmp_path: Path
) -> None:
    with branch(tmp_path, "甲支部", clock, 1) as sender:
        make_known(office, sender)
        october = services.reports.issue_month(sender, 2026, 10)
        before = services.packages.package(sender, october.id)
        services.accounts.edit_organisation(sender, Organisation("甲社区党委", STREET))
        services.reports.issue_month(sender, 2026, 11)  # the unit has a new certificate from now on
        assert services.packages.package(sender, october.id) == before
        file = services.packages.save_package(sender, october.id, tmp_path)
    assert [one.fate for one in services.receiving.look_through(office, [file]).items] == [Fate.ACCEPTED]


def test_what_was_handed_in_is_the_same_when_the_certificate_has_run_out(office: Office, tmp_path: Path) -> None:
    now = [datetime(2026, 11, 21, 9, 0)]
    with branch(tmp_path, "甲支部", Clock(lambda: now[0]), 1) as sender:
        make_known(office, sender)
        october = services.reports.issue_month(sender, 2026, 10)
        november = services.reports.issue_month(sender, 2026, 11)
        services.packages.hand_in(sender, october.id)
        name, content = services.packages.package(sender, october.id)
        (tmp_path / name).write_bytes(content)
        reception = services.receiving.look_through(office, [tmp_path / name])
        (tmp_path / "街道").mkdir()
        _summary, receipt = services.receiving.save(office, reception, tmp_path / "街道")
        now[0] = datetime(2037, 3, 1, 9, 0)
        services.packages.take_receipt(sender, receipt, sure=True)
        assert services.register.entry(sender, october.id).state_words == "已收回执"
        assert services.packages.package(sender, october.id) == (name, content)
        with pytest.raises(UserFault, match="已经过期"):  # what never left the house is not sealed with it any more
            services.packages.package(sender, november.id)

"""G24: an issued report stays as it is; a correction is issued, names its forerunner, and both say so."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import Doubt, UserFault
from app.models.register import EventKind
from app.models.signers import Role
from app.reports.signing.verify import Verdict, verify_bytes
from app.services.office import Office


@pytest.fixture
def issued(office: Office, data: Path) -> Office:
    """An office with the sample ledger and two people who sign before the unit does."""
    services.importing.accept(office, services.importing.plan_households(office, data / "住户台账-合并表头.xlsx"))
    services.signers.make_identity(office, "李干事", Role.PREPARER)
    services.signers.make_identity(office, "陈副书记", Role.REVIEWER)
    return office


def test_G24_a_correction_names_its_forerunner(issued: Office) -> None:
    first = services.reports.issue_month(issued, 2026, 10)
    before = {file.kind: services.reports.file_bytes(issued, first.id, file.kind) for file in first.files}
    second = services.reports.issue_month(issued, 2026, 10, reason="漏登记一户")
    newer, older = services.register.entries(issued)
    assert (older.corrected_by, newer.corrects) == (second.serial, first.serial) == ("2026-10-02", "2026-10-01")
    assert older.state is EventKind.CORRECTED
    assert older.waiting == ()
    assert "漏登记一户" in older.events[-1].words
    facts = json.loads(services.register.facts_json(issued, second.id))
    assert facts["corrects"] == "2026-10-01"
    assert "corrects" not in json.loads(services.register.facts_json(issued, first.id))
    assert before == {file.kind: services.reports.file_bytes(issued, first.id, file.kind) for file in first.files}
    paper, sheet = (services.reports.file_bytes(issued, second.id, kind) for kind in ("pdf", "xlsx"))
    assert "更正2026-10-01号" in words_of(paper)
    assert any(
        "更正 2026-10-01 号" in str(cell.value)
        for row in openpyxl.load_workbook(BytesIO(sheet)).worksheets[0]["A1:K4"]
        for cell in row
    )
    for forbidden in (services.register.sign_next, services.packages.hand_in):
        with pytest.raises(UserFault):
            forbidden(issued, first.id)
    assert "月报" not in (services.journal.state(issued).undo or "")  # no undo takes a report back
    assert services.safekeeping.check(issued) == ()


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(document[0].get_textpage().get_text_bounded().split())


def test_three_sign_in_turn_and_every_stage_is_kept(issued: Office) -> None:
    made = services.reports.issue_month(issued, 2026, 10)
    entry = services.register.entry(issued, made.id)
    assert entry.waiting == (Role.REVIEWER, Role.UNIT)
    assert entry.state_words == "待审核人签名"
    with pytest.raises(Doubt, match="审核人、填报单位还没有签名"):
        services.packages.hand_in(issued, made.id)
    services.register.sign_next(issued, made.id)
    services.register.sign_next(issued, made.id)
    with pytest.raises(UserFault, match="都签过"):
        services.register.sign_next(issued, made.id)
    known = services.known_signers.certificates(issued)
    for kind in ("pdf", "xlsx"):
        stages = services.register.stages(issued, made.id, kind)
        assert stages[-1] == services.reports.file_bytes(issued, made.id, kind)
        found = [verify_bytes(stage, f"月报.{kind}", known) for stage in stages]
        assert [one.verdict for one in found] == [Verdict.WHOLE] * 3
        assert [one.role for one in found[-1].signatures] == ["填报人", "审核人", "填报单位"]
        assert [one.name for one in found[-1].signatures] == ["李干事", "陈副书记", "大院社区党委"]
        assert found[-1].known
    services.packages.hand_in(issued, made.id, "专网邮箱")
    entry = services.register.entry(issued, made.id)
    assert [event.kind.value for event in entry.events] == ["made", "signed", "signed", "signed", "handed_in"]
    assert entry.state_words == "已报送"
    assert services.safekeeping.check(issued) == ()


def test_an_expired_certificate_says_so_before_anything_is_made(issued: Office) -> None:
    issued.clock = Clock(lambda: datetime(2037, 3, 1, 9, 0))
    with pytest.raises(UserFault, match="填报人的证书已经过期"):
        services.reports.issue_month(issued, 2037, 2)
    assert services.register.entries(issued) == ()


def test_two_months_beside_each_other(issued: Office) -> None:
    september = services.reports.issue_month(issued, 2026, 9)
    october = services.reports.issue_month(issued, 2026, 10)
    rows = {row.key: row for row in services.register.compare(issued, september.id, october.id)}
    assert rows["households"].difference == 0
    assert rows["households"].second == len(rows["households"].second_ids) > 0
    assert any(row.group == "第一网格" or row.group.startswith("第") for row in rows.values())

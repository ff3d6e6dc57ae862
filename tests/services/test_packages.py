"""A package goes to the street, a receipt comes back; whatever is wrong with either is said, nothing half written."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import Doubt, EnvironmentFault, UserFault
from app.models.packages import Fate
from app.models.people import Organisation
from app.models.signers import Role
from app.reports.package import unpack
from app.reports.signing.container import deflated, stored, write_container
from app.services.office import Office
from tests.programs import need
from tests.services.branches import STREET, branch, make_known


@pytest.fixture
def sent(office: Office, clock: Clock, tmp_path: Path) -> Path:
    """The package of 第一支部 (3 doors), the street (`office`) knowing it."""
    with branch(tmp_path, "第一支部", clock, 3) as sender:
        make_known(office, sender)
        issued = services.reports.issue_month(sender, 2026, 10)
        return services.packages.save_package(sender, issued.id, tmp_path)


def names_and_parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_openssl_accepts_the_manifest_and_refuses_a_changed_one(sent: Path, tmp_path: Path) -> None:
    need("openssl")
    parts = names_and_parts(sent)
    for name in ("manifest.json", "manifest.p7s"):
        (tmp_path / name).write_bytes(parts[name])
    opened = unpack(sent.read_bytes(), sent.name)
    from cryptography.hazmat.primitives.serialization import Encoding

    (tmp_path / "branch.pem").write_bytes(opened.certificate.public_bytes(Encoding.PEM))

    def openssl(content: str) -> int:
        words = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "manifest.p7s", "-content", content]
        asked = ["openssl", *words, "-CAfile", "branch.pem", "-out", "out.json"]
        return subprocess.run(asked, cwd=tmp_path, capture_output=True, check=False, timeout=30).returncode

    assert openssl("manifest.json") == 0
    (tmp_path / "changed.json").write_bytes(parts["manifest.json"].replace("第一支部".encode(), "第二支部".encode()))
    assert openssl("changed.json") != 0
    manifest = json.loads(parts["manifest.json"])
    assert manifest["version"] == 1
    assert {one["kind"] for one in manifest["files"]} == {"pdf", "xlsx", "facts"}
    for one in manifest["files"]:
        assert hashlib.sha256(parts[one["name"]]).hexdigest() == one["sha256"]
    assert hashlib.sha256(parts["facts.json"]).hexdigest() == manifest["facts_sha256"]


def test_a_package_is_the_same_each_time_and_a_receipt_comes_back(office: Office, clock: Clock, tmp_path: Path) -> None:
    with branch(tmp_path, "第一支部", clock, 2) as sender:
        make_known(office, sender)
        issued = services.reports.issue_month(sender, 2026, 10)
        name, package = services.packages.package(sender, issued.id)
        assert (name, package) == services.packages.package(sender, issued.id)
        services.packages.hand_in(sender, issued.id)
        (tmp_path / name).write_bytes(package)
        reception = services.receiving.look_through(office, [tmp_path / name])
        assert [one.fate for one in reception.items] == [Fate.ACCEPTED], reception.items[0].reasons
        out = tmp_path / "街道"
        out.mkdir()
        _summary, receipt = services.receiving.save(office, reception, out)
        with pytest.raises(Doubt, match="不在认识的签名人名单"):
            services.packages.take_receipt(sender, receipt)
        make_known(sender, office)
        services.packages.take_receipt(sender, receipt)
        entry = services.register.entry(sender, issued.id)
        assert entry.state_words == "已收回执"
        assert entry.events[-1].words == f"收到{'大院社区党委'}的回执:已收下"
        assert services.register.stages(sender, issued.id, "receipt") == (receipt.read_bytes(),)
        assert services.packages.package(sender, issued.id) == (name, package)
        with pytest.raises(UserFault, match="不是街道的回执"):
            services.packages.take_receipt(sender, tmp_path / name)
        changed = receipt.read_bytes().replace(b'"accepted": true', b'"accepted": null')
        (tmp_path / "改.zip").write_bytes(changed)
        with pytest.raises(UserFault):
            services.packages.take_receipt(sender, tmp_path / "改.zip", sure=True)
        assert services.safekeeping.check(sender) == ()
    assert services.safekeeping.check(office) == ()


def test_many_branches_are_summed_up_and_who_is_missing_is_named(office: Office, clock: Clock, tmp_path: Path) -> None:
    files = []
    for number, name in enumerate(("甲支部", "乙支部", "丙支部"), start=1):
        with branch(tmp_path, name, clock, number) as sender:
            make_known(office, sender)
            if name != "丙支部":
                issued = services.reports.issue_month(sender, 2026, 10)
                files.append(services.packages.save_package(sender, issued.id, tmp_path))
            if name == "乙支部":
                again = services.reports.issue_month(sender, 2026, 10, reason="补一户")
                files.append(services.packages.save_package(sender, again.id, tmp_path))
    (tmp_path / "再来.zip").write_bytes(files[0].read_bytes())
    (tmp_path / "照片.zip").write_bytes(b"PK no package")
    reception = services.receiving.look_through(office, [*files, tmp_path / "再来.zip", tmp_path / "照片.zip"])
    fates = [one.fate for one in reception.items]
    assert fates == [Fate.ACCEPTED, Fate.SUPERSEDED, Fate.ACCEPTED, Fate.SUPERSEDED, Fate.REFUSED]
    assert "2026-10-02" in reception.items[1].reasons[0]
    assert "收了两次" in reception.items[3].reasons[0]
    assert reception.missing == (((2026, 10), "丙支部"),)
    book = openpyxl.load_workbook(BytesIO(services.receiving.summary(office, reception)))
    assert book.sheetnames == ["2026年10月", "缺报", "未收下的报送包"]
    rows = [[cell.value for cell in row[:4]] for row in book["2026年10月"].iter_rows(min_row=4)]
    assert [row[1:4] for row in rows[:2]] == [["乙支部", "2026-10-02", 2], ["甲支部", "2026-10-01", 1]] or [
        row[1:4] for row in rows[:2]
    ] == [["甲支部", "2026-10-01", 1], ["乙支部", "2026-10-02", 2]]
    assert str(rows[2][3]).startswith("=SUM(")
    assert [cell.value for cell in book["缺报"][4]] == [1, "2026年10月", "丙支部"]


def test_an_unknown_branch_waits_and_gets_no_receipt(office: Office, clock: Clock, tmp_path: Path) -> None:
    with branch(tmp_path, "生支部", clock, 1) as sender:
        file = services.packages.save_package(sender, services.reports.issue_month(sender, 2026, 10).id, tmp_path)
    reception = services.receiving.look_through(office, [file])
    assert reception.items[0].fate is Fate.UNKNOWN
    assert services.receiving.receipts(office, reception) == ()
    (candidate,) = services.known_signers.candidates(reception.items[0].certificate, file.name)
    services.known_signers.know(office, candidate)
    assert services.receiving.look_through(office, [file]).items[0].fate is Fate.ACCEPTED


def test_figures_that_do_not_add_up_are_sent_back(office: Office, clock: Clock, tmp_path: Path) -> None:
    from dataclasses import replace

    from app.reports.package import pack
    from app.reports.signing.certificates import SigningIdentity

    with branch(tmp_path, "甲支部", clock, 2) as sender:
        make_known(office, sender)
        issued = services.reports.issue_month(sender, 2026, 10)
        _, package = services.packages.package(sender, issued.id)
        with sender.store.reading() as connection:
            unit = next(one for one in services.signers.chain(connection) if one.role is Role.UNIT)
    opened = unpack(package, "包")
    facts = json.loads(opened.contents["facts"])
    facts["now"]["combinations"][""]["numerator"] = 7
    forged = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.sha256(forged).hexdigest()
    files = tuple(
        replace(one, size=len(forged), sha256=digest) if one.kind == "facts" else one for one in opened.manifest.files
    )
    manifest = replace(opened.manifest, facts_sha256=digest, files=files)
    contents = {one.name: forged if one.kind == "facts" else opened.contents[one.kind] for one in files}
    file = tmp_path / "甲.zip"
    assert isinstance(unit.identity, SigningIdentity)
    file.write_bytes(pack(manifest, contents, unit.identity))
    (found,) = services.receiving.look_through(office, [file]).items
    assert found.fate is Fate.RETURNED
    assert any("各部分加起来是 7" in reason for reason in found.reasons)
    ((_, receipt),) = services.receiving.receipts(office, services.receiving.look_through(office, [file]))
    assert b'"accepted": false' in receipt


def damaged(data: bytes, how: str) -> bytes:
    """A package with one thing wrong."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    match how:
        case "cut":
            return data[: len(data) * 2 // 3]
        case "newer":
            parts["manifest.json"] = parts["manifest.json"].replace(b'"version": 1', b'"version": 2')
        case "changed":
            name = next(name for name in parts if name.endswith(".pdf"))
            parts[name] = parts[name][:500] + bytes([parts[name][500] ^ 1]) + parts[name][501:]
        case "missing":
            del parts["facts.json"]
        case "path":
            parts["../../自启动.bat"] = b"x"
        case "unsigned":
            del parts["manifest.p7s"]
        case "bomb":
            bomb = deflated("big.json", bytes(120_000_000))
            return write_container([*(stored(name, content) for name, content in parts.items()), bomb])
    return write_container([stored(name, content) for name, content in parts.items()])


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("cut", "不完整"),
        ("newer", "改动"),  # the seal stands over the version too
        ("changed", "有改动"),
        ("missing", "缺少"),
        ("path", "夹带"),
        ("unsigned", "缺少清单和签名"),
        ("bomb", "异常庞大"),
    ],
)
def test_what_is_wrong_with_a_package_is_said(office: Office, sent: Path, tmp_path: Path, how: str, said: str) -> None:
    file = tmp_path / f"{how}.zip"
    file.write_bytes(damaged(sent.read_bytes(), how))
    (found,) = services.receiving.look_through(office, [file]).items
    assert found.fate is Fate.REFUSED
    assert said in found.reasons[0]
    assert sorted(one.name for one in tmp_path.iterdir() if "自启动" in one.name) == []


def test_a_flipped_byte_of_a_package_is_never_taken(office: Office, sent: Path, tmp_path: Path) -> None:
    from random import Random

    data, chance, file = sent.read_bytes(), Random(24), tmp_path / "x.zip"
    whole = services.receiving.look_through(office, [sent]).items[0]
    assert whole.fate is Fate.ACCEPTED
    for _ in range(300):
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        (found,) = services.receiving.look_through(office, [file]).items
        assert found.fate is not Fate.ACCEPTED or found == _named(whole, file)


def _named(one: object, file: Path) -> object:
    from dataclasses import replace

    return replace(one, file=file.name)  # type: ignore[type-var]


def test_nothing_half_written_where_the_folder_is_gone(office: Office, sent: Path, tmp_path: Path) -> None:
    reception = services.receiving.look_through(office, [sent])
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        services.receiving.save(office, reception, tmp_path / "没有")
    out = tmp_path / "out"
    out.mkdir()
    (out / "回执 第一支部2026年10月(2026-10-01).zip").mkdir()  # cannot be replaced by a file
    with pytest.raises(EnvironmentFault):
        services.receiving.save(office, reception, out)
    assert [one.name for one in out.iterdir()] == ["回执 第一支部2026年10月(2026-10-01).zip"]
    with office.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM received_report").scalar_one() == 0
    assert STREET


def test_a_package_of_a_newer_version_asks_for_an_update(
    office: Office, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with branch(tmp_path, "新支部", clock, 1) as sender:
        issued = services.reports.issue_month(sender, 2026, 10)
        with monkeypatch.context() as later:
            later.setattr("app.reports.package.VERSION", 2)
            file = services.packages.save_package(sender, issued.id, tmp_path)
    (found,) = services.receiving.look_through(office, [file]).items
    assert (found.fate, "更新本软件" in found.reasons[0]) == (Fate.REFUSED, True)


def test_a_branch_with_a_very_long_name_can_be_saved(office: Office, clock: Clock, tmp_path: Path) -> None:
    name = "某某市某某区某某街道某某社区" * 6 + "党支部"
    with branch(tmp_path, "b", clock, 1) as sender:
        services.accounts.edit_organisation(sender, Organisation(name, STREET))
        make_known(office, sender)
        issued = services.reports.issue_month(sender, 2026, 10)
        unit = next(one for one in services.signers.identities(sender) if one.roles)
        assert name.startswith(unit.name)
        package = services.packages.save_package(sender, issued.id, tmp_path)
    reception = services.receiving.look_through(office, [package])
    assert [one.fate for one in reception.items] == [Fate.UNKNOWN]  # its certificate is a new one since it was renamed
    assert len(package.name.encode()) < 255

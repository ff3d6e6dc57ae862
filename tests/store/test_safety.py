"""Encrypted from the first byte, opened by two keys, backed up whole, and refused politely (G27, G28, G32 in part)."""

import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from app import services
from app.base.clock import Clock
from app.base.errors import EnvironmentFault, UserFault
from app.base.paths import Paths
from app.bootstrap import locked
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.people import Organisation
from app.services.office import Office
from app.store import keys
from app.store.engine import SCHEMA_VERSION
from tests.conftest import PASSWORD

NAME, ID_NUMBER = "欧阳晨曦", "11010519491231002X"


def fill(office: Office) -> None:
    draft = HouseholdDraft(DoorKey("", "1", "1", "101"))
    (door,) = services.households.save_household(office, draft).household_ids
    services.households.save_resident(office, door, ResidentDraft(NAME, id_number=ID_NUMBER))


def rows(office: Office) -> dict[str, list[tuple[object, ...]]]:
    with office.store.reading() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))] for name in tables}


def test_G27_no_name_or_number_in_any_file(office: Office) -> None:
    fill(office)
    needles = [NAME.encode(), NAME.encode("utf-16-le"), ID_NUMBER.encode(), b"SQLite format", "大院社区".encode()]
    files = [path for path in office.paths.root.rglob("*") if path.is_file() and path.suffix != ".pem"]
    assert len(files) >= 3
    for path in files:
        held = path.read_bytes()
        assert not [needle for needle in needles if needle in held], path.name


def test_both_keys_open_and_a_wrong_one_does_not(paths: Paths, clock: Clock) -> None:
    office, code = services.accounts.create_office(paths, Organisation("甲", "乙"), PASSWORD, clock)
    services.accounts.close(office)
    for secret in (PASSWORD, code, code.lower().replace("-", " ")):
        services.accounts.close(services.accounts.unlock(paths, secret, clock))
    with pytest.raises(UserFault, match="密码不对"):
        services.accounts.unlock(paths, "四季平安2025", clock)
    services.accounts.reset_password(paths, code, "新的密码一二三四")
    with pytest.raises(UserFault, match="密码不对"):
        services.accounts.unlock(paths, PASSWORD, clock)
    services.accounts.close(services.accounts.unlock(paths, "新的密码一二三四", clock))
    services.accounts.close(services.accounts.unlock(paths, code, clock))


def test_set_up_refuses_what_is_not_complete(paths: Paths, clock: Clock) -> None:
    for organisation, password in (
        (Organisation(" ", "街道"), PASSWORD),
        (Organisation("支部", ""), PASSWORD),
        (Organisation("支部", "街道"), "短"),
    ):
        with pytest.raises(UserFault):
            services.accounts.create_office(paths, organisation, password, clock)
    assert not services.accounts.office_exists(paths)


def test_names_of_the_office_stay_on_one_line(paths: Paths, clock: Clock, tmp_path: Path) -> None:
    made, _code = services.accounts.create_office(
        paths, Organisation(" 大院\n社区党委\t", "书院\r\n街道"), PASSWORD, clock
    )
    assert services.accounts.organisation(made) == Organisation("大院 社区党委", "书院 街道")
    fill(made)
    issued = services.reports.issue_month(made, 2026, 10)
    files = services.reports.save_files(made, issued.id, tmp_path)
    services.accounts.close(made)
    assert [item.signer for item in services.verifying.verify_files(paths, files)] == ["大院 社区党委"] * 2


def test_G28_a_backup_opens_on_an_empty_machine(paths: Paths, clock: Clock, tmp_path: Path) -> None:
    office, code = services.accounts.create_office(paths, Organisation("甲", "乙"), PASSWORD, clock)
    fill(office)
    before = rows(office)
    saved = services.safekeeping.backup(office, tmp_path / "备份.qicai")
    services.accounts.close(office)
    elsewhere = Paths(tmp_path / "新电脑")
    services.safekeeping.restore(elsewhere, saved, code, clock)
    again = services.accounts.unlock(elsewhere, PASSWORD, clock)
    assert rows(again) == before
    assert services.safekeeping.check(again) == ()
    services.accounts.close(again)


def test_restore_keeps_the_present_store_aside(office: Office, clock: Clock, tmp_path: Path) -> None:
    saved = services.safekeeping.backup(office, tmp_path / "备份.qicai")
    fill(office)
    services.accounts.close(office)
    with pytest.raises(UserFault, match="密码不对"):
        services.safekeeping.restore(office.paths, saved, "错误的密码一二三", clock)
    services.safekeeping.restore(office.paths, saved, PASSWORD, clock)
    assert [path.name for path in office.paths.backups.glob("恢复前-*/qicai.db")] == ["qicai.db"]
    restored = services.accounts.unlock(office.paths, PASSWORD, clock)
    assert services.lists.search(restored, NAME).total == 0
    services.accounts.close(restored)


def test_two_restores_within_a_second_keep_both_stores(office: Office, clock: Clock, tmp_path: Path) -> None:
    saved = services.safekeeping.backup(office, tmp_path / "备份.qicai")
    fill(office)
    services.accounts.close(office)
    filled = office.paths.store.read_bytes()
    for _ in range(2):
        services.safekeeping.restore(office.paths, saved, PASSWORD, clock)
    kept = [path.read_bytes() for path in office.paths.backups.glob("恢复前-*/qicai.db")]
    assert len(kept) == 2
    assert filled in kept


def test_a_restored_office_knows_its_own_signature(office: Office, clock: Clock, tmp_path: Path) -> None:
    """The signer's certificate lies beside the store and not in the backup: an empty machine must get it too."""
    saved = services.safekeeping.backup(office, tmp_path / "备份.qicai")
    fill(office)
    issued = services.reports.issue_month(office, 2026, 10)
    files = services.reports.save_files(office, issued.id, tmp_path)
    elsewhere = Paths(tmp_path / "新电脑")
    services.safekeeping.restore(elsewhere, saved, PASSWORD, clock)
    assert [item.known for item in services.verifying.verify_files(elsewhere, files)] == [True, True]


def test_G32_a_backup_of_a_newer_program_changes_nothing(office: Office, clock: Clock, tmp_path: Path) -> None:
    present = Paths(tmp_path / "现在")
    made, _code = services.accounts.create_office(present, Organisation("甲", "乙"), PASSWORD, clock)
    services.accounts.close(made)
    office.store.raw.execute("UPDATE alembic_version SET version_num = '9999'")
    saved = services.safekeeping.backup(office, tmp_path / "备份.qicai")
    before = present.store.read_bytes()
    with pytest.raises(EnvironmentFault, match="更新的版本"):
        services.safekeeping.restore(present, saved, PASSWORD, clock)
    assert present.store.read_bytes() == before


def test_a_backup_needs_no_folder_of_its_own(office: Office, tmp_path: Path) -> None:
    """Someone has tidied the data folder up."""
    office.paths.backups.rmdir()
    assert services.safekeeping.backup(office, tmp_path / "备份.qicai").stat().st_size > 0


@pytest.mark.parametrize("cut", [0, 10, 1000, 60_000])
def test_a_backup_cut_short_changes_nothing(office: Office, clock: Clock, tmp_path: Path, cut: int) -> None:
    saved = services.safekeeping.backup(office, tmp_path / "备份.qicai")
    saved.write_bytes(saved.read_bytes()[:cut])
    with pytest.raises(EnvironmentFault, match="不是七彩台账的备份"):
        services.safekeeping.restore(Paths(tmp_path / "空"), saved, PASSWORD, clock)
    assert not (tmp_path / "空" / "qicai.db").exists()


def test_a_backup_with_a_damaged_store_is_refused(office: Office, clock: Clock, tmp_path: Path) -> None:
    saved = services.safekeeping.backup(office, tmp_path / "备份.qicai")
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    store = bytearray(parts["qicai.db"])
    store[40_000] ^= 1
    with zipfile.ZipFile(saved, "w") as archive:
        for name, part in (parts | {"qicai.db": bytes(store)}).items():
            archive.writestr(name, part)
    with pytest.raises(EnvironmentFault):
        services.safekeeping.restore(Paths(tmp_path / "空"), saved, PASSWORD, clock)
    assert not (tmp_path / "空" / "qicai.db").exists()


def test_G32_a_second_start_is_refused(paths: Paths) -> None:
    with locked(paths), pytest.raises(EnvironmentFault, match="已经打开了"), locked(paths):
        pytest.fail("two writers")
    with locked(paths):
        pass


def test_G32_a_newer_store_is_left_alone(office: Office, clock: Clock) -> None:
    office.store.raw.execute("UPDATE alembic_version SET version_num = '9999'")
    services.accounts.close(office)
    before = office.paths.store.read_bytes()
    with pytest.raises(EnvironmentFault, match="更新的版本"):
        services.accounts.unlock(office.paths, PASSWORD, clock)
    assert office.paths.store.read_bytes() == before


def test_G32_damaged_files_say_so(office: Office, clock: Clock) -> None:
    services.accounts.close(office)
    whole = office.paths.store.read_bytes()
    office.paths.store.write_bytes(b"\0" * 4096 + whole[4096:])
    with pytest.raises(EnvironmentFault, match="损坏"):
        services.accounts.unlock(office.paths, PASSWORD, clock)
    office.paths.store.write_bytes(whole)
    slots = office.paths.keys.read_text()
    office.paths.keys.write_text(slots[: len(slots) // 2])
    with pytest.raises(EnvironmentFault, match="钥匙文件已损坏"):
        services.accounts.unlock(office.paths, PASSWORD, clock)
    newer = json.loads(slots) | {"version": 2}
    office.paths.keys.write_text(json.dumps(newer))
    with pytest.raises(EnvironmentFault, match="更新的版本"):
        services.accounts.unlock(office.paths, PASSWORD, clock)
    office.paths.keys.unlink()
    with pytest.raises(EnvironmentFault, match="钥匙文件不见了"):
        services.accounts.unlock(office.paths, PASSWORD, clock)


def test_the_derivation_is_the_recommended_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2.low_level import Type, hash_secret_raw

    monkeypatch.setattr(keys, "_MEMORY_KIB", 65_536)
    monkeypatch.setattr(keys, "_PASSES", 3)
    expected = hash_secret_raw(b"secret", b"s" * 16, 3, 65_536, 4, 32, Type.ID)
    assert keys.derive("secret", b"s" * 16) == expected


def test_the_migrated_schema_equals_the_models(office: Office) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from app.models.tables import metadata

    with office.store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == SCHEMA_VERSION


def test_a_full_disk_is_told_and_loses_nothing(office: Office) -> None:
    fill(office)
    pages = office.store.raw.execute("PRAGMA page_count").fetchone()[0]
    office.store.raw.execute(f"PRAGMA max_page_count = {pages}")

    def fill_up() -> None:
        for number in range(200):
            services.households.save_household(office, HouseholdDraft(DoorKey("", "2", "1", f"1{number:03d}")))

    with pytest.raises(EnvironmentFault, match="磁盘空间不足"):
        fill_up()
    office.store.raw.execute("PRAGMA max_page_count = 1073741823")
    assert services.safekeeping.check(office) == ()
    assert services.lists.search(office, NAME).total == 1

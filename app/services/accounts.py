"""Setting the office up, opening it, closing it; passwords and the recovery code."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from app.base.clock import Clock
from app.base.errors import EnvironmentFault, UserFault
from app.base.paths import Paths
from app.models.changes import Changes
from app.models.people import Organisation
from app.services.office import Office
from app.store import keys
from app.store.engine import Store
from app.store.first_page import certificates_kept

SHORTEST_PASSWORD = 8


def office_exists(paths: Paths) -> bool:
    """Whether this data folder holds a store, whole or not."""
    return paths.store.exists() or paths.keys.exists()


def create_office(
    paths: Paths, organisation: Organisation, password: str, clock: Clock, *, shortest: int = SHORTEST_PASSWORD
) -> tuple[Office, str]:
    """A new, encrypted store; returns it open, with the recovery code that is shown this one time.

    `shortest`: how long the password must be; a script's owner may take the risk of a shorter one.

    Raises UserFault when a store is there already, or a name or the password is missing or too short.
    """
    if office_exists(paths):
        raise UserFault("这个文件夹里已经有资料了。", "请直接打开它,或另选一个文件夹。", place=str(paths.root))
    organisation = _checked(organisation)
    _check_password(password, shortest)
    try:
        paths.make()
    except OSError as error:
        raise EnvironmentFault(
            "资料文件夹建不起来。", "请检查位置和权限,或另选一个文件夹。", place=str(paths.root)
        ) from error
    data_key, code = keys.new_data_key(), keys.new_recovery_code()
    slots = (keys.make_slot("password", password, data_key), keys.make_slot("recovery", code, data_key))
    new_store, new_keys = _unfinished(paths)
    _clear(new_store, new_keys)
    try:
        office = Office(paths, clock, Store(new_store, data_key, paths.backups))
        try:
            _set_up(office, organisation)
        finally:
            office.store.close()
        keys.write_slots(new_keys, slots)
        new_store.replace(paths.store)
        new_keys.replace(paths.keys)
    except BaseException:
        _clear(new_store, new_keys)
        raise
    return unlock(paths, password, clock), code


def unlock(paths: Paths, password: str, clock: Clock) -> Office:
    """Open the store with the password or the recovery code.

    Raises UserFault for a wrong password or where nothing has been set up, EnvironmentFault when a file is missing,
    damaged, or of a newer version.
    """
    if not office_exists(paths):
        raise UserFault("这里还没有资料。", "请先新建单位。", place=str(paths.root))
    _finish_set_up(paths)
    if not paths.keys.exists():
        raise EnvironmentFault(
            "钥匙文件不见了,资料打不开;资料文件没有改动。", "请从备份中恢复。", place=paths.keys.name
        )
    if not paths.store.exists():
        raise EnvironmentFault("资料文件不见了。", "请从备份中恢复。", place=paths.store.name)
    data_key = keys.open_slots(keys.read_slots(paths.keys), password)
    office = Office(paths, clock, Store(paths.store, data_key, paths.backups))
    if len(list(paths.signers.glob("*.pem"))) < certificates_kept(office.store.raw):
        with suppress(EnvironmentFault):  # no reason to stay outside; the next opening tries again
            register_signer(office)
    return office


def close(office: Office) -> None:
    office.store.close()


def change_password(paths: Paths, old: str, new: str) -> None:
    """A new password for the same store; the recovery code stays. `old` may be the recovery code."""
    _check_password(new)
    slots = keys.read_slots(paths.keys)
    data_key = keys.open_slots(slots, old)
    kept = tuple(slot for slot in slots if slot.kind != "password")
    keys.write_slots(paths.keys, (keys.make_slot("password", new, data_key), *kept))


def reset_password(paths: Paths, recovery_code: str, new_password: str) -> None:
    """A forgotten password is replaced with the help of the printed code. Raises UserFault for a wrong code."""
    _check_password(new_password)
    try:
        change_password(paths, recovery_code, new_password)
    except UserFault as fault:
        raise UserFault("恢复码不对。", "请对照抄写或打印的恢复码,一组一组核对后再输入。资料没有任何改动。") from fault


def renew_recovery_code(paths: Paths, password: str) -> str:
    """A new recovery code; the one on paper opens nothing from now on. Raises UserFault for a wrong password."""
    slots = keys.read_slots(paths.keys)
    data_key, code = keys.open_slots(slots, password), keys.new_recovery_code()
    kept = tuple(slot for slot in slots if slot.kind != "recovery")
    keys.write_slots(paths.keys, (*kept, keys.make_slot("recovery", code, data_key)))
    return code


def organisation(office: Office) -> Organisation:
    from app.store.people import load_organisation

    with office.store.reading() as connection:
        return load_organisation(connection)


def edit_organisation(office: Office, changed: Organisation) -> Changes:
    from app.store.people import save_organisation

    with office.work("edit_organisation", "修改单位信息") as work:
        save_organisation(work, _checked(changed))
        return office.keep(work)


def recovery_sheet(office: Office, code: str) -> bytes:
    """The page with the recovery code, to be printed once and kept in the safe."""
    from app.reports.recovery import recovery_sheet_pdf

    return recovery_sheet_pdf(organisation(office).branch, code, office.clock.today())


def _set_up(office: Office, organisation: Organisation) -> None:
    from app.reports.signing.certificates import make_branch_identity
    from app.store.people import save_organisation
    from app.store.reports import save_identity

    identity = make_branch_identity(organisation.branch, organisation.street, now=office.clock.now())
    with office.work("set_up", "新建单位") as work:
        save_organisation(work, organisation, new=True)
        save_identity(work, identity.key_pem, identity.cert_pem, identity.fingerprint)
        office.keep(work)


def register_signer(office: Office) -> None:
    """Lay the known certificates beside the store: at set-up, and where a backup was restored."""
    from app.services import known_signers

    known_signers.register_own(office)


def _unfinished(paths: Paths) -> tuple[Path, Path]:
    """Store and keys under the names they have until the set-up is whole: nobody has worked with them yet."""
    return paths.store.with_name(f"{paths.store.name}.new"), paths.keys.with_name(f"{paths.keys.name}.new")


def _finish_set_up(paths: Paths) -> None:
    """A set-up that was cut off between its last two moves is made whole."""
    _, new_keys = _unfinished(paths)
    if paths.store.exists() and not paths.keys.exists() and new_keys.exists():
        new_keys.replace(paths.keys)


def _clear(*unfinished: Path) -> None:
    for file in unfinished:
        for left in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def _checked(organisation: Organisation) -> Organisation:
    """The names on one line each: they stand in titles, certificates and names of files."""
    names = {name: " ".join(text.split()) for name, text in asdict(organisation).items()}
    organisation = Organisation(**names)
    if not organisation.branch:
        raise UserFault("还没有填写单位名称。", "请填写党支部或社区的全称。", place="单位名称")
    if not organisation.street:
        raise UserFault("还没有填写街道名称。", "请填写上级街道办的全称。", place="街道")
    return organisation


def _check_password(password: str, shortest: int = SHORTEST_PASSWORD) -> None:
    if len(password) < shortest:
        raise UserFault(f"密码太短,至少要 {shortest} 个字符。", "可以用一句好记的话。", place="密码")

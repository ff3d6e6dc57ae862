"""Key slots: the random data key, wrapped by a password and by the recovery code.

The key file is not secret by itself. Each slot derives a wrapping key by Argon2id (RFC 9106, second recommended option:
64 MiB, 3 passes, 4 lanes) and seals the data key with AES-256-GCM.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import EnvironmentFault, UserFault
from app.base.files import read_bytes, write_atomically

_VERSION = 1
_PASSES, _MEMORY_KIB, _LANES = 3, 65_536, 4
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: the code is read from paper
_GROUPS, _GROUP = 7, 5  # 35 letters of 5 bits: 175 bits


@dataclass(frozen=True)
class Slot:
    """One way in. `kind` is 'password' or 'recovery'."""

    kind: str
    salt: bytes
    nonce: bytes
    sealed: bytes


def new_data_key() -> bytes:
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """Seven groups of five letters, as it is printed once."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def make_slot(kind: str, secret: str, data_key: bytes) -> Slot:
    """Seal the data key behind a password or a recovery code."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(derive(_normal(kind, secret), salt)).encrypt(nonce, data_key, kind.encode())
    return Slot(kind, salt, nonce, sealed)


def open_slots(slots: tuple[Slot, ...], secret: str) -> bytes:
    """The data key, by whichever slot the secret opens. Raises UserFault when it opens none."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    likely = "recovery" if len(_normal("recovery", secret)) == _GROUPS * _GROUP else "password"
    for slot in sorted(slots, key=lambda slot: slot.kind != likely):
        if slot.kind == "recovery" and likely != "recovery":
            continue  # it cannot be the code: spare the person a second derivation
        try:
            return AESGCM(derive(_normal(slot.kind, secret), slot.salt)).decrypt(
                slot.nonce, slot.sealed, slot.kind.encode()
            )
        except InvalidTag:
            continue
        except ValueError as error:  # a nonce or salt of the wrong length
            raise EnvironmentFault("钥匙文件已损坏。", "请从备份中恢复它;资料文件没有改动。") from error
    raise UserFault("密码不对。", "请检查大小写后再试;忘记密码可以用恢复码。资料没有任何改动。")


def derive(secret: str, salt: bytes) -> bytes:
    """32 bytes by Argon2id; about 0.15 s on an office PC, the same for right and wrong secrets."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret.encode("utf-8", "surrogatepass"), salt, _PASSES, _MEMORY_KIB, _LANES, 32, Type.ID)


def write_slots(path: Path, slots: tuple[Slot, ...]) -> None:
    write_atomically(path, dump_slots(slots), private=True)


def dump_slots(slots: tuple[Slot, ...]) -> bytes:
    body = {
        "version": _VERSION,
        "slots": [
            {
                "kind": slot.kind,
                **{name: b64encode(getattr(slot, name)).decode() for name in ("salt", "nonce", "sealed")},
            }
            for slot in slots
        ],
    }
    return json.dumps(body, indent=1).encode()


def read_slots(path: Path) -> tuple[Slot, ...]:
    return load_slots(read_bytes(path), path.name)


def load_slots(data: bytes, name: str) -> tuple[Slot, ...]:
    """Raises EnvironmentFault when this is no key file, or one of a newer version."""
    try:
        body = json.loads(data)
        if body["version"] > _VERSION:
            raise EnvironmentFault("钥匙文件由更新的版本写成。", "请安装新版程序再打开。", place=name)
        return tuple(
            Slot(slot["kind"], *(b64decode(slot[part], validate=True) for part in ("salt", "nonce", "sealed")))
            for slot in body["slots"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault("钥匙文件已损坏。", "请从备份中恢复它;资料文件没有改动。", place=name) from error


def _normal(kind: str, secret: str) -> str:
    """A recovery code is accepted with any spaces, dashes and case; a password as it is typed."""
    if kind == "password":
        return secret
    return "".join(letter for letter in secret.upper() if letter in _LETTERS)

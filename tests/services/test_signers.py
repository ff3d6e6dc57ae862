"""Certificates from elsewhere, who signs in which role, the card, and the list of known signers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image

from app import services
from app.base.errors import UserFault
from app.models.signers import Role
from app.services.office import Office

NOW = datetime(2026, 11, 21, 9, 0)
SECRET = "密码pass"


def certificate(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, since: int, days: int) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "陈副书记")])
    start = datetime(2026, 11, 21, tzinfo=UTC) + timedelta(days=since)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )


def pfx(*, bits: int = 2048, since: int = -10, days: int = 365, curve: bool = False, key: bool = True) -> bytes:
    private = ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, bits)
    made = certificate(private, since, days)
    locked = serialization.BestAvailableEncryption(SECRET.encode())
    if not key:
        return pkcs12.serialize_key_and_certificates(None, None, None, [made], locked)
    return pkcs12.serialize_key_and_certificates(b"x", private, made, None, locked)


def test_a_pfx_signs_in_its_role_and_is_known(office: Office) -> None:
    services.signers.import_pfx(office, pfx(), SECRET, Role.REVIEWER)
    unit, reviewer = sorted(services.signers.identities(office), key=lambda one: one.id)
    assert (reviewer.name, reviewer.roles, unit.roles) == ("陈副书记", (Role.REVIEWER,), (Role.UNIT,))
    assert any(one.fingerprint == reviewer.fingerprint and one.own for one in services.known_signers.known(office))
    journal = office.store.raw.execute("SELECT group_concat(before || after) FROM journal").fetchone()[0]
    assert "PRIVATE" not in journal
    assert services.safekeeping.check(office) == ()
    services.signers.assign(office, Role.REVIEWER, None)
    assert services.signers.identities(office)[1].roles == ()
    services.signers.assign(office, Role.UNIT, reviewer.id)
    with pytest.raises(UserFault, match="必须有一张"):
        services.signers.assign(office, Role.UNIT, None)


@pytest.mark.parametrize(
    ("made", "password", "said"),
    [
        (lambda: pfx(), "错的", "密码不对"),
        (lambda: pfx(since=-400, days=365), SECRET, "已经过期"),
        (lambda: pfx(since=3), SECRET, "还没有生效"),
        (lambda: pfx(bits=1024), SECRET, "密钥太短"),
        (lambda: pfx(curve=True), SECRET, "不是 RSA"),
        (lambda: pfx(key=False), SECRET, "没有私钥"),
        (lambda: pfx()[:-200], SECRET, "不完整"),
        (lambda: b"PK\x03\x04 no certificate", SECRET, "不是证书文件"),
    ],
)
def test_each_trouble_with_a_pfx_has_its_words(office: Office, made, password: str, said: str) -> None:
    with pytest.raises(UserFault, match=said) as told:
        services.signers.import_pfx(office, made(), password, Role.LEADER)
    assert told.value.remedy
    assert len(services.signers.identities(office)) == 1


def test_a_card_makes_its_owner_known_and_a_changed_one_does_not(office: Office, tmp_path: Path) -> None:
    services.signers.make_identity(office, "外单位甲")
    stranger = next(one for one in services.signers.identities(office) if one.name == "外单位甲")
    card = services.known_signers.card(office, stranger.id)
    (candidate,) = services.known_signers.candidates(card, "名片.pdf")
    assert (candidate.name, candidate.street, candidate.fingerprint) == (
        "外单位甲",
        "大院社区党委",
        stranger.fingerprint,
    )
    changed = bytearray(card)
    changed[len(card) // 2] ^= 1
    with pytest.raises(UserFault, match="不能从这个文件里认识"):
        services.known_signers.candidates(bytes(changed), "名片.pdf")


def test_known_signers_come_and_go(office: Office) -> None:
    pem = certificate(rsa.generate_private_key(65537, 2048), -5, 100).public_bytes(serialization.Encoding.DER)
    (candidate,) = services.known_signers.candidates(pem, "对方.cer")
    services.known_signers.know(office, candidate)
    assert [one.name for one in services.known_signers.known(office) if not one.own] == ["陈副书记"]
    assert len(services.known_signers.certificates(office)) == 2
    with pytest.raises(UserFault, match="已经在名单里"):
        services.known_signers.know(office, candidate)
    services.known_signers.forget(office, candidate.fingerprint)
    assert len(services.known_signers.certificates(office)) == 1
    own = services.signers.identities(office)[0].fingerprint
    with pytest.raises(UserFault, match="本单位自己"):
        services.known_signers.forget(office, own)


def test_the_seal_is_kept_encrypted_and_taken_away(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "章.png"
    Image.new("RGBA", (40, 40), (255, 0, 0, 120)).save(file)
    services.signers.set_seal(office, file, 42)
    kept = services.signers.seal(office)
    assert kept is not None
    assert (kept.content, kept.width_mm) == (file.read_bytes(), 42)
    with pytest.raises(UserFault, match="毫米"):
        services.signers.set_seal(office, file, 200)
    services.signers.set_seal(office, None)
    assert services.signers.seal(office) is None
    assert services.safekeeping.check(office) == ()

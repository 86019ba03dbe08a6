"""A store behind TLS is reached with the office's own certificates, and only then."""

import ipaddress
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipeline.errors import StoreError
from pipeline.store import open_store
from tests.weed import BUCKET, Certificate, server


def certified(name: str, folder: Path) -> Certificate:
    """Make an authority of our own and let it certify a server on this machine, for a day."""
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} authority")])
    now = datetime.now(UTC)

    def signed(subject: x509.Name, public: ec.EllipticCurvePublicKey, *, is_authority: bool) -> bytes:
        built = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if not is_authority:
            host = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
            built = built.add_extension(x509.SubjectAlternativeName([host]), critical=False)
        return built.sign(authority_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    made = Certificate(folder / f"{name}-ca.pem", folder / f"{name}.pem", folder / f"{name}.key")
    made.authority.write_bytes(signed(issuer, authority_key.public_key(), is_authority=True))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made.chain.write_bytes(signed(subject, key.public_key(), is_authority=False))
    made.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return made


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mapping[str, str], Certificate]]:
    certificate = certified("office", tmp_path_factory.mktemp("tls"))
    with server(certificate=certificate) as env:
        yield {**env, "ZISHEN_S3_RETRIES": "0"}, certificate


def test_the_offices_own_authority_is_trusted_when_it_is_named(secure: tuple[Mapping[str, str], Certificate]) -> None:
    env, certificate = secure
    store = open_store(f"s3://{BUCKET}/tls", {**env, "SSL_CERT_FILE": str(certificate.authority)})
    store.put("a", "卷宗".encode(), "text/plain")
    assert store.get("a") == "卷宗".encode()
    assert store.link("a", 1).startswith("https://")


def test_a_server_nobody_vouches_for_is_given_nothing(
    secure: tuple[Mapping[str, str], Certificate], tmp_path: Path
) -> None:
    """Without the authority, with another one, and without TLS."""
    env, _ = secure
    other = {"SSL_CERT_FILE": str(certified("other", tmp_path).authority)}
    for settings in ({}, other, {"ZISHEN_S3_SECURE": "false"}):
        with pytest.raises(StoreError):
            open_store(f"s3://{BUCKET}/tls", {**env, **settings}).put("b", b"1", "text/plain")


def test_a_certificate_that_is_not_trusted_is_told_as_such(secure: tuple[Mapping[str, str], Certificate]) -> None:
    env, _ = secure
    with pytest.raises(StoreError, match="SSL_CERT_FILE"):
        open_store(f"s3://{BUCKET}/tls", env).get("a")


def test_a_file_of_certificates_that_is_not_there_is_named(
    secure: tuple[Mapping[str, str], Certificate], tmp_path: Path
) -> None:
    env, _ = secure
    with pytest.raises(StoreError, match="SSL_CERT_FILE"):
        open_store(f"s3://{BUCKET}/tls", {**env, "SSL_CERT_FILE": str(tmp_path / "none.pem")}).get("a")

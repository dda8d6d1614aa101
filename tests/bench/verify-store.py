#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a JKS keystore for measuring how long it takes to verify every entry of it.

usage: verify-store.py OUT [ENTRIES [ANCHORS]]

Each key entry has a chain of three: its own certificate, one of as many intermediates as there are
anchors, and its root. All roots stand in the store as trusted certificates, too. Every signature is a
real one and every certificate has a name and serial number of its own, but few keys are behind them:
making keys would take longer than all the rest. The password is “changeit”.
"""

import datetime
import hashlib
import os
import struct
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD = "changeit"
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
PROTECTOR_OID = bytes.fromhex("060a2b060104012a02110101")


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Bench"),
                      x509.NameAttribute(NameOID.COMMON_NAME, text)])


def usage(*bits):
    fields = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
              "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{field: field in bits for field in fields})


def start(subject, issuer, key, days):
    """Returns a builder with what every certificate has."""
    return (x509.CertificateBuilder()
            .subject_name(name(subject)).issuer_name(name(issuer))
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(NOW - datetime.timedelta(days=10))
            .not_valid_after(NOW + datetime.timedelta(days=days))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False))


def make_authority(subject, issuer, key, signer, days):
    return (start(subject, issuer, key, days)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
            .add_extension(usage("key_cert_sign", "crl_sign"), True)
            .sign(signer, hashes.SHA256()))


def make_leaf(subject, issuer, key, signer):
    return (start(subject, issuer, key, 80)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
            .add_extension(usage("digital_signature"), True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), False)
            .sign(signer, hashes.SHA256()))


def der(tag, body):
    length = len(body)
    if length < 128:
        return bytes([tag, length]) + body
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + body


def protect(key):
    """The protection of JKS: an XOR with a chain of digests, and a digest behind it."""
    plain = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8,
                              serialization.NoEncryption())
    password = PASSWORD.encode("utf-16-be")
    salt = block = os.urandom(20)
    hidden = b""
    for offset in range(0, len(plain), 20):
        block = hashlib.sha1(password + block).digest()
        hidden += bytes(a ^ b for a, b in zip(plain[offset:offset + 20], block))
    check = hashlib.sha1(password + plain).digest()
    return der(0x30, der(0x30, PROTECTOR_OID + b"\x05\x00") + der(0x04, salt + hidden + check))


def utf(text):
    data = text.encode()
    return struct.pack(">H", len(data)) + data


def pack(certificate):
    data = certificate.public_bytes(serialization.Encoding.DER)
    return utf("X.509") + struct.pack(">I", len(data)) + data


def pack_key(alias, blob, chain):
    head = struct.pack(">I", 1) + utf(alias) + struct.pack(">QI", 1700000000000, len(blob)) + blob
    return head + struct.pack(">I", len(chain)) + b"".join(pack(certificate) for certificate in chain)


def pack_trusted(alias, certificate):
    return struct.pack(">I", 2) + utf(alias) + struct.pack(">Q", 1700000000000) + pack(certificate)


def main():
    out = sys.argv[1]
    entries = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    anchors = int(sys.argv[3]) if len(sys.argv) > 3 else 150
    keys = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(6)]
    own = ec.generate_private_key(ec.SECP256R1())
    blob = protect(own)
    roots, middles = [], []
    for i in range(anchors):
        root, middle = keys[i % 3], keys[3 + i % 3]
        roots.append(make_authority(f"Root {i}", f"Root {i}", root, root, 3000))
        middles.append(make_authority(f"CA {i}", f"Root {i}", middle, root, 1000))
    body = struct.pack(">III", 0xFEEDFEED, 2, entries + anchors)
    for i in range(entries):
        at = i % anchors
        leaf = make_leaf(f"host{i}.example.org", f"CA {at}", own, keys[3 + at % 3])
        body += pack_key(f"host{i}", blob, [leaf, middles[at], roots[at]])
    for i, root in enumerate(roots):
        body += pack_trusted(f"root{i}", root)
    digest = hashlib.sha1(PASSWORD.encode("utf-16-be") + b"Mighty Aphrodite" + body).digest()
    with open(out, "wb") as file:
        file.write(body + digest)


if __name__ == "__main__":
    main()

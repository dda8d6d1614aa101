# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Truststores for the tests of the map: the certificates of the system, CAs of our own, and key pairs of other files."""

import base64
import os
import re

import keystores

BUNDLE = "/etc/ssl/certs/ca-certificates.crt"


def read_pem(path):
    with open(path, encoding="ascii", errors="replace") as file:
        blocks = re.findall(r"-----BEGIN CERTIFICATE-----([^-]+)-----END", file.read())
    return [base64.b64decode(block) for block in blocks]


class Corp(keystores.Authority):
    """An authority of our own, as companies have it: an old root, a new one with CAs below it, servers and named peers."""

    def __init__(self, path):
        super().__init__(path)
        self.make("old", "/O=Example Corp/CN=Corp Root 2014", ca=True)
        self.end("old", "20140101000000Z", "20240101000000Z", "/O=Example Corp/CN=Corp Root 2014")
        self.make("new", "/O=Example Corp/CN=Corp Root 2024", ca=True)
        self.make("servers", "/O=Example Corp/CN=Corp Servers", "new", ca=True)
        self.make("clients", "/O=Example Corp/CN=Corp Clients", "new", ca=True)
        self.make("gw", "/O=Example Corp/CN=gw.example.org", "servers", "subjectAltName=DNS:gw.example.org",
                  "extendedKeyUsage=serverAuth")
        self.make("carbon", "/O=Example Corp/CN=carbon.example.org", "clients", "subjectAltName=DNS:carbon.example.org",
                  "extendedKeyUsage=serverAuth")
        self.make("kafka-root", "/O=Kafka/CN=Kafka Root 1", ca=True)
        self.make("kafka", "/O=Kafka/CN=kafka.example.org", "kafka-root", "subjectAltName=DNS:kafka.example.org",
                  "extendedKeyUsage=serverAuth")
        for peer in ("ci", "mx", "mq"):
            self.make(peer, f"/CN={peer}.example.org", None, f"subjectAltName=DNS:{peer}.example.org")

    def end(self, name, start, end, subject):
        """Makes the certificate anew, with other dates."""
        key = os.path.join(self.path, f"{name}.key")
        keystores.call("openssl", "req", "-x509", "-key", key, "-subj", subject, "-not_before", start, "-not_after", end,
                       "-out", self.pem(name), "-addext", "basicConstraints=critical,CA:TRUE")

    def truststore(self, name, count=None):
        """Our own CAs and peers, and so many of the system's."""
        trusted = [(n, self.der(n)) for n in ("old", "new", "servers", "clients", "ci", "mx", "mq")]
        others = read_pem(BUNDLE)[:count] if count != 0 and os.path.exists(BUNDLE) else []
        trusted += [(f"public-{number:03d}", der) for number, der in enumerate(others)]
        return keystores.write_jks(os.path.join(self.path, name), trusted)

    def pairs(self):
        """Three keystores: two that our CAs make accepted, and one of somebody else."""
        return [self.key_store("wso2carbon.jks", "wso2carbon", "clients", leaf="carbon"),
                self.key_store("gateway.jks", "tls", "servers", leaf="gw"),
                self.key_store("kafka.jks", "broker", "kafka-root", leaf="kafka")]


def write_forest(path, roots, below):
    """A truststore of as many roots, each with as many CAs below it; None without python3-cryptography."""
    import datetime

    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError:
        return None

    def name(number, what):
        return x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, f"Trust {number:02d}"),
                          x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Trust {number:02d} {what}")])

    start, end, trusted = datetime.datetime(2026, 1, 1), datetime.datetime(2036, 1, 1), []
    for number in range(roots):
        root_key = ec.generate_private_key(ec.SECP256R1())
        for position in range(below + 1):
            key = root_key if position == 0 else ec.generate_private_key(ec.SECP256R1())
            subject = name(number, "Root" if position == 0 else f"TLS CA {position}")
            made = x509.CertificateBuilder(name(number, "Root"), subject, key.public_key(), x509.random_serial_number(), start, end)
            made = made.add_extension(x509.BasicConstraints(True, None), True).sign(root_key, hashes.SHA256())
            trusted.append((f"ca-{number:02d}-{position:02d}", made.public_bytes(serialization.Encoding.DER)))
    return keystores.write_jks(path, trusted)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keystores for the tests of the window, made and read by the real openssl and keytool, and by hand
where those refuse to make what a file can hold."""

import hashlib
import os
import re
import struct
import subprocess

PASSWORD = "changeit"
KEYTOOL = ("keytool", "-J-Xshare:auto", "-J-XX:TieredStopAtLevel=1", "-J-Duser.language=en", "-J-Duser.country=US")


def call(*words, **kwargs):
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False, timeout=240, **kwargs)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode()


def folder(name):
    """An empty folder of this test."""
    path = os.path.join(os.environ["CATENA_SESSION"], name)
    os.makedirs(path)
    return path


class Authority:
    """A root, an intermediate and a web server, as PEM files in a folder: root, middle, web."""

    def __init__(self, path, key="EC"):
        self.path, self.options = path, ("-pkeyopt", "ec_paramgen_curve:P-256") if key == "EC" else ()
        self.key = key
        self.make("root", "/CN=Test Root CA/O=Example", ca=True)
        self.make("middle", "/CN=Test Intermediate CA/O=Example", "root", ca=True)
        self.make("web", "/CN=www.example.org/O=Example", "middle",
                  "subjectAltName=DNS:www.example.org,DNS:example.org", "extendedKeyUsage=serverAuth")

    def pem(self, name):
        return os.path.join(self.path, f"{name}.pem")

    def make(self, name, subject, issuer=None, *extensions, ca=False):
        usage = "keyCertSign,cRLSign" if ca else "digitalSignature"
        words = ["openssl", "req", "-x509", "-newkey", self.key, *self.options, "-nodes", "-utf8", "-days", "825",
                 "-subj", subject, "-keyout", os.path.join(self.path, f"{name}.key"), "-out", self.pem(name),
                 "-addext", f"basicConstraints=critical,CA:{'TRUE' if ca else 'FALSE'}",
                 "-addext", f"keyUsage=critical,{usage}"]
        for extension in extensions:
            words += ["-addext", extension]
        if issuer:
            words += ["-CA", self.pem(issuer), "-CAkey", os.path.join(self.path, f"{issuer}.key")]
        call(*words)

    def fingerprint(self, name):
        text = call("openssl", "x509", "-in", self.pem(name), "-noout", "-fingerprint", "-sha256")
        return text.split("=")[1].strip().replace(":", "").lower()

    def der(self, name):
        with open(self.pem(name), encoding="ascii") as file:
            body = re.search(r"-----BEGIN CERTIFICATE-----(.*?)-----END", file.read(), re.S)
        import base64

        return base64.b64decode(body[1])

    def key_store(self, name, alias, *chain, kind="JKS", leaf="web"):
        """A keystore with the key of `leaf` and its certificate, and of the chain what is named; made by keytool."""
        bundle, target = os.path.join(self.path, f"{name}.tmp.p12"), os.path.join(self.path, name)
        words = ["openssl", "pkcs12", "-export", "-inkey", os.path.join(self.path, f"{leaf}.key"), "-in",
                 self.pem(leaf), "-name", alias, "-out", bundle, "-passout", f"pass:{PASSWORD}"]
        if chain:
            together = os.path.join(self.path, f"{name}.tmp.pem")
            with open(together, "w", encoding="ascii") as file:
                for link in chain:
                    with open(self.pem(link), encoding="ascii") as part:
                        file.write(part.read())
            words += ["-certfile", together]
        call(*words)
        call(*KEYTOOL, "-importkeystore", "-noprompt", "-srckeystore", bundle, "-srcstorepass", PASSWORD,
             "-destkeystore", target, "-deststoretype", kind, "-deststorepass", PASSWORD)
        return target

    def trust(self, store, alias, certificate):
        call(*KEYTOOL, "-importcert", "-noprompt", "-keystore", store, "-storepass", PASSWORD, "-alias", alias,
             "-file", self.pem(certificate))


def keytool_list(store, password=PASSWORD):
    """What keytool lists: {alias: (kind, SHA-256 of the first certificate)}."""
    text = call(*KEYTOOL, "-list", "-keystore", store, "-storepass", password)
    found, alias = {}, None
    for line in text.splitlines():
        entry = re.fullmatch(r"(.*), [A-Z][a-z]{2} \d+, \d{4}, (\w+), ?", line)
        print_ = re.fullmatch(r"Certificate fingerprint \(SHA-256\): ([0-9A-F:]+)", line)
        if entry:
            alias = entry[1]
            found[alias] = (entry[2], None)
        elif print_ and alias is not None:
            found[alias] = (found[alias][0], print_[1].replace(":", "").lower())
    return found


def write_jks(path, certificates, password=PASSWORD):
    """Writes a JKS of trusted certificates, [(alias, DER)], with aliases that keytool would not take."""
    body = struct.pack(">III", 0xFEEDFEED, 2, len(certificates))
    for alias, der in certificates:
        name = alias.encode("utf-8")  # the same as Java's modified UTF-8 without U+0000 and beyond the BMP
        body += struct.pack(">IH", 2, len(name)) + name + struct.pack(">QH", 1577836800000, 5) + b"X.509"
        body += struct.pack(">I", len(der)) + der
    digest = hashlib.sha1(password.encode("utf-16-be") + b"Mighty Aphrodite" + body).digest()
    with open(path, "wb") as file:
        file.write(body + digest)
    return path

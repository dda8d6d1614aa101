# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who signed whom over the corpus' truststores, each line held against openssl verify, and how long it takes."""

import base64
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROBE = os.environ["CATENA_PROBE"]
CORPUS = pathlib.Path(os.environ["CATENA_CORPUS"])
NOW = "2026-11-20T21:00:00Z"


def run(*words, text=None):
    return subprocess.run([str(word) for word in words], input=text, capture_output=True, text=True, check=False, timeout=240)


def graph(path, *options):
    done = run(PROBE, "graph", path, "--at", NOW, *options)
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.split("\n") if line]
    return ([row[1:] for row in rows if row[0] == "node"], [row[1:] for row in rows if row[0] == "pair"],
            float(re.search(r"([\d.]+) ms", done.stderr)[1]))


def pem_of(path):
    """The certificates of a PEM file by their SHA-256."""
    found = {}
    for block in re.findall(r"-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----", path.read_text(encoding="ascii")):
        body = block.split("-----")[2]
        found[hashlib.sha256(base64.b64decode(body)).hexdigest()] = block + "\n"
    return found


def openssl_says(folder, child, issuer):
    """Whether openssl holds one certificate for the issuer of another one, whatever their dates and uses."""
    (folder / "child").write_text(child, encoding="ascii")
    (folder / "issuer").write_text(issuer, encoding="ascii")
    done = run("openssl", "verify", "-partial_chain", "-no_check_time", "-trusted", folder / "issuer", "-auth_level", "0",
               folder / "child")
    return done.returncode == 0


class Ca:
    """Certificates that openssl makes in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def make(self, name, subject, issuer=None, ca=True, key=None, days=800):
        path = self.folder / f"{name}.pem"
        own_key = self.folder / f"{key or name}.key"
        words = ["openssl", "req", "-x509", "-subj", subject, "-days", days, "-out", path, "-addext",
                 f"basicConstraints=critical,CA:{'TRUE' if ca else 'FALSE'}"]
        words += ["-key", own_key] if key else ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", own_key]
        if issuer:
            words += ["-CA", self.folder / f"{issuer}.pem", "-CAkey", self.folder / f"{issuer}.key"]
        done = run(*words)
        assert done.returncode == 0, done.stderr
        return path


def bundle(folder, name, paths):
    path = folder / name
    path.write_text("".join(p.read_text(encoding="ascii") for p in paths), encoding="ascii")
    return path


def test_made(folder):
    """A tree with a cross certificate, two roots of one name, and a CA that only says whose it is."""
    ca = Ca(folder)
    paths = [ca.make("r1", "/O=Example Trust, Inc./CN=Example Trust Root R1"), ca.make("r2", "/O=Sample Sign/CN=Sample Sign Root"),
             ca.make("i", "/O=Example Trust/CN=Example Trust TLS CA 2", "r1"),
             ca.make("x", "/O=Example Trust/CN=Example Trust TLS CA 2", "r2", key="i"),
             ca.make("twin", "/O=Example Trust, Inc./CN=Example Trust Root R1"),
             ca.make("leaf", "/CN=gw.example.org", "i", ca=False)]
    outside = ca.make("lost", "/O=Lost/CN=Lost Root")
    paths.append(ca.make("orphan", "/O=Lost/CN=Lost TLS CA", "lost"))
    path = bundle(folder, "made.pem", paths)
    pems = pem_of(path)
    nodes, _, _ = graph(path)
    check_all(folder, nodes, pems)
    by_name = {name: hashlib.sha256(base64.b64decode((folder / f"{name}.pem").read_text().split("-----")[2])).hexdigest()
               for name in ("r1", "r2", "i", "x", "twin", "leaf", "orphan")}
    issuers = {row[0]: set(filter(None, row[1].split(","))) for row in nodes}
    assert issuers[by_name["leaf"]] == {by_name["i"], by_name["x"]}, "both certificates of the cross-signed CA issued it"
    assert issuers[by_name["i"]] == {by_name["r1"]}, "not the other root of that name"
    assert issuers[by_name["orphan"]] == set() and outside
    groups = {row[0]: row[3] for row in nodes}
    assert groups[by_name["r1"]] == groups[by_name["i"]] == groups[by_name["twin"]] == "Example Trust", groups
    return len(nodes)


def check_all(folder, nodes, pems):
    """Each line of the graph is what openssl says, and so is each one that is not there."""
    known = [row[0] for row in nodes if row[0] in pems]
    for child, issuers, *_ in nodes:
        if child not in pems:
            continue
        said = set(filter(None, issuers.split(",")))
        for issuer in said:
            assert openssl_says(folder, pems[child], pems[issuer]), f"{child} is not signed by {issuer}"
        if len(known) <= 16:
            for other in known:
                if other != child and other not in said:
                    assert not openssl_says(folder, pems[child], pems[other]), f"{child} is signed by {other}"


def truststores():
    """Keystores of the corpus whose password is known."""
    for line in (CORPUS / "manifest-real.tsv").read_text(encoding="utf-8").split("\n")[1:]:
        fields = line.split("\t")
        if len(fields) > 2 and fields[1] in ("JKS", "PKCS12") and fields[2] not in ("unknown", "-", '""'):
            yield CORPUS / fields[0], fields[2]


def test_real(folder):
    """Each line over keystores that others made; keytool hands out their certificates."""
    joined = files = 0
    for path, password in truststores():
        try:
            nodes, _, _ = graph(path, "--password", password)
        except AssertionError:  # damaged on purpose, or not ours to read: the business of other tests
            continue
        lines = [row for row in nodes if row[1]]
        if not lines or len(lines) > 60 or files >= 20:
            continue
        listed = folder / "listed.pem"
        listed.write_text(run("keytool", "-list", "-rfc", "-keystore", path, "-storepass", password).stdout, encoding="utf-8")
        if not pem_of(listed):
            continue
        check_all(folder, nodes, pem_of(listed))
        files += 1
        joined += len(lines)
    assert joined > 8, f"only {joined} lines in {files} files"
    return joined


def make_forest(path, roots, below):
    """As many roots, each with as many CAs below it, all with keys of their own."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    start, end = datetime.datetime(2026, 1, 1), datetime.datetime(2036, 1, 1)
    with open(path, "wb") as out:
        for number in range(roots):
            root_key, root = ec.generate_private_key(ec.SECP256R1()), name(x509, number, "Root")
            for position in range(below + 1):
                key, subject = (root_key, root) if position == 0 else (ec.generate_private_key(ec.SECP256R1()),
                                                                      name(x509, number, f"CA {position}"))
                made = x509.CertificateBuilder(root, subject, key.public_key(), x509.random_serial_number(), start, end)
                made = made.add_extension(x509.BasicConstraints(True, None), True).sign(root_key, hashes.SHA256())
                out.write(made.public_bytes(serialization.Encoding.PEM))


def name(x509, number, what):
    return x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, f"Trust {number}"),
                      x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Trust {number} {what}")])


def test_large(folder):
    """500 certificates, most of them issued by another one; and a truststore of 10,000. The time is told, and no test: the aim is 100 ms for 500."""
    try:
        make_forest(folder / "forest.pem", 25, 19)
    except ImportError:
        return "no python3-cryptography"
    done = run(sys.executable, CORPUS / "large.py", 10000, folder / "large", "jks")
    assert done.returncode == 0, done.stderr
    for path, options, count, issued in ((folder / "forest.pem", (), 500, 475),
                                         (folder / "large-10000.jks", ("--password", "changeit"), 10000, 0)):
        runs = [graph(path, *options) for _ in range(3)]
        taken = min(run_[2] for run_ in runs)
        found = len(runs[0][0]), sum(1 for row in runs[0][0] if row[1])
        print(f"# {found[0]} certificates, {found[1]} issued by another: {taken:.0f} ms")
        assert found == (count, issued), f"{path.name} has {found}"
    return None


def main():
    if not CORPUS.is_dir():
        print("1..0 # SKIP no corpus")
        return
    tests = (test_made, test_real, test_large)
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                said = test(pathlib.Path(folder))
                print(f"ok {number} {test.__name__}" + (f" # {said}" if isinstance(said, int) else f" # SKIP {said}" if said else ""),
                      flush=True)
            except AssertionError as error:
                print(f"not ok {number} {test.__name__}\n# {error}", flush=True)


main()

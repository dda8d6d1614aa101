# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that hold several certificates or files: PKCS #7, PKIPath, ZIP, JAR, made by openssl, Java and Python.

Then damaged and hostile ones: an error in a sentence, within limits of time and memory.
"""

import base64
import hashlib
import io
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import zipfile

PROBE = os.environ["CATENA_PROBE"]
SMALL_JKS = pathlib.Path(os.environ["CATENA_FIXTURES"]) / "jks" / "small.jks"

PATH_MAKER = """
import java.io.*; import java.nio.file.*; import java.security.cert.*; import java.util.*;
public class PathMaker {
  public static void main (String[] files) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance ("X.509");
    List<Certificate> chain = new ArrayList<> ();
    for (String file : files)
      chain.add (factory.generateCertificate (new ByteArrayInputStream (Files.readAllBytes (Path.of (file)))));
    System.out.write (factory.generateCertPath (chain).getEncoded ("PkiPath"));
    System.out.flush ();
  }
}
"""


def run(*arguments, data=None, check=True):
    done = subprocess.run(arguments, input=data, capture_output=True, check=False)
    assert done.returncode == 0 or not check, f"{arguments}: {done.stderr.decode(errors='replace')}"
    return done.stdout


class Folder:
    """A root, an intermediate and a server certificate in a folder, and the probe."""

    def __init__(self, path):
        self.path = path
        self.make("root", None, "basicConstraints=critical,CA:TRUE")
        self.make("int", "root", "basicConstraints=critical,CA:TRUE,pathlen:0")
        self.make("leaf", "int", "subjectAltName=DNS:a.example")
        run("openssl", "req", "-new", "-key", self / "leaf.key", "-subj", "/CN=leaf", "-out", self / "leaf.csr")
        (self.path / "index.txt").write_text("")
        (self.path / "ca.cnf").write_text("[ca]\ndatabase=" + self / "index.txt" + "\n")
        run("openssl", "ca", "-gencrl", "-config", self / "ca.cnf", "-name", "ca", "-keyfile", self / "root.key",
            "-cert", self / "root.crt", "-md", "sha256", "-crldays", "9", "-out", self / "root.crl")

    def __truediv__(self, name):
        return str(self.path / name)

    def make(self, name, issuer, extension):
        arguments = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                     "-subj", f"/CN={name}", "-days", "99", "-addext", extension,
                     "-keyout", self / f"{name}.key", "-out", self / f"{name}.crt"]
        if issuer is not None:
            arguments += ["-CA", self / f"{issuer}.crt", "-CAkey", self / f"{issuer}.key"]
        run(*arguments)

    def read(self, name):
        return (self.path / name).read_bytes()

    def write(self, name, data):
        (self.path / name).write_bytes(data)
        return self / name

    def der(self, name):
        return run("openssl", "x509", "-in", self / f"{name}.crt", "-outform", "DER")

    def digest(self, *names):
        return sorted(hashlib.sha256(self.der(name)).hexdigest() for name in names)

    def zip_of(self, name, *files):
        with zipfile.ZipFile(self / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in files:
                archive.writestr(path, data)
        return self / name


def probe(path, *arguments):
    """Exit status, rows (alias, kind, length, digests), sentences."""
    done = subprocess.run([PROBE, "list", str(path), *arguments], capture_output=True, text=True, check=False,
                          timeout=60)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return done.returncode, rows, done.stderr


def listing(path, *arguments):
    status, rows, errors = probe(path, *arguments)
    assert status == 0, errors
    return rows


def digests(rows):
    return sorted(digest for row in rows for digest in row[3].split(",") if digest != "-")


def fails(path, status, word, *arguments):
    done, rows, errors = probe(path, *arguments)
    assert (done, rows) == (status, []), (done, rows, errors)
    assert word in errors and errors.count("\n") == 1, errors


def concatenate(folder, *names):
    return b"".join(folder.read(name) for name in names)


def check_pkcs7(folder):
    """DER, PEM, Base64 alone, with and without a CRL; detached and with content."""
    bundle = folder.write("bundle.pem", concatenate(folder, "root.crt", "leaf.crt", "int.crt"))
    whole = folder.digest("root", "int", "leaf")
    for form in ("DER", "PEM"):
        path = folder / f"no-crl.{form}"
        run("openssl", "crl2pkcs7", "-nocrl", "-certfile", bundle, "-outform", form, "-out", path)
        rows = listing(path)
        assert digests(rows) == whole and {row[1] for row in rows} == {"cert"}, rows
        path = folder / f"crl.{form}"
        run("openssl", "crl2pkcs7", "-in", folder / "root.crl", "-certfile", bundle, "-outform", form, "-out", path)
        rows = listing(path)
        assert digests(rows) == whole and [row[0] for row in rows if row[1] == "crl"] == ["root-2"], rows
    der = folder.read("no-crl.DER")
    assert digests(listing(folder.write("naked", base64.encodebytes(der)))) == whole
    assert digests(listing(folder.write("mail", b"Subject: yours\r\n\r\nHello,\r\n" + folder.read("no-crl.PEM") +
                                        b"\r\n-- \r\nthe CA\r\n"))) == whole
    for extra in ([], ["-nodetach"]):
        path = folder / "signed.p7s"
        run("openssl", "cms", "-sign", "-binary", "-in", bundle, "-signer", folder / "leaf.crt", "-inkey",
            folder / "leaf.key", "-certfile", folder / "int.crt", "-outform", "PEM", "-out", path, *extra)
        assert digests(listing(path)) == folder.digest("leaf", "int")
    path = folder / "stream.p7m"
    run("openssl", "cms", "-sign", "-binary", "-nodetach", "-stream", "-in", bundle, "-signer", folder / "leaf.crt",
        "-inkey", folder / "leaf.key", "-outform", "DER", "-out", path)
    assert folder.read("stream.p7m")[1] == 0x80, "not BER"
    assert digests(listing(path)) == folder.digest("leaf")


def check_pkcs7_beside_others(folder):
    """A key and certificates in the same text count, too."""
    run("openssl", "crl2pkcs7", "-nocrl", "-certfile", folder / "leaf.crt", "-out", folder / "one.p7b")
    path = folder.write("mixed.pem", concatenate(folder, "leaf.key", "one.p7b", "int.crt", "root.crt", "leaf.csr"))
    rows = listing(path)
    assert [(row[0], row[1], row[2]) for row in rows] == [("leaf", "key", "3"), ("leaf-2", "request", "0")], rows
    assert digests(rows) == folder.digest("root", "int", "leaf")


def check_bad_pkcs7(folder):
    run("openssl", "cms", "-encrypt", "-in", folder / "leaf.crt", "-outform", "DER", "-out", folder / "secret.p7m",
        folder / "leaf.crt")
    fails(folder / "secret.p7m", 6, "encrypted")
    run("openssl", "crl2pkcs7", "-nocrl", "-out", folder / "empty.p7b")
    fails(folder / "empty.p7b", 4, "no certificates")
    der = folder.read("no-crl.DER")
    for size in range(4, len(der), 37):
        status, rows, errors = probe(folder.write("cut", der[:size]))
        assert (status, rows) == (5, []) and errors.strip(), (size, status, errors)
    # Of PEM: cut inside of the block, and a block that is none.
    pem = folder.read("no-crl.PEM")
    fails(folder.write("cut", pem[:-40]), 5, "no end")
    fails(folder.write("junk", b"-----BEGIN PKCS7-----\nAAAAAAAA\n-----END PKCS7-----\n"), 5, "")
    # A length of 4 GB, and a certificate set that reaches over the end of its parent.
    fails(folder.write("long", der[:1] + b"\x84\xff\xff\xff\xff" + der[4:]), 5, "ends")


def check_pkipath(folder):
    if shutil.which("java") is None:
        return
    folder.write("PathMaker.java", PATH_MAKER.encode())
    path = run("java", folder / "PathMaker.java", folder / "leaf.crt", folder / "int.crt", folder / "root.crt")
    for name, data in (("path", path), ("path.b64", base64.b64encode(path))):
        rows = listing(folder.write(name, data))
        assert [row[0] for row in rows] == ["int", "leaf", "root"]
        assert digests(rows) == folder.digest("root", "int", "leaf")
    # As openssl sees it, the root is first.
    assert path.index(folder.der("root")) < path.index(folder.der("leaf"))
    for size in range(4, len(path), 41):
        status, rows, errors = probe(folder.write("cut", path[:size]))
        assert (status, rows) == (5, []), (size, status, errors)
    fails(folder.write("bent", path.replace(folder.der("leaf"), b"\x31" + folder.der("leaf")[1:])), 5, "3")


def check_single(folder):
    """One certificate, request or CRL; SPKAC as text, DER and Base64."""
    for name, kind, command in (("leaf.crt", "cert", "x509"), ("leaf.csr", "request", "req"),
                                ("root.crl", "crl", "crl")):
        der = run("openssl", command, "-in", folder / name, "-outform", "DER")
        for path, data in (("single.der", der), ("single.b64", b"\xef\xbb\xbf\r\n" + base64.encodebytes(der)),
                           ("single.pem", folder.read(name)), ("single.utf16", folder.read(name).decode().encode("utf-16"))):
            rows = listing(folder.write(path, data))
            assert [row[:2] for row in rows] == [[name.split(".")[0], kind]], (path, rows)
    text = run("openssl", "spkac", "-key", folder / "leaf.key", "-challenge", "x",
               "-digest", "sha256")
    der = base64.b64decode(text.strip().removeprefix(b"SPKAC="))
    wrapped = b"countryName=CZ\nCN=The Name\nSPKAC=" + base64.encodebytes(der).replace(b"\n", b"\\\n") + b"\nO=none\n"
    assert [row[:2] for row in listing(folder.write("a.spkac", text))] == [["a", "request"]]
    assert [row[:2] for row in listing(folder.write("b.spkac", wrapped))] == [["The Name", "request"]]
    assert [row[:2] for row in listing(folder.write("c.der", der))] == [["c", "request"]]
    assert [row[:2] for row in listing(folder.write("d.txt", base64.encodebytes(der)))] == [["d", "request"]]
    fails(folder.write("e.spkac", text[:-60]), 4, "text")


def check_convert(folder):
    """What is only read can be written in another format; SPKAC has no place in PEM."""
    for source, target in (("no-crl.DER", "pkcs12"), ("no-crl.PEM", "jks"), ("path", "pem")):
        if not (folder.path / source).exists():
            continue
        arguments = [PROBE, "convert", folder / source, folder / "out", "--format", target, "--out-password", "changeit"]
        done = subprocess.run([*arguments, "--allow-loss"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert digests(listing(folder / "out", "--password", "changeit")) == folder.digest("root", "int", "leaf")
    done = subprocess.run([PROBE, "convert", folder / "c.der", folder / "out2", "--format", "pem"], capture_output=True,
                          text=True, check=False)
    assert done.returncode == 7 and "SPKAC" in done.stdout, done


def check_zip_of_a_ca(folder):
    """Certificates in folders, twice, beside a letter; and the key to the certificate in another file."""
    path = folder.zip_of("ca.zip", ("readme.txt", "Thank you"), ("ca/", ""), ("ca/root.crt", folder.read("root.crt")),
                         ("ca/bundle.pem", concatenate(folder, "int.crt", "root.crt")),
                         ("leaf.cer", folder.der("leaf")), ("__MACOSX/._leaf.cer", b"\0\5\x16\7\0\2\0\0Mac OS X"))
    status, rows, errors = probe(path)
    assert status == 0 and [row[0] for row in rows] == ["int", "leaf", "root"], rows
    assert digests(rows) == folder.digest("root", "int", "leaf")
    assert "more than once" in errors
    path = folder.zip_of("key.zip", ("server.key", folder.read("leaf.key")), ("server.crt", folder.read("leaf.crt")),
                         ("chain.pem", concatenate(folder, "root.crt", "int.crt")))
    rows = listing(path)
    assert [(row[0], row[1], row[2]) for row in rows] == [("leaf", "key", "3")], rows
    # Text that is not compressed is no text for that.
    with zipfile.ZipFile(folder / "stored.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pem", concatenate(folder, "int.crt", "root.crt"))
    assert digests(listing(folder / "stored.zip")) == folder.digest("int", "root")
    # The same inside of another archive; three are too many.
    outer = folder.zip_of("outer.zip", ("in/key.zip", folder.read("key.zip")))
    assert listing(outer) == rows
    fails(folder.zip_of("third.zip", ("outer.zip", folder.zip_of("second.zip", ("outer.zip", folder.read("outer.zip")))
                                      and folder.read("second.zip"))), 5, "nested too deep")


def check_zip_with_keystores(folder):
    """With the password of one of them; without, it can be looked at."""
    run("openssl", "pkcs12", "-export", "-in", folder / "leaf.crt", "-inkey", folder / "leaf.key", "-name", "server",
        "-passout", "pass:other", "-out", folder / "leaf.p12")
    path = folder.zip_of("stores.zip", ("a.jks", SMALL_JKS.read_bytes()), ("b.p12", folder.read("leaf.p12")))
    status, rows, errors = probe(path)
    assert status == 0 and [row[0] for row in rows] == ["server", "trusted", "web"], rows
    assert "integrity not verified" in errors and "b.p12" in errors
    status, rows, errors = probe(path, "--password", "changeit")
    assert status == 0 and [row[0] for row in rows] == ["server", "trusted", "web"] and "integrity" not in errors
    assert [row[2] for row in rows] == ["0", "1", "1"], rows
    assert set(folder.digest("leaf")) < set(digests(listing(path, "--password", "other")))
    fails(path, 3, "opens none", "--password", "wrong")
    path = folder.zip_of("p12.zip", ("b.p12", folder.read("leaf.p12")))
    assert [row[:3] for row in listing(path)] == [["server", "key", "0"]]
    fails(path, 3, "opens none", "--password", "wrong")
    assert [row[0] for row in listing(path, "--password", "other")] == ["server"]


def check_jar(folder):
    """A signed JAR has the chain of its signer."""
    if shutil.which("jarsigner") is None:
        return
    path = folder.zip_of("app.jar", ("Main.class", b"\xca\xfe\xba\xbe" + bytes(5000)), ("a.properties", "a=b"))
    run("openssl", "pkcs12", "-export", "-in", folder / "leaf.crt", "-inkey", folder / "leaf.key", "-name", "signer",
        "-certfile", folder / "int.crt", "-passout", "pass:changeit", "-out", folder / "signer.p12")
    run("jarsigner", "-keystore", folder / "signer.p12", "-storepass", "changeit", path, "signer")
    assert set(folder.digest("leaf")) <= set(digests(listing(path)))


def check_bad_zip(folder):
    fails(folder.zip_of("none.zip", ("a.txt", "nothing")), 4, "no keystore")
    fails(folder.zip_of("empty.zip"), 4, "no keystore")
    fails(folder.zip_of("broken.zip", ("a.pem", "-----BEGIN CERTIFICATE-----\nAAAA")), 5, "a.pem")
    data = folder.read("ca.zip")
    for size in range(4, len(data), 53):
        status, rows, errors = probe(folder.write("cut.zip", data[:size]))
        assert status in (0, 4, 5) and (status != 0 or rows) and errors.strip(), (size, status, errors)
        assert set(digests(rows)) <= set(folder.digest("root", "int", "leaf")), size
    # A wrong checksum: the file is named, the others are shown.
    place = data.index(b"leaf.cer") + len(b"leaf.cer") + 20
    bent = data[:place] + bytes([data[place] ^ 0xff]) + data[place + 1:]
    status, rows, errors = probe(folder.write("bent.zip", bent))
    assert status == 0 and [row[0] for row in rows] == ["int", "root"] and "leaf.cer" in errors, (rows, errors)


def check_bombs(folder):
    """Ratio, size, number and depth have limits that hold before memory is gone."""
    zeros = bytes(40 * 1024 * 1024)
    fails(folder.zip_of("ratio.zip", ("a", zeros)), 6, "times as large")
    noise = os.urandom(1024 * 1024)
    with zipfile.ZipFile(folder / "size.zip", "w", zipfile.ZIP_STORED) as archive:
        for number in range(66):
            archive.writestr(f"{number}", noise)
    fails(folder / "size.zip", 6, "MB")
    with zipfile.ZipFile(folder / "count.zip", "w", zipfile.ZIP_STORED) as archive:
        for number in range(66000):
            archive.writestr(f"{number}", b"")
    fails(folder / "count.zip", 6, "65535")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(3 * 1024 * 1024))
    bomb = folder.zip_of("inner.zip", *((f"{number}.zip", inner.getvalue()) for number in range(64)))
    fails(bomb, 6, "times as large")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 256 * 1024 or is_sanitized()


def is_sanitized():
    return b"__asan_init" in pathlib.Path(PROBE).read_bytes()


def main():
    checks = [value for name, value in globals().items() if name.startswith("check_")]
    print(f"1..{len(checks)}")
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(pathlib.Path(path))
        for number, check in enumerate(checks, 1):
            try:
                check(folder)
                print(f"ok {number} {check.__name__}", flush=True)
            except AssertionError as error:
                line = error.__traceback__
                while line.tb_next is not None:
                    line = line.tb_next
                print(f"# line {line.tb_lineno}, {error.__traceback__.tb_next.tb_lineno}: {error}")
                print(f"not ok {number} {check.__name__}", flush=True)


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The probe keeps its contract: arguments, listings, exit statuses."""

import hashlib
import os
import pathlib
import struct
import subprocess
import tempfile

PROBE = os.environ["CATENA_PROBE"]
SMALL = str(pathlib.Path(os.environ["CATENA_FIXTURES"]) / "jks" / "small.jks")


def probe(*arguments):
    done = subprocess.run([PROBE, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def make_jks(path, aliases, password="changeit"):
    """A JKS of certificates that are none, made without the program under test."""
    content = struct.pack(">III", 0xFEEDFEED, 2, len(aliases))
    for alias in aliases:
        # Java's modified UTF-8: pairs of surrogates, and U+0000 as C0 80.
        units = alias.encode("utf-16-be", "surrogatepass")
        text = b"".join(encode_unit(units[i] << 8 | units[i + 1]) for i in range(0, len(units), 2))
        content += struct.pack(">IH", 2, len(text)) + text + struct.pack(">QH", 1, 5) + b"X.509"
        content += struct.pack(">I", 1) + b"x"
    digest = hashlib.sha1(password.encode("utf-16-be") + b"Mighty Aphrodite" + content).digest()
    path.write_bytes(content + digest)


def encode_unit(unit):
    if unit == 0:
        return b"\xc0\x80"
    return chr(unit).encode("utf-8", "surrogatepass")


def check_usage(folder):
    assert probe()[0] == 2
    assert probe("nonsense")[0] == 2
    assert probe("list")[0] == 2
    assert probe("list", SMALL, SMALL)[0] == 2
    assert probe("list", SMALL, "--nonsense")[0] == 2
    assert probe("convert", SMALL, "out")[0] == 2
    assert probe("convert", SMALL, "out", "--format", "nonsense")[0] == 2


def check_missing_file(folder):
    status, out, err = probe("list", str(folder / "missing"))
    assert (status, out) == (2, "") and err.count("\n") == 1
    assert probe("list", str(folder))[0] == 2


def check_statuses(folder):
    for content, wanted in ((b"", 4), (b"text", 4), (b"\xce\xce\xce\xce", 5),
                            (b"\0\0\0\x09\0\0\0\x14" + bytes(40), 6),  # BKS of a version to come
                            (pathlib.Path(SMALL).read_bytes()[:500], 5)):
        path = folder / "file"
        path.write_bytes(content)
        status, out, err = probe("list", str(path))
        assert (status, out) == (wanted, ""), (content[:8], status)
        assert err.count("\n") == 1 and len(err) > 10


def check_passwords(folder):
    status, with_password, err = probe("list", SMALL, "--password", "changeit")
    assert status == 0 and err == ""
    status, without, err = probe("list", SMALL)
    assert status == 0 and without == with_password and "integrity not verified" in err
    assert probe("list", SMALL, "--password", "")[0] == 3
    assert probe("list", SMALL, "--password", "wrong")[0] == 3
    secret = folder / "secret"
    secret.write_text("changeit\n", encoding="utf-8")
    assert probe("list", SMALL, "--password-file", str(secret))[:2] == (0, with_password)
    assert probe("list", SMALL, "--password-file", str(folder / "missing"))[0] == 2


def check_key_passwords(folder):
    arguments = ("list", SMALL, "--password", "changeit", "--key-password")
    assert probe(*arguments, "web=keysecret")[0] == 0
    assert probe(*arguments, "web=changeit")[0] == 3
    assert probe(*arguments, "trusted=keysecret")[0] == 1
    assert probe(*arguments, "nobody=keysecret")[0] == 1


def check_listing(folder):
    lines = probe("list", SMALL, "--password", "changeit")[1].splitlines()
    (first, *first_rest), (second, *second_rest) = (line.split("\t") for line in lines)
    assert (first, second) == ("trusted", "web")
    assert first_rest[:2] == ["cert", "1"] and second_rest[:2] == ["key", "1"]
    assert first_rest[2] == second_rest[2] and len(first_rest[2]) == 64


def check_aliases(folder):
    """Escapes, and the order of UTF-16: an emoji stands before U+FFFD."""
    path = folder / "odd.jks"
    make_jks(path, ["\ufffd", "\U0001f600", "a\\b", "a\tb", "a\nb", "a\x7f", "nul\0", "", "Z", "ä"])
    status, out, _ = probe("list", str(path), "--password", "changeit")
    assert status == 0
    aliases = [line.split("\t")[0] for line in out.splitlines()]
    assert aliases == ["", "Z", "a\\x09b", "a\\x0ab", "a\\\\b", "a\\x7f", "nul\\x00", "ä", "\U0001f600", "\ufffd"]
    digest = hashlib.sha256(b"x").hexdigest()
    assert out.splitlines()[0] == f"\tcert\t1\t{digest}"


def check_roundtrip(folder):
    assert probe("roundtrip", SMALL, "--password", "changeit")[0] == 0
    assert probe("roundtrip", SMALL, "--password", "wrong")[0] == 3
    assert probe("roundtrip", SMALL)[0] == 3


def check_convert(folder):
    out = folder / "out.p12"
    status, text, _ = probe("convert", SMALL, str(out), "--format", "pkcs12", "--password", "changeit",
                            "--key-password", "web=keysecret", "--out-password", "other", "--allow-loss")
    assert status == 0
    before = probe("list", SMALL, "--password", "changeit")[1]
    assert probe("list", str(out), "--password", "other")[:2] == (0, before)
    assert probe("list", str(out), "--password", "changeit")[0] == 3


def check_loss(folder):
    """Without the key's password the key is lost: said, refused, and nothing is written."""
    out = folder / "out.p12"
    arguments = ("convert", SMALL, str(out), "--format", "pkcs12", "--password", "changeit")
    status, text, _ = probe(*arguments)
    assert status == 7 and not out.exists()
    assert any(line.startswith("loss: web: ") for line in text.splitlines())


CHECKS = (check_usage, check_missing_file, check_statuses, check_passwords, check_key_passwords, check_listing,
          check_aliases, check_roundtrip, check_convert, check_loss)


def main():
    print(f"1..{len(CHECKS)}")
    for number, check in enumerate(CHECKS, 1):
        name = check.__name__.removeprefix("check_")
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(pathlib.Path(folder))
                print(f"ok {number} {name}", flush=True)
            except AssertionError as error:
                line = error.__traceback__.tb_next.tb_lineno
                print(f"not ok {number} {name}\n# line {line} {error}", flush=True)


if __name__ == "__main__":
    main()

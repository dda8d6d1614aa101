# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists every file of the corpus that is a key alone, and compares the key with what openssl reads in the same file.

Good ones are one entry; converted to PKCS #12 by us and read there by openssl, the key is the one that openssl finds in the
original. Damaged ones give an error, or the same key as before the damage.
"""

import collections
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

PROBE = os.environ["CATENA_PROBE"]
CORPUS = pathlib.Path(os.environ["CATENA_CORPUS"])
FORMATS = {"KEY", "PKCS8", "p8", "OTHER"}
NEW_PASSWORD = "changed-1"

# What is no key: the kind and number of its entries.
OTHERS = {
    "real/keystore-explorer__CryptoFileUtilTest_cert.spc": {"cert": 1},
    "real/keystore-explorer__CryptoFileUtilTest_csr.spkac": {"request": 1},
}
# Nobody knows the password of these: a key that stays closed.
LOCKED = {"real/formats__examples_chosen_header.pem"}
# The manifest has another one, which openssl refuses, too.
PASSWORDS = {"real/keystore-explorer__CryptoFileUtilTest_rsa.enc.pvk": "123456"}

Row = collections.namedtuple("Row", "path password expect quirk")


def find_password(field):
    """The password, or None where nobody knows it or none is needed."""
    if field in ("unknown", "-"):
        return None
    return "" if field == '""' else field


def read_rows():
    for manifest in ("real", "synth"):
        lines = (CORPUS / f"manifest-{manifest}.tsv").read_text(encoding="utf-8").split("\n")
        for line in lines[1:]:
            fields = line.split("\t")
            if len(fields) > 5 and fields[1] in FORMATS:
                quirk = fields[6] if manifest == "real" else fields[4]
                password = PASSWORDS.get(fields[0], find_password(fields[2]))
                yield Row(fields[0], password, fields[5], quirk)


def run(*command, data=None):
    return subprocess.run(command, capture_output=True, timeout=120, check=False, input=data,
                          env=dict(os.environ, KEY_PASSWORD=NEW_PASSWORD))


def password_arguments(row):
    return [] if row.password is None else ["--password", row.password]


def probe_list(row):
    return run(PROBE, "list", str(CORPUS / row.path), *password_arguments(row))


def openssl_key(row):
    """The public half, PEM, as openssl reads it in the file; None when it does not."""
    path = str(CORPUS / row.path)
    environment = dict(os.environ, KEY_PASSWORD=row.password or "")
    for options in ([], ["-pubin"]):
        command = ["openssl", "pkey", "-in", path, *options, "-passin", "env:KEY_PASSWORD", "-pubout",
                   "-provider", "default", "-provider", "legacy"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False, env=environment,
                              stdin=subprocess.DEVNULL)
        if done.returncode == 0:
            return done.stdout
    return None


def our_key(row):
    """The same of the key that we read and write into a PKCS #12 file; None when we do not."""
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "key.p12")
        command = [PROBE, "convert", str(CORPUS / row.path), target, "--format", "pkcs12", *password_arguments(row),
                   "--out-password", NEW_PASSWORD]
        done = run(*command)
        # For openssl nothing is lost.
        if done.returncode == 7 and all(b"Java cannot read its key" in line for line in done.stdout.splitlines()):
            done = run(*command, "--allow-loss")
        if done.returncode != 0:
            return None
        key = run("openssl", "pkcs12", "-in", target, "-nocerts", "-nodes", "-passin", "env:KEY_PASSWORD")
    return run("openssl", "pkey", "-pubout", data=key.stdout).stdout


def count_kinds(listing):
    return dict(collections.Counter(line.split("\t")[1] for line in listing.decode().splitlines()))


def check_error(done):
    if done.returncode not in (3, 4, 5, 6):
        return [f"exit status {done.returncode}"]
    return [] if not done.stdout and done.stderr.strip() else ["an error without a sentence, or with a listing"]


def check_bad(row):
    """An error; or the key that openssl reads, too; where a bit fell, it may be one that does not open."""
    done = probe_list(row)
    if done.returncode != 0:
        return check_error(done)
    ours = our_key(row)
    if ours is None:
        return [f"listed although it is {row.quirk}"] if row.expect == "expect: fail" else []
    return [] if ours == openssl_key(row) else ["another key than that of openssl"]


def check_good(row):
    done = probe_list(row)
    if done.returncode != 0:
        return [f"exit status {done.returncode}: {done.stderr.decode().strip()}"]
    if row.path in OTHERS:
        kinds = count_kinds(done.stdout)
        return [] if kinds == OTHERS[row.path] else [f"{kinds}"]
    if count_kinds(done.stdout) == {"public": 1}:
        return [] if openssl_key(row) is not None else ["openssl reads no public key"]
    if count_kinds(done.stdout) != {"key": 1} or done.stdout.decode().strip().split("\t")[2:] != ["0", "-"]:
        return [f"not one key without certificates: {done.stdout.decode()}"]
    if row.path in LOCKED:
        return [] if our_key(row) is None and openssl_key(row) is None else ["somebody opens it"]
    expected = openssl_key(row)
    if expected is None:
        return ["openssl does not read it: nothing to compare with"]
    return [] if our_key(row) == expected else ["another key than that of openssl"]


def check_wrong_password(row):
    """Where a password is needed, another one is refused as such; without one the key is listed, or asked for."""
    if not row.password or "/bad/" in row.path or row.path in OTHERS:
        return []
    wrong = run(PROBE, "list", str(CORPUS / row.path), "--password", "not-the-password")
    nothing = run(PROBE, "list", str(CORPUS / row.path))
    problems = [] if wrong.returncode in (0, 3) else [f"with a wrong password: exit status {wrong.returncode}"]
    if nothing.returncode != 0:
        problems.append(f"without password: exit status {nothing.returncode}")
    return problems


def check(row):
    return (check_bad if "/bad/" in row.path else check_good)(row) + check_wrong_password(row)


def main():
    if not (CORPUS / "manifest-real.tsv").is_file():
        print("1..0 # SKIP no corpus")
        return
    rows = list(read_rows())
    print(f"1..{len(rows)}")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for number, (row, problems) in enumerate(zip(rows, pool.map(check, rows)), 1):
            for problem in problems:
                print(f"# {problem}")
            print(f"{'not ok' if problems else 'ok'} {number} {row.path}")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

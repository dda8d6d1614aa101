# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verifies every key entry of the corpus' real keystores: each gets a verdict, and a headline that says something.

With --show the headlines are printed with the names of file and entry, to be read by a person.
"""

import json
import os
import pathlib
import subprocess
import sys

PROBE = os.environ["CATENA_PROBE"]
CORPUS = pathlib.Path(os.environ["CATENA_CORPUS"])
FORMATS = {"JKS", "PKCS12", "PEM"}
NOW = "2026-11-20T21:00:00Z"


def run(*arguments):
    return subprocess.run([PROBE, *arguments], capture_output=True, text=True, check=False, timeout=60)


def read_files():
    """Path and password arguments of each file whose password is known."""
    lines = (CORPUS / "manifest-real.tsv").read_text(encoding="utf-8").split("\n")
    for line in lines[1:]:
        fields = line.split("\t")
        if len(fields) > 2 and fields[1] in FORMATS and fields[2] != "unknown":
            password = "" if fields[2] == '""' else fields[2]
            yield fields[0], ([] if password == "-" else ["--password", password])


def find_keys(path, password):
    """The aliases of the key entries; none of a file that does not open, which is another test's business."""
    done = run("list", str(CORPUS / path), *password)
    if done.returncode != 0:
        return []
    rows = [line.split("\t") for line in done.stdout.split("\n") if line]
    return [row[0] for row in rows if row[1] == "key" and int(row[2]) > 0 and "\\" not in row[0]]


def verify(path, password, alias):
    """The exit status and the headline."""
    done = run("verify", str(CORPUS / path), *password, "--alias", alias, "--at", NOW, "--json")
    headline = json.loads(done.stdout)["headline"] if done.returncode in (0, 1) else done.stderr.strip()
    return done.returncode, headline


def main():
    if not (CORPUS / "manifest-real.tsv").is_file():
        print("1..0 # SKIP no corpus")
        return
    number = 0
    for path, password in read_files():
        for alias in find_keys(path, password):
            number += 1
            status, headline = verify(path, password, alias)
            good = status in (0, 1) and len(headline) > 5 and "\n" not in headline
            print(f"{'ok' if good else 'not ok'} {number} {path} {ascii(alias)}".replace("#", "\\#"), flush=True)
            if not good or "--show" in sys.argv:
                print(f"# {status}: {headline}", flush=True)
    print(f"1..{number}")
    if number < 100:
        print("Bail out! too few key entries")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PKCS #12 file of 10,000 entries is listed in at most the time that openssl takes for its certificates.

Both are whole programs on the same file, one after the other, so that a slow or busy machine cannot spoil the ratio.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

ENTRIES = 10000
ROUNDS = 5
LIMIT = 1.0
PASSWORD = "changeit"
PROBE = os.environ["CATENA_PROBE"]


def seconds(*command):
    start = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.monotonic() - start


def main():
    maker = pathlib.Path(os.environ["CATENA_CORPUS"], "large.py")
    if not maker.is_file():
        print("1..0 # SKIP no corpus")
        return
    with tempfile.TemporaryDirectory() as folder:
        prefix = f"{folder}/large"
        keystore = f"{prefix}.p12"
        subprocess.run([sys.executable, maker, str(ENTRIES), prefix, "jks"], check=True)
        subprocess.run([PROBE, "convert", f"{prefix}-{ENTRIES}.jks", keystore, "--format", "pkcs12", "--password", PASSWORD,
                        "--allow-loss"], check=True)
        expected = pathlib.Path(f"{prefix}-{ENTRIES}.tsv").read_text(encoding="utf-8")
        listed = subprocess.run([PROBE, "list", keystore, "--password", PASSWORD], capture_output=True, text=True, check=True)
        print("1..2")
        print(f"{'ok' if listed.stdout == expected else 'not ok'} 1 the listing", flush=True)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(PROBE, "list", keystore, "--password", PASSWORD))
            theirs.append(seconds("openssl", "pkcs12", "-in", keystore, "-nokeys", "-passin", f"pass:{PASSWORD}"))
        ratio = min(ours) / min(theirs)
        print(f"{'ok' if ratio <= LIMIT else 'not ok'} 2 ratio {ratio:.3f} (limit {LIMIT}): {min(ours):.3f} s, openssl {min(theirs):.3f} s",
              flush=True)


if __name__ == "__main__":
    main()

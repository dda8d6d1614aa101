#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A keystore of 10,000 entries is listed right, and opened fast in relation to plain OpenSSL.

A busy machine can spoil a measurement, so each limit has three tries. It is a ratio, so a slow
machine cannot.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ENTRIES = 10000
TRIES = 3
LIMITS = {"opened_ratio": 0.15, "parsed_ratio": 1.0}
PASSWORD = ("--password", "changeit")


def probe(*arguments):
    done = subprocess.run([os.environ["CATENA_PROBE"], *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def measure(keystore, name, limit):
    """Returns the best of some tries, as soon as one is within the limit."""
    best = None
    for _ in range(TRIES):
        value = json.loads(probe("bench", keystore, *PASSWORD, "--json"))[name]
        best = value if best is None else min(best, value)
        if best <= limit:
            break
    return best


def main():
    maker = pathlib.Path(os.environ["CATENA_CORPUS"], "large.py")
    if not maker.is_file():
        print("1..0 # SKIP no corpus")
        return
    with tempfile.TemporaryDirectory() as folder:
        prefix = f"{folder}/large"
        subprocess.run([sys.executable, maker, str(ENTRIES), prefix, "jks"], check=True)
        keystore = f"{prefix}-{ENTRIES}.jks"
        expected = pathlib.Path(f"{prefix}-{ENTRIES}.tsv").read_text(encoding="utf-8")
        print(f"1..{1 + len(LIMITS)}")
        good = probe("list", keystore, *PASSWORD) == expected
        print(f"{'ok' if good else 'not ok'} 1 the listing", flush=True)
        for number, (name, limit) in enumerate(LIMITS.items(), 2):
            value = measure(keystore, name, limit)
            verdict = "ok" if value <= limit else "not ok"
            print(f"{verdict} {number} {name} {value:.3f} (limit {limit})", flush=True)


if __name__ == "__main__":
    main()

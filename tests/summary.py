#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the logs of some runs of `meson test` in one line: N passed, N failed, N skipped.

A test that speaks TAP counts with its points, any other as one. A log that is missing is a failure.
"""

import json
import re
import sys

POINT = re.compile(r"^(not ok|ok)\b(.*)$", re.MULTILINE)
SKIPPED_PLAN = re.compile(r"^1\.\.0 # skip", re.MULTILINE | re.IGNORECASE)
GOOD = ("OK", "EXPECTEDFAIL")


def count(test):
    """Returns how many points of one test passed, failed and were skipped."""
    output = test.get("stdout", "")
    passed = failed = skipped = 0
    for verdict, rest in POINT.findall(output):
        directive = rest.rpartition("#")[2].strip().lower() if "#" in rest else ""
        if directive.startswith("skip"):
            skipped += 1
        elif verdict == "ok" or directive.startswith("todo"):
            passed += 1
        else:
            failed += 1
    result = test["result"]
    if result == "SKIP":
        return 0, 0, max(skipped, 1)
    if result not in GOOD:
        return passed, max(failed, 1), skipped
    if passed + failed + skipped == 0:
        return (0, 0, 1) if SKIPPED_PLAN.search(output) else (1, 0, 0)
    return passed, failed, skipped


def main(paths):
    totals = [0, 0, 0]
    for path in paths:
        try:
            with open(path, encoding="utf-8") as log:
                tests = [json.loads(line) for line in log if line.strip()]
        except OSError as error:
            print(f"no result: {error}", file=sys.stderr)
            totals[1] += 1
            continue
        for test in tests:
            counted = count(test)
            totals = [total + more for total, more in zip(totals, counted)]
            if counted[1]:
                print(f"failed: {test['name']} ({test['result'].lower()})")
    print("{} passed, {} failed, {} skipped".format(*totals))
    return 1 if totals[1] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

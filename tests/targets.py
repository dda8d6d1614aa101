#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the files that one suite needs built, one on each line: targets.py BUILD-FOLDER SUITE."""

import json
import os
import subprocess
import sys


def introspect(build, what):
    done = subprocess.run(["meson", "introspect", f"--{what}", build], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main(build, suite):
    tests = [test for test in introspect(build, "tests") if suite in (name.rpartition(":")[2] for name in test["suite"])]
    if not tests:
        sys.exit(f"there is no test in the suite {suite}")
    needed = {target for test in tests for target in test["depends"]}
    for target in introspect(build, "targets"):
        if target["id"] in needed:
            print(*(os.path.relpath(name, build) for name in target["filename"]), sep="\n")


if __name__ == "__main__":
    main(os.path.realpath(sys.argv[1]), sys.argv[2])

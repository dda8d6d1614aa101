# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists every damaged or hostile file of the corpus: no crash, no hang, no wrong listing, little memory."""

import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile
import time

PROBE = os.environ["CATENA_PROBE"]
CORPUS = pathlib.Path(os.environ["CATENA_CORPUS"])

SECONDS = 5
MEGABYTES = 256

# list: opened, wrong password, no keystore, damaged, not supported. roundtrip: also "not the same".
GOOD_STATUS = {0, 3, 4, 5, 6}


def is_sanitized():
    """The sanitizers need memory and time of their own."""
    with open(PROBE, "rb") as program:
        return b"__asan_init" in program.read()


def read_rows():
    lines = (CORPUS / "manifest-synth.tsv").read_text(encoding="utf-8").split("\n")
    for line in lines[1:]:
        fields = line.split("\t")
        if len(fields) > 5 and "/bad/" in fields[0]:
            yield fields[0], fields[2], fields[4]


def run(arguments, limit):
    """Exit status (negative: a signal), output, errors, megabytes, seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        process = subprocess.Popen(arguments, stdout=out, stderr=err)
        timed_out = False
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid != 0:
                break
            if not timed_out and time.monotonic() - start > limit:
                timed_out = True
                process.kill()
            time.sleep(0.002)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = usage.ru_utime + usage.ru_stime
        out.seek(0)
        err.seek(0)
        return ("timeout" if timed_out else process.returncode, out.read(), err.read(),
                usage.ru_maxrss / 1024, seconds)


def must_fail(path, note):
    """A check value that does not match, or a file that ends too early, is never a listing."""
    name = path.rsplit("/", 1)[-1]
    supported = name.startswith(("jks", "jceks", "bks", "uber", "bcfks", "p12"))
    return supported and ("digest stale" in note or note.startswith("truncated"))


def check(row, sanitized):
    path, password, note = row
    factor = 6 if sanitized else 1
    arguments = [str(CORPUS / path), "--password", "" if password == '""' else password]
    problems = []
    status, out, err, megabytes, seconds = run([PROBE, "list", *arguments], SECONDS * 4 * factor)
    if status not in GOOD_STATUS:
        problems.append(f"list: exit status {status}: {err.decode(errors='replace')[-2000:]}")
    if status != 0 and (out or not err):
        problems.append("list: an error with a listing, or without a sentence")
    if status == 0 and must_fail(path, note):
        problems.append(f"list: shown as if it were right ({note})")
    if seconds > SECONDS * factor:
        problems.append(f"list: {seconds:.1f} s")
    if megabytes > MEGABYTES and not sanitized:
        problems.append(f"list: {megabytes:.0f} MB")
    problems += check_status("list without password", [PROBE, "list", arguments[0]], GOOD_STATUS, factor)
    if status == 0:
        problems += check_status("roundtrip", [PROBE, "roundtrip", *arguments], GOOD_STATUS | {1}, factor)
    return problems


def check_status(what, arguments, good, factor):
    status, _, err, _, _ = run(arguments, SECONDS * 4 * factor)
    return [] if status in good else [f"{what}: exit status {status}: {err.decode(errors='replace')[-2000:]}"]


def main():
    if not (CORPUS / "manifest-synth.tsv").is_file():
        print("1..0 # SKIP no corpus")
        return
    rows = list(read_rows())
    sanitized = is_sanitized()
    print(f"1..{len(rows)}")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for number, (row, problems) in enumerate(
                zip(rows, pool.map(lambda row: check(row, sanitized), rows)), 1):
            for problem in problems:
                for line in problem.splitlines():
                    print(f"# {line}")
            print(f"{'not ok' if problems else 'ok'} {number} {row[0]}")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

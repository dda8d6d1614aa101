# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists every good file of the corpus and compares with what other programs find in it.

Where the corpus has a listing of Java's providers, ours equals it. Where it has none, the certificates are those that
openssl finds. What differs, and why, is in corpus-differences.tsv: path, rule, reason.

    more      our listing has all of the oracle's lines, and together exactly the certificates that openssl finds
    error N   the probe's exit status is N
    counts    openssl cannot open it: the numbers of entries, by kind, are those given behind the word
"""

import base64
import collections
import concurrent.futures
import hashlib
import os
import pathlib
import re
import subprocess
import sys

PROBE = os.environ["CATENA_PROBE"]
CORPUS = pathlib.Path(os.environ["CATENA_CORPUS"])
DIFFERENCES = pathlib.Path(__file__).parent.parent / "corpus-differences.tsv"
FORMATS = {
    "real": {"JKS", "PKCS12", "PEM"},
    "synth": {"jks", "jksx", "p12", "osslp12", "bcp12", "pkcs12", "pem", "PKCS12", "PEM"},
}

Row = collections.namedtuple("Row", "path format password oracle")


def read_rows():
    for manifest, formats in FORMATS.items():
        lines = (CORPUS / f"manifest-{manifest}.tsv").read_text(encoding="utf-8").split("\n")
        for line in lines[1:]:
            fields = line.split("\t")
            if len(fields) > 5 and fields[1] in formats and "/bad/" not in fields[0]:
                yield Row(fields[0], fields[1], find_password(fields[2]), fields[5])


def find_password(field):
    """The password, or None where nobody knows it or none is needed."""
    if field in ("unknown", "-"):
        return None
    return "" if field == '""' else field


def read_differences():
    """Rule and its argument by path."""
    rules = {}
    for line in DIFFERENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            path, rule, reason = line.split("\t")
            assert reason.strip(), f"{path} has no reason"
            rules[path] = rule
    return rules


def probe(command, row):
    arguments = [PROBE, command, str(CORPUS / row.path)]
    if row.password is not None:
        arguments += ["--password", row.password]
    return subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)


def expected_listing(row):
    path = CORPUS / "expected" / (row.path + ".tsv")
    return path.read_text(encoding="utf-8") if path.is_file() else None


def listed_certificates(listing):
    """The SHA-256 of all certificates of a listing, and how often each is in it."""
    digests = (digest for line in listing.splitlines() for digest in line.split("\t")[3].split(","))
    return collections.Counter(digest for digest in digests if digest != "-")


def openssl_certificates(row):
    """The same of all certificates that openssl finds; None where it does not open the file."""
    path = str(CORPUS / row.path)
    environment = dict(os.environ, CORPUS_PASSWORD=row.password or "")
    if row.format.upper() == "PEM":
        command = ["openssl", "storeutl", "-certs", "-passin", "env:CORPUS_PASSWORD", path]
    else:
        command = ["openssl", "pkcs12", "-in", path, "-nokeys", "-passin", "env:CORPUS_PASSWORD", "-legacy"]
        command += ["-nomacver"] if row.password is None else []
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False,
                          stdin=subprocess.DEVNULL)
    # storeutl's exit status counts the blocks that are no certificates; the last line says that it came to the end.
    if done.returncode != 0 and "Total found:" not in done.stdout:
        return None
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END", done.stdout, re.S)
    return collections.Counter(hashlib.sha256(base64.b64decode(block)).hexdigest() for block in blocks)


def count_kinds(listing):
    return dict(collections.Counter(line.split("\t")[1] for line in listing.splitlines()))


def oracle_counts(row):
    """What Java saw without the password: “java: 2 entries (cert 1, key 1)”."""
    match = re.match(r"java: \d+ entries \(([^)]*)\)", row.oracle)
    if match is None:
        return None
    parts = [part.split() for part in match.group(1).split(", ") if part]
    return {kind: int(number) for kind, number in parts}


def parse_counts(rule):
    return {kind: int(number) for kind, number in (part.split("=") for part in rule.split()[1:])}


def check_more(row, listing):
    missing = set((expected_listing(row) or "").splitlines()) - set(listing.splitlines())
    if missing:
        return [f"lacks {line}" for line in sorted(missing)]
    return check_openssl(row, listing)


def check_openssl(row, listing):
    found = openssl_certificates(row)
    if found is None:
        return ["openssl does not open it either: nothing to compare with"]
    # One certificate may stand in the chain of several keys, so that ours can have it more often, but never less.
    ours = listed_certificates(listing)
    return [f"openssl has {digest}" for digest in sorted(found - ours)] + \
           [f"openssl does not have {digest}" for digest in sorted(set(ours) - set(found))]


def check_counts(expected, listing):
    actual = count_kinds(listing)
    return [] if actual == expected else [f"{actual} instead of {expected}"]


def check_equal(expected, listing):
    theirs, ours = expected.splitlines(), listing.splitlines()
    if theirs == ours:
        return []
    return [f"- {line}" for line in theirs if line not in ours] + \
           [f"+ {line}" for line in ours if line not in theirs] + ["the listings differ"]


def check_list(row, rule):
    """The problems of one listing."""
    done = probe("list", row)
    wanted = int(rule.split()[1]) if rule.startswith("error") else 0
    if done.returncode != wanted:
        return [f"exit status {done.returncode} instead of {wanted}: {done.stderr.strip()}"]
    if wanted != 0:
        return [] if done.stdout == "" and done.stderr.strip() else ["an error without a sentence, or with a listing"]
    if rule == "more":
        return check_more(row, done.stdout)
    if rule.startswith("counts"):
        return check_counts(parse_counts(rule), done.stdout)
    if expected_listing(row) is not None:
        return check_equal(expected_listing(row), done.stdout)
    if row.password is None and oracle_counts(row) is not None:
        return check_counts(oracle_counts(row), done.stdout)
    return check_openssl(row, done.stdout)


def check_roundtrip(row, rule):
    """What is listed with its password is written and read again."""
    if rule.startswith("error") or (row.password is None and row.format.upper() != "PEM"):
        return []
    done = probe("roundtrip", row)
    return [] if done.returncode == 0 else [f"round trip: {done.stderr.strip()}"]


def check(row, rules):
    rule = rules.get(row.path, "")
    return check_list(row, rule) + check_roundtrip(row, rule)


def main():
    if not (CORPUS / "manifest-real.tsv").is_file():
        print("1..0 # SKIP no corpus")
        return
    rows = list(read_rows())
    rules = read_differences()
    unknown = set(rules) - {row.path for row in rows}
    print(f"1..{len(rows) + 1}")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for number, (row, problems) in enumerate(
                zip(rows, pool.map(lambda row: check(row, rules), rows)), 1):
            for problem in problems:
                print(f"# {problem}")
            print(f"{'not ok' if problems else 'ok'} {number} {row.path}")
            sys.stdout.flush()
    print(f"{'not ok' if unknown else 'ok'} {len(rows) + 1} every difference belongs to a file {' '.join(unknown)}")


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists every good file of the corpus and compares with what other programs find in it.

Where the corpus has a listing of Java's providers, ours equals it. Where it has none, the certificates are those that
openssl finds, and so is the number of requests and revocation lists. Damaged certificates, requests, lists, PKCS #7 and PEM
files are refused, or listed as openssl lists them. What differs, and why, is in corpus-differences.tsv: path, rule, reason.

    more      our listing has all of the oracle's lines, and together exactly the certificates that openssl finds
    doubled   our listing has all of the oracle's lines, and more only for aliases that those have, too
    error N   the probe's exit status is N
    whole     the file is one certificate from its first to its last byte, which openssl does not open
    counts    openssl cannot open it: the numbers of entries, by kind, are those given behind the word
"""

import base64
import binascii
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
SIMPLE = {"CERT", "PKCS7", "CSR", "CRL"}
FORMATS = {
    "real": {"JKS", "JCEKS", "BKS", "UBER", "BCFKS", "PKCS12", "PEM"} | SIMPLE,
    "synth": {"jks", "jksx", "jceks", "bks", "bksv1", "uber", "bcfks", "p12", "osslp12", "bcp12", "pkcs12", "pem", "PKCS12", "PEM"} | SIMPLE,
}
DAMAGED = {"pem": "PEM", "crt": "CERT", "p7b": "PKCS7", "csr": "CSR", "crl": "CRL"}

Row = collections.namedtuple("Row", "path format password oracle")


def read_rows():
    for manifest, formats in FORMATS.items():
        lines = (CORPUS / f"manifest-{manifest}.tsv").read_text(encoding="utf-8").split("\n")
        for line in lines[1:]:
            fields = line.split("\t")
            if len(fields) > 5 and fields[1] in formats and "/bad/" not in fields[0]:
                yield Row(fields[0], fields[1], find_password(fields[2]), fields[5])


def read_damaged_rows():
    lines = (CORPUS / "manifest-synth.tsv").read_text(encoding="utf-8").split("\n")
    for line in lines[1:]:
        fields = line.split("\t")
        if len(fields) > 5 and fields[1] in DAMAGED and "/bad/" in fields[0]:
            yield Row(fields[0], DAMAGED[fields[1]], None, fields[5])


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


def read_plain(row):
    """The file as openssl likes it: no UTF-16, no indentation, no Base64 without its lines."""
    data = (CORPUS / row.path).read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16").encode()
    if b"-----BEGIN" in data:
        lines = re.sub(rb"(?m)^[ \t]+|\r$", b"", data)
        return lines if b"\n" in lines else re.sub(rb"(-----[^-]+-----|[^-]{1,64})", rb"\1\n", lines)
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error:
        return data


def openssl(data, *arguments):
    """What openssl writes about @data; None where it refuses."""
    form = "PEM" if b"-----BEGIN" in data else "DER"
    done = subprocess.run(["openssl", *arguments, "-inform", form], input=data, capture_output=True, check=False)
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None


def find_in_simple(row):
    """Certificates, and numbers of other entries by kind, as openssl finds them; None where it finds nothing."""
    data = read_plain(row)
    kinds = {"CSR": ("request", "req"), "CRL": ("crl", "crl"), "PKCS7": (None, "pkcs7")}
    if row.format == "CERT":
        texts = [b"-----BEGIN" + part for part in data.split(b"-----BEGIN")[1:]] or [data]
        text = "".join(openssl(part, "x509") or "" for part in texts)
    elif row.format == "PKCS7":
        text = openssl(data, "pkcs7", "-print_certs")
    else:
        text = openssl(data, kinds[row.format][1])
    if not text:
        return None
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END", text, re.S)
    others = {"request": len(re.findall("-----BEGIN CERTIFICATE REQUEST-----", text)),
              "crl": len(re.findall("-----BEGIN X509 CRL-----", text))}
    return (collections.Counter(hashlib.sha256(base64.b64decode(block)).hexdigest() for block in blocks),
            {kind: count for kind, count in others.items() if count > 0})


def check_simple(row, listing):
    found = find_in_simple(row)
    if found is None:
        return ["openssl does not open it either: nothing to compare with"]
    kinds = {kind: count for kind, count in count_kinds(listing).items() if kind != "cert"}
    problems = [] if listed_certificates(listing) == found[0] else [f"openssl has other certificates: {found[0]}"]
    return problems + ([] if kinds == found[1] else [f"{kinds} instead of {found[1]}"])


def check_damaged(row):
    """Nothing is shown that is not there."""
    done = probe("list", row)
    if done.returncode != 0:
        good = done.returncode in (4, 5, 6) and done.stdout == "" and done.stderr.strip()
        return [] if good else [f"exit status {done.returncode}: {done.stderr}"]
    if row.oracle == "expect: fail":
        return ["listed as if it were right"]
    if row.format == "PEM":
        return check_openssl(row, done.stdout) if openssl_certificates(row) else []
    return check_simple(row, done.stdout) if find_in_simple(row) else []


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


def check_doubled(row, listing):
    theirs, ours = expected_listing(row).splitlines(), listing.splitlines()
    known = {line.split("\t")[0] for line in theirs}
    strange = [line for line in ours if line not in theirs and line.split("\t")[0] not in known]
    missing = [line for line in theirs if line not in ours]
    return [f"lacks {line}" for line in missing] + [f"invents {line}" for line in strange] + \
           ([] if len(ours) > len(theirs) else ["nothing is doubled"])


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
    if rule == "whole":
        digest = hashlib.sha256((CORPUS / row.path).read_bytes()).hexdigest()
        return [] if listed_certificates(done.stdout) == {digest: 1} else ["another certificate"]
    if rule == "more":
        return check_more(row, done.stdout)
    if rule == "doubled":
        return check_doubled(row, done.stdout)
    if rule.startswith("counts"):
        return check_counts(parse_counts(rule), done.stdout)
    if expected_listing(row) is not None:
        return check_equal(expected_listing(row), done.stdout)
    if row.format in SIMPLE:
        return check_simple(row, done.stdout)
    if row.password is None and oracle_counts(row) is not None:
        return check_counts(oracle_counts(row), done.stdout)
    return check_openssl(row, done.stdout)


def check_roundtrip(row, rule):
    """What is listed with its password is written and read again; some formats are only read."""
    data = read_plain(row)
    if row.format in SIMPLE and (row.format == "PKCS7" or b"-----BEGIN" not in data):
        done = probe("roundtrip", row)
        return [] if done.returncode == 6 else [f"round trip: {done.returncode} {done.stderr.strip()}"]
    if rule.startswith("error") or (row.password is None and row.format.upper() != "PEM" and row.format not in SIMPLE):
        return []
    done = probe("roundtrip", row)
    return [] if done.returncode == 0 else [f"round trip: {done.stderr.strip()}"]


def check(row, rules):
    if "/bad/" in row.path:
        return check_damaged(row)
    rule = rules.get(row.path, "")
    return check_list(row, rule) + check_roundtrip(row, rule)


def main():
    if not (CORPUS / "manifest-real.tsv").is_file():
        print("1..0 # SKIP no corpus")
        return
    rows = [*read_rows(), *read_damaged_rows()]
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

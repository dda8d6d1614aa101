# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree of every DER file, PEM block and Java certificate of the corpus, beside that of openssl asn1parse: offsets, tags, lengths."""

import base64
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROBE = os.environ["CATENA_PROBE"]
CORPUS = pathlib.Path(os.environ.get("CATENA_CORPUS", "/nonexistent"))
PEM = re.compile(rb"-----BEGIN ([A-Z0-9 #]+)-----\s([A-Za-z0-9+/=\s]+)-----END \1-----")
LINE = re.compile(r"^\s*(\d+):d=(\d+)\s+hl=(\d+)\s*l=\s*(\d+|inf)\s+(prim|cons):\s*(.*)$")
TAGS = {"appl": "[APPLICATION %s]", "cont": "[%s]", "priv": "[PRIVATE %s]"}
# The other program's names for the same tags, and its limit of nesting.
NAMES = {"OBJECT": "OBJECT IDENTIFIER", "UTF8STRING": "UTF8String", "NUMERICSTRING": "NumericString",
         "PRINTABLESTRING": "PrintableString", "T61STRING": "T61String", "VIDEOTEXSTRING": "VideotexString",
         "IA5STRING": "IA5String", "UTCTIME": "UTCTime", "GENERALIZEDTIME": "GeneralizedTime",
         "GRAPHICSTRING": "GraphicString", "VISIBLESTRING": "VisibleString", "GENERALSTRING": "GeneralString",
         "UNIVERSALSTRING": "UniversalString", "BMPSTRING": "BMPString", "OBJECT DESCRIPTOR": "ObjectDescriptor"}
DEEPEST = 128


def pieces(data):
    """Everything in a file that is, or pretends to be, ASN.1."""
    if data[:1] in (b"\x30", b"\x31", b"\x24"):
        yield data
    for match in PEM.finditer(data):
        try:
            yield base64.b64decode(match.group(2), validate=False)
        except ValueError:
            pass
    at = data.find(b"X.509")
    while at >= 0:  # Java's keystores: the type, four bytes of length, the certificate
        size = int.from_bytes(data[at + 5:at + 9], "big")
        if data[at + 9:at + 10] == b"\x30" and size <= len(data) - at - 9:
            yield data[at + 9:at + 9 + size]
        at = data.find(b"X.509", at + 5)


def parse(path):
    """openssl's elements up to the first error, and whether there was one."""
    result = subprocess.run(["openssl", "asn1parse", "-inform", "DER", "-in", path], capture_output=True, check=False)
    elements = []
    for line in result.stdout.decode("latin-1").splitlines():
        match = LINE.match(line)
        if match is None:
            continue
        offset, depth, header, size, form, rest = match.groups()
        name = re.split(r"\s*:|\s{2,}", rest)[0].strip()
        special = re.match(r"(appl|cont|priv) \[ (\d+) \]", rest)
        if special:
            name = TAGS[special.group(1)] % special.group(2)
        else:
            name = NAMES.get(name, name)
        if name == "EOC" and size == "0":
            continue
        elements.append((int(offset), int(depth), int(header), None if size == "inf" else int(size), form[0], name))
    return elements, result.returncode != 0 or b"rror" in result.stdout + result.stderr


def read_trees(paths):
    """What the program says about all files at once: {path: [element]}."""
    trees = {}
    for start in range(0, len(paths), 200):
        result = subprocess.run([PROBE, "asn1", *paths[start:start + 200]], capture_output=True, check=True)
        for line in result.stdout.decode("utf-8", "replace").split("\n"):
            fields = line.split("\t")
            if len(fields) == 1 and line in set(paths[start:start + 200]):
                trees[line] = current = []
            elif len(fields) >= 7:
                current.append(fields)
    return trees


def ours(fields):
    offset, depth, header, size, form, tag = fields[:6]
    return (int(offset), int(depth), int(header), None if "i" in form else int(size), form[0], tag)


def compare(path, tree):
    theirs, has_error = parse(path)
    # What is inside of strings is deeper than the other program looks.
    wrapped, mine = None, []
    for fields in tree:
        depth = int(fields[1])
        if wrapped is not None and depth > wrapped:
            continue
        wrapped = None
        if "w" in fields[4]:
            wrapped = depth - 1
            continue
        if int(fields[2]) == 0 or (depth == 0 and fields[5] == "[UNIVERSAL 0]"):
            continue  # no element; the end of nothing, which is passed over there, too
        mine.append(ours(fields))
    if any(depth > DEEPEST for _, depth, *_ in mine):
        has_error = True  # it reads no further than this
    expected = mine[:len(theirs)] if has_error else mine
    if expected == theirs:
        return None, len(theirs), has_error
    pair = next(((a, b) for a, b in zip(expected + [None], theirs + [None]) if a != b), None)
    return f"{pair[0]} is not openssl's {pair[1]}", len(theirs), has_error


def main():
    if not CORPUS.is_dir():
        print("1..0 # SKIP no corpus")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        seen, names, paths = set(), {}, []
        for file in sorted(CORPUS.glob("real/**/*")) + sorted(CORPUS.glob("synth/**/*")):
            if not file.is_file() or file.stat().st_size > 4 << 20:
                continue
            for piece in pieces(file.read_bytes()):
                if piece in seen or len(piece) < 2:
                    continue
                seen.add(piece)
                path = os.path.join(folder, f"{len(seen)}.der")
                pathlib.Path(path).write_bytes(piece)
                names[path] = str(file.relative_to(CORPUS))
                paths.append(path)
        trees = read_trees(paths)
        print("1..1")
        problems, total, errors = [], 0, 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for path, (problem, count, has_error) in zip(paths, pool.map(lambda p: compare(p, trees[p]), paths)):
                total += count
                errors += has_error
                if problem:
                    problems.append(f"{names[path]}: {problem}")
    for problem in problems[:20]:
        print("#", problem)
    print(f"# {len(paths)} structures, {total} elements, {errors} that openssl does not read to their end; "
          f"{len(problems)} differ")
    print("ok 1 - all trees are those of openssl" if not problems and total > 10000 else "not ok 1 - trees differ")
    return 1 if problems else 0


sys.exit(main())

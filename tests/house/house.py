#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house, as checks of the source tree: house.py CHECK ROOT.

Each check is a generator of problems. test-house.py proves that each of them can fail.
"""

import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

MAX_C_LINES = 600
MAX_FUNCTION_LINES = 60
MAX_BLUEPRINT_LINES = 200

APPLICATION = "io.github.catena_keystore.Catena"

# What a higher layer calls itself in the name of a header.
LAYER_PREFIXES = {"kw-": "widgets", "catena-": "app"}
LAYERS = ("engine", "widgets", "app")
TOOLKIT = re.compile(r"^(gtk|gdk|gsk|adwaita|pango|graphene)")

# The engine's folders that may not touch a file, a socket or the clock, and the calls that would.
PURE_FOLDERS = ("bytes", "model", "formats", "trust", "make", "inspect", "teach")
PURE_EXCEPTIONS = (
    "engine/trust/ks-anchor-set-file.c",
    "engine/trust/ks-key-weakness-debian.c",
)
IMPURE_CALL = re.compile(
    r"(?<![\w>.])(g_file_\w+|g_fopen|g_open|fopen|open|creat|g_dir_open|g_socket_\w+|socket|connect"
    r"|soup_\w+|g_get_real_time|g_date_time_new_now\w*|time|gettimeofday|clock_gettime) \("
)

FUNCTION = re.compile(r"^([a-zA-Z_][a-zA-Z0-9_]*) \(")
TRANSLATED = re.compile(r"\b(_|N_|C_|NC_|ngettext|g_dgettext|g_dngettext|g_dpgettext2?) ?\(\s*\"")
LABEL = re.compile(r'\b(?:_|N_|C_|NC_) ?\((?:"[^"]*",\s*)?"((?:[^"\\]|\\.)*)"')
TRANSLATED_DATA = re.compile(r"\.(desktop|metainfo\.xml|mime\.xml)\.in\.in$|gschema\.xml\.in$")

ALLOWED_PERMISSIONS = {
    "--share=ipc",
    "--socket=wayland",
    "--socket=fallback-x11",
    "--device=dri",
}
SPDX_KINDS = {
    ".blp", ".build", ".c", ".css", ".h", ".options", ".page", ".py", ".sh", ".xml", ".in", ".yml",
}
MALLARD = "{http://projectmallard.org/1.0/}"
SUMMARY_WORDS = re.compile(r"\b(gtk|gnome|tool|app|application|client|program|catena)\b", re.I)


def sources(root, *suffixes):
    """Yields (path in the tree, path) of each source file, tracked by git or not yet."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        capture_output=True, check=False,
    )
    if listing.returncode == 0:
        names = sorted(set(filter(None, listing.stdout.decode().split("\0"))))
    else:
        names = sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
    for name in names:
        path = root / name
        if path.suffix in suffixes and path.is_file() and not path.is_symlink():
            yield name, path


def text(path):
    return path.read_text(encoding="utf-8")


def without_comments(code):
    """C with its comments blank, every line where it was."""
    return re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found.group()), code, flags=re.S)


def functions(lines):
    """Yields (name, line of the name, is static, line of `{`, line of `}`), lines from 0."""
    for number, line in enumerate(lines):
        match = FUNCTION.match(line)
        if not match or match.group(1).isupper() or number == 0 or not lines[number - 1].strip() or line.rstrip().endswith(";"):
            continue
        start = number
        while start > 0 and re.match(r"^[a-zA-Z_]", lines[start - 1]) and ";" not in lines[start - 1]:
            start -= 1
        opening = number
        while opening < len(lines) and not re.match(r"^[{}#/]|.*;\s*$", lines[opening]):
            opening += 1
        if opening >= len(lines) or not lines[opening].startswith("{"):
            continue
        closing = next((n for n in range(opening, len(lines)) if lines[n].startswith("}")), None)
        if closing is not None:
            head = " ".join(lines[start:number])
            yield match.group(1), start, bool(re.search(r"\bstatic\b", head)), opening, closing


def layers(root):
    """Includes point downward: engine <- widgets <- app; the engine's pure folders stay pure."""
    for name, path in sources(root, ".c", ".h"):
        layer = name.split("/")[0]
        if layer not in LAYERS:
            continue
        for number, line in enumerate(text(path).splitlines(), 1):
            match = re.match(r"\s*#\s*include\s*[<\"]([^>\"]+)[>\"]", line)
            if match:
                yield from upward(name, number, layer, match.group(1))
    yield from impure(root)


def upward(name, number, layer, included):
    base = included.rsplit("/", 1)[-1]
    if layer == "engine" and TOOLKIT.match(included):
        yield f"{name}:{number}: the engine includes the toolkit ({included})"
    for prefix, owner in LAYER_PREFIXES.items():
        if base.startswith(prefix) and LAYERS.index(owner) > LAYERS.index(layer):
            yield f"{name}:{number}: {layer} includes {included} of the layer above"


def impure(root):
    for name, path in sources(root, ".c"):
        parts = name.split("/")
        if parts[0] != "engine" or parts[1] not in PURE_FOLDERS or name in PURE_EXCEPTIONS:
            continue
        for number, line in enumerate(without_comments(text(path)).splitlines(), 1):
            match = IMPURE_CALL.search(re.sub(r'"([^"\\]|\\.)*"', '""', line))
            if match:
                yield f"{name}:{number}: {match.group(1)} in a folder without files, sockets and clock"


def sizes(root):
    """Files, functions and templates stay short."""
    for name, path in sources(root, ".c"):
        lines = text(path).splitlines()
        if len(lines) > MAX_C_LINES:
            yield f"{name}: {len(lines)} lines, the limit is {MAX_C_LINES}"
        for function, _, _, opening, closing in functions(lines):
            length = closing - opening - 1
            if length > MAX_FUNCTION_LINES:
                yield f"{name}:{opening + 1}: {function} has {length} lines, the limit is {MAX_FUNCTION_LINES}"
    for name, path in sources(root, ".blp"):
        length = len(text(path).splitlines())
        if length > MAX_BLUEPRINT_LINES:
            yield f"{name}: {length} lines, the limit is {MAX_BLUEPRINT_LINES}"


def docs(root):
    """Each function that is not static has a documentation block of its own name."""
    for name, path in sources(root, ".c"):
        if not name.startswith(("engine/", "widgets/")):
            continue
        lines = text(path).splitlines()
        for function, start, static, _, _ in functions(lines):
            if not static and not documented(lines, function, start):
                yield f"{name}:{start + 1}: {function} has no documentation block"


def documented(lines, function, start):
    if start == 0 or not lines[start - 1].strip().endswith("*/"):
        return False
    top = start - 1
    while top > 0 and not lines[top].lstrip().startswith("/*"):
        top -= 1
    block = lines[top:start]
    return block[0].strip() == "/**" and re.match(rf"^ \* {function}:", block[1]) is not None


def translatable(root):
    """Yields the name of each file that has strings for people."""
    for name, path in sources(root, ".c", ".h", ".blp", ".in"):
        data = name.startswith("data/") and TRANSLATED_DATA.search(name)
        code = name.split("/")[0] in LAYERS and TRANSLATED.search(without_comments(text(path)))
        if data or code:
            yield name


def potfiles(root):
    """Each file with strings for people is in po/POTFILES.in, sorted, and none that is gone."""
    listed = [line for line in text(root / "po/POTFILES.in").splitlines() if line and line[0] != "#"]
    if listed != sorted(listed):
        yield "po/POTFILES.in: not sorted"
    for name in listed:
        if not (root / name).is_file():
            yield f"po/POTFILES.in: {name} does not exist"
    for name in translatable(root):
        if name not in listed:
            yield f"{name}: has strings for people, and is not in po/POTFILES.in (./dev format adds it)"


def write_potfiles(root):
    """Makes po/POTFILES.in anew."""
    path = root / "po/POTFILES.in"
    head = [line for line in text(path).splitlines() if line.startswith("#")]
    path.write_text("\n".join([*head, *sorted(translatable(root))]) + "\n", encoding="utf-8")


def spdx(root):
    """Each file says who holds its copyright, and its licence."""
    for name, path in sources(root, *SPDX_KINDS):
        if name.startswith(("tests/fixtures/", "tests/fuzz/corpus/")) or re.search(r"\.(desktop|service)\.in", name):
            continue
        head = "\n".join(text(path).splitlines()[:6])
        for tag in ("SPDX-FileCopyrightText: ", "SPDX-License-Identifier: "):
            if tag not in head:
                yield f"{name}: no {tag.rstrip(': ')}"


def manifest(root):
    """The Flatpak asks for no more than a window."""
    for suffix in ("", ".Devel"):
        name = f"{APPLICATION}{suffix}.json"
        content = json.loads(text(root / name))
        if content.get("id") != APPLICATION + suffix:
            yield f"{name}: id is {content.get('id')}"
        if (content.get("runtime"), content.get("sdk")) != ("org.gnome.Platform", "org.gnome.Sdk"):
            yield f"{name}: not the GNOME runtime"
        if content.get("runtime-version") != "50":
            yield f"{name}: runtime version {content.get('runtime-version')}"
        if content.get("command") != "catena":
            yield f"{name}: command {content.get('command')}"
        permissions = set(content.get("finish-args", []))
        for permission in sorted(permissions - ALLOWED_PERMISSIONS):
            yield f"{name}: permission {permission}"
        for permission in sorted(ALLOWED_PERMISSIONS - permissions):
            yield f"{name}: lacks {permission}"
        for module in content["modules"]:
            if "--share=network" in module.get("build-options", {}).get("build-args", []):
                yield f"{name}: {module['name']} is built with the network"


def metainfo(root):
    """What a software centre asks of the name, the summary, the colours and the releases."""
    name = f"data/{APPLICATION}.metainfo.xml.in.in"
    tree = ElementTree.parse(root / name).getroot()
    title, summary = tree.findtext("name", ""), tree.findtext("summary", "")
    if not 0 < len(title) <= 15:
        yield f"{name}: the name has {len(title)} characters"
    if not 10 <= len(summary) <= 35:
        yield f"{name}: the summary has {len(summary)} characters"
    if summary.endswith(".") or re.match(r"(a|an|the) ", summary, re.I) or SUMMARY_WORDS.search(summary):
        yield f"{name}: the summary “{summary}”"
    schemes = {color.get("scheme_preference") for color in tree.findall("branding/color")}
    if schemes != {"light", "dark"}:
        yield f"{name}: brand colours for {schemes}"
    version = re.search(r"^  version: '([^']+)'", text(root / "meson.build"), re.M).group(1)
    releases = [release.get("version") for release in tree.findall("releases/release")]
    if releases[:1] != [version]:
        yield f"{name}: the newest release is {releases[:1]}, the project is {version}"
    for shot in tree.findall("screenshots/screenshot"):
        if not shot.findtext("caption") or shot.findtext("caption").endswith("."):
            yield f"{name}: the caption “{shot.findtext('caption')}”"
    yield from mime_types(root)


def mime_types(root):
    """The desktop file and the MIME package name the same types of our own."""
    desktop = text(root / f"data/{APPLICATION}.desktop.in.in")
    handled = re.search(r"^MimeType=(.*)$", desktop, re.M).group(1).strip(";").split(";")
    package = ElementTree.parse(root / f"data/{APPLICATION}.mime.xml.in.in").getroot()
    for kind in package:
        if kind.get("type") and kind.get("type") not in handled:
            yield f"the desktop file does not name {kind.get('type')}"


def run_on(files, *command):
    """Yields one problem for each file that a command does not accept."""
    for name, path in files:
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            lines = (done.stderr + done.stdout).strip().splitlines() or ["not accepted"]
            yield f"{name}: {lines[0]}"


def clang_format(root):
    """C is formatted as .clang-format says (./dev format does it)."""
    files = dict((str(path), name) for name, path in sources(root, ".c", ".h"))
    if not files:
        return
    done = subprocess.run(
        ["clang-format", "--dry-run", "-Werror", f"--style=file:{root / '.clang-format'}", *files],
        capture_output=True, text=True, check=False,
    )
    first = {}
    for line in done.stderr.splitlines():
        match = re.match(r"(.+?):(\d+):\d+: (error|warning): ", line)
        if match and match.group(1) in files:
            first.setdefault(match.group(1), match.group(2))
    for path, number in first.items():
        yield f"{files[path]}:{number}: not formatted"
    if done.returncode != 0 and not first:
        yield done.stderr


def blueprint_format(root):
    """Blueprint is formatted (./dev format does it)."""
    files = {str(path): name for name, path in sources(root, ".blp")}
    if not files:
        return
    done = subprocess.run(["blueprint-compiler", "format", *files], capture_output=True, text=True, check=False)
    wrong = [path for path in files if f"--- {path}\n" in done.stdout]
    for path in wrong:
        yield f"{files[path]}: not formatted"
    if done.returncode != 0 and not wrong:
        yield done.stderr or done.stdout


def xml(root):
    """Everything in XML is well-formed."""
    files = [(name, path) for name, path in sources(root, ".xml", ".svg", ".in", ".its", ".loc", ".page")
             if re.search(r"\.(xml|svg|its|loc|page)(\.in)*$", name)]
    yield from run_on(files, "xmllint", "--noout")


def shell(root):
    """Shell scripts are what shellcheck calls clean."""
    scripts = [(name, root / name) for name in ("dev", ".ci/run") if (root / name).is_file()]
    yield from run_on([*scripts, *sources(root, ".sh")], "shellcheck", "--severity=info")


def translations(root):
    """Each translation is complete in form: formats, mnemonics, header."""
    languages = text(root / "po/LINGUAS").split()
    files = [(f"po/{language}.po", root / f"po/{language}.po") for language in languages]
    yield from run_on(files, "msgfmt", "--check", "--check-accelerators=_", "--output-file=/dev/null")


def help_pages(root):
    """The help is built as a whole, names what is in the window, and its glossary is sorted."""
    rows = {name: re.findall(r"[\w-]+\.page", text(root / "data/help" / name))
            for name in ("meson.build", "catena-help.gresource.xml")}
    labels = {label.replace("_", "") for name, path in sources(root, ".c", ".blp") if name.startswith(LAYERS)
              for label in LABEL.findall(text(path))}
    for name, path in sources(root, ".page"):
        for place, listed in rows.items():
            if path.name not in listed:
                yield f"data/help/{place} does not list {path.name}"
        tree = ElementTree.parse(path).getroot()
        for gui in tree.iter(f"{MALLARD}gui"):
            label = " ".join("".join(gui.itertext()).split())
            if label not in labels:
                yield f"{name}: nothing in the window is called “{label}”"
        if path.name == "glossary.page":
            words = [section.findtext(f"{MALLARD}title") for section in tree.findall(f"{MALLARD}section")]
            for word, expected in zip(words, sorted(words, key=str.casefold)):
                if word != expected:
                    yield f"{name}: “{word}” stands where “{expected}” belongs"
                    break


CHECKS = {
    check.__name__.replace("_", "-"): check
    for check in (layers, sizes, docs, potfiles, spdx, manifest, metainfo, clang_format,
                  blueprint_format, xml, shell, translations, help_pages)
}


def main(check, root):
    if check == "write-potfiles":
        write_potfiles(pathlib.Path(root))
        return
    problems = list(CHECKS[check](pathlib.Path(root).resolve()))
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{'not ok' if problems else 'ok'} 1 {check}")
    print("1..1")


if __name__ == "__main__":
    main(*sys.argv[1:])

#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule of the house accepts a small good tree, and notices one thing done wrong in it."""

import json
import pathlib
import sys
import tempfile

import house

HEAD = "/* SPDX-FileCopyrightText: The Catena authors\n * SPDX-License-Identifier: GPL-3.0-or-later */\n\n"
XML_HEAD = (
    "<!-- SPDX-FileCopyrightText: The Catena authors -->\n"
    "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
)
FUNCTION = (
    "/**\n * ks_good:\n * @value: a number\n *\n * Does good.\n */\n"
    "int\nks_good (int value)\n{\n  return value;\n}\n"
)
BLUEPRINT = (
    "// SPDX-FileCopyrightText: The Catena authors\n// SPDX-License-Identifier: GPL-3.0-or-later\n"
    'using Gtk 4.0;\n\nGtk.Label {\n  label: _("Good");\n}\n'
)
PO_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def manifest(name, **changes):
    content = {
        "id": name, "runtime": "org.gnome.Platform", "runtime-version": "50", "sdk": "org.gnome.Sdk",
        "command": "catena", "finish-args": sorted(house.ALLOWED_PERMISSIONS),
        "modules": [{"name": "catena"}],
    }
    content.update(changes)
    return json.dumps(content)


def metainfo(name="Good", summary="Edit good keystores", version="1.0", caption="A caption"):
    return (
        f"<component>{XML_HEAD}<name>{name}</name><summary>{summary}</summary><branding>"
        '<color scheme_preference="light">#fff</color><color scheme_preference="dark">#000</color>'
        f"</branding><screenshots><screenshot><caption>{caption}</caption></screenshot></screenshots>"
        f'<releases><release version="{version}"/></releases></component>'
    )


def page(*words, label="Good"):
    sections = "".join(f'<section id="{word}"><title>{word}</title></section>' for word in words)
    return f'<page xmlns="http://projectmallard.org/1.0/">{XML_HEAD}<p><gui>{label}</gui></p>{sections}</page>'


HASH_HEAD = "# SPDX-FileCopyrightText: A\n# SPDX-License-Identifier: B\n"
DATA = f"data/{house.APPLICATION}"
GOOD = {
    ".clang-format": (pathlib.Path(__file__).parents[2] / ".clang-format").read_text(encoding="utf-8"),
    "dev": '#!/bin/bash\necho "$1"\n',
    "meson.build": "# SPDX-FileCopyrightText: A\n# SPDX-License-Identifier: B\nproject(\n  version: '1.0',\n)\n",
    "engine/ks-good.c": HEAD + '#include "ks-good.h"\n\n#include <glib.h>\n\n' + FUNCTION,
    "engine/formats/ks-format.c": HEAD + "/* open (2) is not called here */\n#include <glib.h>\n"
    + "\nstatic void\nquiet (Table *table)\n{\n  table->open (table);\n}\n",
    "widgets/kw-good.c": HEAD + '#include "kw-good.h"\n#include <gtk/gtk.h>\n#include "ks-good.h"\n',
    "widgets/kw-good.blp": BLUEPRINT,
    "app/catena-good.c": HEAD + '#include "kw-good.h"\n\nstatic const char *\nname (void)\n{\n  return _ ("Good");\n}\n',
    "po/POTFILES.in": "# SPDX-FileCopyrightText: A\n# SPDX-License-Identifier: B\n"
    f"app/catena-good.c\n{DATA}.desktop.in.in\n{DATA}.metainfo.xml.in.in\n{DATA}.mime.xml.in.in\nwidgets/kw-good.blp\n",
    "po/LINGUAS": "cs\n",
    "po/cs.po": PO_HEADER + '#, c-format\nmsgid "%d entries"\nmsgstr "%d zaznamu"\n',
    f"{DATA}.desktop.in.in": "[Desktop Entry]\nMimeType=application/x-good;\n",
    f"{DATA}.metainfo.xml.in.in": metainfo(),
    f"{DATA}.mime.xml.in.in": f'<mime-info>{XML_HEAD}<mime-type type="application/x-good"/></mime-info>',
    "data/help/C/glossary.page": page("alias", "chain"),
    "data/help/meson.build": HASH_HEAD + "help_pages = ['glossary.page']\n",
    "data/help/catena-help.gresource.xml": f"<gresources>{XML_HEAD}<file>glossary.page</file></gresources>",
    f"{house.APPLICATION}.json": manifest(house.APPLICATION),
    f"{house.APPLICATION}.Devel.json": manifest(house.APPLICATION + ".Devel"),
}


def function(name, lines, head="static int"):
    return f"\n{head}\n{name} (void)\n{{\n" + "  work ();\n" * lines + "}\n"


APPENDED = "+"
# check, what is wrong, file, its content (or, after +, what is appended to the good content)
WRONG = [
    ("layers", "the engine includes GTK", "engine/ks-good.c", "+#include <gtk/gtk.h>\n"),
    ("layers", "the engine includes a widget", "engine/ks-good.c", '+#include "kw-good.h"\n'),
    ("layers", "the engine includes the application's configuration", "engine/ks-good.c", '+#include "catena-config.h"\n'),
    ("layers", "a widget includes the application's configuration", "widgets/kw-good.c", '+#include "catena-config.h"\n'),
    ("layers", "a widget includes the application", "widgets/kw-good.c", '+#include "catena-window.h"\n'),
    ("layers", "a format opens a file", "engine/formats/ks-format.c",
     "+" + function("read_it", 1).replace("work ()", "g_file_get_contents (path, &text, NULL, NULL)")),
    ("layers", "a format asks for the time", "engine/formats/ks-format.c",
     "+" + function("read_it", 1).replace("work ()", "g_get_real_time ()")),
    ("sizes", "a long file", "engine/ks-good.c", "+" + "\n" * 600),
    ("sizes", "a long function", "engine/ks-good.c", "+" + function("too_long", 61)),
    ("sizes", "a long template", "widgets/kw-good.blp", "+" + "\n" * 200),
    ("docs", "a function without a word", "engine/ks-good.c", "+" + function("ks_bad", 1, "int")),
    ("docs", "a block of another name", "widgets/kw-good.c", "+" + FUNCTION.replace("ks_good (", "ks_bad (")),
    ("docs", "an ordinary comment", "engine/ks-good.c", "+\n/* Words. */" + function("ks_bad", 1, "char *")),
    ("potfiles", "a file that is not listed", "app/catena-bad.c", HEAD + 'const char *x = _ ("Bad");\n'),
    ("potfiles", "a template that is not listed", "app/bad.blp", BLUEPRINT),
    ("potfiles", "a file that is gone", "po/POTFILES.in", "+widgets/kw-gone.c\n"),
    ("potfiles", "not sorted", "po/POTFILES.in", "widgets/kw-good.blp\n" + GOOD["po/POTFILES.in"].replace("widgets/kw-good.blp\n", "")),
    ("spdx", "no header", "engine/ks-good.h", "#pragma once\n"),
    ("spdx", "no licence", "engine/ks-good.h", "/* SPDX-FileCopyrightText: The Catena authors */\n"),
    ("manifest", "the home folder", f"{house.APPLICATION}.json",
     manifest(house.APPLICATION, **{"finish-args": [*house.ALLOWED_PERMISSIONS, "--filesystem=home"]})),
    ("manifest", "the network", f"{house.APPLICATION}.Devel.json",
     manifest(house.APPLICATION + ".Devel", **{"finish-args": [*house.ALLOWED_PERMISSIONS, "--share=network"]})),
    ("manifest", "an old runtime", f"{house.APPLICATION}.json", manifest(house.APPLICATION, **{"runtime-version": "46"})),
    ("metainfo", "a long name", f"{DATA}.metainfo.xml.in.in", metainfo(name="A Name without an End")),
    ("metainfo", "a sentence as summary", f"{DATA}.metainfo.xml.in.in", metainfo(summary="Edits all keystores.")),
    ("metainfo", "a technical summary", f"{DATA}.metainfo.xml.in.in", metainfo(summary="Keystore tool for GTK")),
    ("metainfo", "no notes for this version", f"{DATA}.metainfo.xml.in.in", metainfo(version="0.9")),
    ("metainfo", "no caption", f"{DATA}.metainfo.xml.in.in", metainfo(caption="")),
    ("metainfo", "a MIME type that nobody opens", f"{DATA}.desktop.in.in", "[Desktop Entry]\nMimeType=text/plain;\n"),
    ("clang-format", "no space before a parenthesis", "engine/ks-good.c", "+" + function("bad", 1).replace("work (", "work(")),
    ("clang-format", "a brace on a line of its own", "engine/ks-good.h", HEAD + "typedef struct\n{\n  int a;\n} Bad;\n"),
    ("blueprint-format", "a wrong indent", "widgets/kw-good.blp", BLUEPRINT.replace("  label", "label")),
    ("xml", "an open element", f"{DATA}.mime.xml.in.in", "<mime-info>"),
    ("xml", "an open element in the help", "data/help/C/glossary.page", "<page>"),
    ("spdx", "a page of the help without a licence", "data/help/C/glossary.page", "<page/>"),
    ("help-pages", "a page that is not built", "data/help/C/lost.page", page()),
    ("help-pages", "a label that nobody sees", "data/help/C/glossary.page", page(label="Gone")),
    ("help-pages", "a word in the wrong place", "data/help/C/glossary.page", page("chain", "alias")),
    ("shell", "an unquoted variable", "dev", "#!/bin/bash\nrm $1\n"),
    ("translations", "a lost format", "po/cs.po", PO_HEADER + '#, c-format\nmsgid "%d entries"\nmsgstr "zaznamy"\n'),
]


def plant(folder, files):
    root = pathlib.Path(folder)
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


def problems(check, changes):
    with tempfile.TemporaryDirectory() as folder:
        return list(house.CHECKS[check](plant(folder, GOOD | changes)))


def main():
    print(f"1..{len(house.CHECKS) + len(WRONG)}")
    number = 0
    for check in house.CHECKS:
        number += 1
        found = problems(check, {})
        print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
        print(f"{'not ok' if found else 'ok'} {number} {check} accepts the good tree")
    for check, what, name, content in WRONG:
        number += 1
        if content.startswith(APPENDED):
            content = GOOD[name] + content[1:]
        found = problems(check, {name: content})
        print(f"{'ok' if found else 'not ok'} {number} {check} notices: {what}")
    untried = set(house.CHECKS) - {row[0] for row in WRONG}
    assert not untried, untried


if __name__ == "__main__":
    main()

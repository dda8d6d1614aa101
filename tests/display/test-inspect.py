# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking inside a certificate and a PKCS #12 file: the tree is that of openssl asn1parse, and tree and bytes lead to each other."""

import re
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

authority = keystores.Authority(keystores.folder("inspect"), key="rsa:2048")
java = authority.key_store("demo.jks", "web", "middle", "root")
store = java.replace(".jks", ".p12")
keystores.call(*keystores.KEYTOOL, "-importkeystore", "-noprompt", "-srckeystore", java, "-srcstorepass", keystores.PASSWORD,
               "-destkeystore", store, "-deststoretype", "PKCS12", "-deststorepass", keystores.PASSWORD)
app = catena.start(store)


def look_inside(button, mnemonic):
    app.find("toggle button", button).click()
    app.find("menu", where=lambda n: len(n.find_all("menu item")) > 6).pick(mnemonic)
    return catena.dialog(app, "Inside")


def close():
    key("Escape")
    app.wait_gone("dialog", "Inside", timeout=catena.SLOW)


def elements(dialog):
    """What the rows of the tree say, without what is inside of strings, which openssl passes over."""
    return [row.name for row in dialog.find_all(("tree item", "list item", "table row")) if " at " in row.name]


def parse(path):
    """Offset and length of each element by openssl."""
    out = subprocess.run(["openssl", "asn1parse", "-in", path], capture_output=True, text=True, check=True).stdout
    return re.findall(r"^\s*(\d+):d=\d+\s+hl=\d+\s*l=\s*(\d+)", out, re.M)


def test_certificate():
    catena.unlock(app)
    catena.select(app, "web")
    dialog = look_inside("Entry Menu", "1")
    first = wait_until(lambda: elements(dialog), catena.SLOW, "the tree")
    seen = [(match.group(2), match.group(1)) for match in
            (re.search(r"(\d+) bytes? at (\d+)(?:, signed)?$", name) for name in first) if match]
    expected = parse(authority.pem("web"))
    assert len(seen) > 8 and seen[:8] == expected[:8], (seen[:8], expected[:8])
    assert any(name.startswith("tbsCertificate, SEQUENCE") and name.endswith("signed") for name in first), first
    gtkdrive.picture("inspect", app.x_window())


def test_links():
    dialog = catena.dialog(app, "Inside")
    row = dialog.find(("tree item", "list item", "table row"), re.compile("^serialNumber"))
    row.pointer_click()
    offset = re.search(r" at (\d+)$", row.name).group(1)
    dialog.find("label", re.compile(f"^Offset {offset} · header 2 bytes"))
    # A byte of the first row is of the certificate, or of what is signed in it, which begins at 4.
    dialog.find("list item", re.compile("^0: 30 82")).pointer_click()
    wait_until(lambda: dialog.maybe("label", re.compile("^Offset [04] · header 4")), catena.SLOW, "the element of that byte")
    close()


def test_file():
    dialog = look_inside("Main Menu", "d")
    names = wait_until(lambda: elements(dialog), catena.SLOW, "the tree of the file")
    assert any(name.startswith("PFX") for name in names), names
    assert any(name.startswith("authSafe") for name in names), names
    gtkdrive.picture("inspect-file", app.x_window())


def test_telephone():
    """Bytes below the tree, in rows that fit."""
    app.resize(370, 650)
    dialog = catena.dialog(app, "Inside")
    wait_until(lambda: dialog.maybe("list item", re.compile("^4: ")), catena.SLOW, "rows of four bytes")
    gtkdrive.picture("inspect-narrow", app.x_window())
    close()


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_certificate, test_links, test_file, test_telephone, test_quit, stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving in another format, with what is lost told before, and a keystore made from nothing."""

import os
import re

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

PASSWORD = keystores.PASSWORD
authority = keystores.Authority(keystores.folder("save-as"), key="rsa:2048")
store = authority.key_store("demo.jks", "web", "middle")
authority.trust(store, "root", "root")
# A key with a password of its own, which nobody tells the window.
keystores.call(*keystores.KEYTOOL, "-genkeypair", "-keystore", store, "-storetype", "JKS", "-storepass", PASSWORD, "-keypass",
               "of its own", "-alias", "closed", "-dname", "CN=closed", "-keyalg", "RSA", "-keysize", "2048")
app = catena.start(store)
target = os.path.join(authority.path, "saved.p12")
made = os.path.join(authority.path, "made.p12")


def choose(dialog, row, item):
    """Chooses from a combo row, which opens only by pointer or keyboard."""
    dialog.find(("combo box", "list item"), name=re.compile(f"^{row}")).pointer_click()
    catena_item = app.find("list item", where=lambda n: n.find_all("label", item) and "Format" not in n.name)
    catena_item.pointer_click()


def save_to(path):
    """The file dialog of GTK, which is there where no portal is."""
    dialog = app.find(("dialog", "file chooser"), "Save Keystore", timeout=catena.SLOW)
    name = dialog.find(where=lambda n: "EditableText" in n.interfaces)
    name.set_text(path)
    catena.press(dialog, "Save", catena.SLOW)
    wait_until(lambda: os.path.exists(path), catena.SLOW, path)


def test_losses_are_told():
    catena.unlock(app)
    key("ctrl+shift+s")
    dialog = catena.dialog(app, "Save As")
    wait_until(lambda: dialog.find("button", "Choose File…").has("sensitive"), catena.SLOW, "the losses")
    assert not dialog.maybe("label", where=lambda n: "Will Change" in n.name), "a loss in the same format"
    choose(dialog, "Format", "PKCS #12")
    catena.says(dialog, "Things? Will Change", catena.SLOW)
    catena.says(dialog, "Its key has a password that is not known")
    assert dialog.maybe("label", "closed"), "the entry is not named"
    gtkdrive.picture("save-as", app.x_window())
    catena.is_well(app)


def test_saved_as_pkcs12():
    catena.press(catena.dialog(app, "Save As"), "Choose File…")
    save_to(target)
    app.find("frame", "saved.p12", timeout=catena.SLOW)
    catena.is_well(app)


def test_keytool_and_openssl_read_it():
    assert keystores.keytool_list(target) == {
        "web": ("PrivateKeyEntry", authority.fingerprint("web")),
        "root": ("trustedCertEntry", authority.fingerprint("root")),
    }
    text = keystores.call("openssl", "pkcs12", "-in", target, "-passin", f"pass:{PASSWORD}", "-nodes")
    assert text.count("BEGIN CERTIFICATE") == 3 and text.count("BEGIN PRIVATE KEY") == 1, text
    assert set(keystores.keytool_list(store)) == {"web", "root", "closed"}, "the first file was changed"


def test_new_keystore():
    key("ctrl+n")
    dialog = catena.dialog(app, "New Keystore")
    create = dialog.find("button", "Create")
    assert not create.has("sensitive"), "a keystore without password"
    fields = dialog.find_all(where=lambda n: n.role in ("text", "password text") and "EditableText" in n.interfaces)
    assert len(fields) == 2, fields
    fields[0].set_text("a new one")
    fields[1].set_text("another")
    assert not dialog.find("button", "Create").has("sensitive"), "two passwords that differ"
    dialog.find_all(where=lambda n: n.role in ("text", "password text") and "EditableText" in n.interfaces)[1].set_text(
        "a new one")
    catena.press(dialog, "Create")
    catena.says(app, "^No Entries$")
    key("ctrl+s")
    save_to(made)
    app.find("frame", "made.p12", timeout=catena.SLOW)
    assert keystores.keytool_list(made, "a new one") == {}
    keystores.call("openssl", "pkcs12", "-in", made, "-passin", "pass:a new one", "-nodes")
    catena.is_well(app)


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_losses_are_told, test_saved_as_pkcs12, test_keytool_and_openssl_read_it, test_new_keystore, test_quit, stop=True)

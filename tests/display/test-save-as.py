# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving in another format and protection, with what is lost and who can open it told before, and a keystore made from nothing."""

import os
import re
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

PASSWORD = keystores.PASSWORD
KEY_PASSWORD = "of its own"
authority = keystores.Authority(keystores.folder("save-as"), key="rsa:2048")
store = authority.key_store("demo.jks", "web", "middle")
authority.trust(store, "root", "root")
# A key with a password of its own, which nobody tells the window.
keystores.call(*keystores.KEYTOOL, "-genkeypair", "-keystore", store, "-storetype", "JKS", "-storepass", PASSWORD, "-keypass",
               KEY_PASSWORD, "-alias", "closed", "-dname", "CN=closed", "-keyalg", "RSA", "-keysize", "2048")
app = catena.start(store)
target = os.path.join(authority.path, "saved.p12")
made = os.path.join(authority.path, "made.p12")


def choose(dialog, row, item):
    """Chooses from a combo row, which opens only by pointer or keyboard."""
    dialog.find(("combo box", "list item"), name=re.compile(f"^{row}")).pointer_click()
    catena_item = app.find("list item", where=lambda n: n.find_all("label", item) and not n.name.startswith(row))
    catena_item.pointer_click()


def protection(path):
    """How a file is protected, as openssl says it."""
    return subprocess.run(["openssl", "pkcs12", "-legacy", "-in", path, "-passin", f"pass:{PASSWORD}", "-info", "-noout"],
                          capture_output=True, check=True, text=True).stderr


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
    catena.says(dialog, "Some versions say that the password is wrong", catena.SLOW)
    gtkdrive.picture("save-as", app.x_window())
    catena.is_well(app)


def test_password_of_a_key_is_given():
    dialog = catena.dialog(app, "Save As")
    catena.press(dialog, "Password…")
    asking = app.find("dialog", where=lambda n: n.maybe("button", "Unlock"), timeout=catena.SLOW)
    asking.set_text(KEY_PASSWORD)
    catena.press(asking, "Unlock")
    catena.says(dialog, "Its key has a password of its own; it gets the password of the file", catena.SLOW)
    catena.is_well(app)


def test_who_can_open_it():
    dialog = catena.dialog(app, "Save As")
    wait_until(lambda: dialog.find("button", "Choose File…").has("sensitive"), catena.SLOW, "the answers")
    catena.says(dialog, "AES is read since Windows Server 2019")
    choose(dialog, "Protection", "Legacy")
    catena.says(dialog, "RC2, RC4 and DES need its legacy provider", catena.SLOW)
    assert not dialog.maybe("label", where=lambda n: "AES is read since" in n.name), "an answer about another protection"
    gtkdrive.picture("save-as-legacy", app.x_window())
    catena.is_well(app)


def test_saved_as_pkcs12():
    catena.press(catena.dialog(app, "Save As"), "Choose File…", catena.SLOW)
    save_to(target)
    app.find("frame", "saved.p12", timeout=catena.SLOW)
    catena.is_well(app)


def test_keytool_and_openssl_read_it():
    listed = keystores.keytool_list(target)
    assert set(listed) == {"web", "root", "closed"}, listed
    assert listed["web"] == ("PrivateKeyEntry", authority.fingerprint("web"))
    assert listed["root"] == ("trustedCertEntry", authority.fingerprint("root"))
    text = keystores.call("openssl", "pkcs12", "-legacy", "-in", target, "-passin", f"pass:{PASSWORD}", "-nodes")
    assert text.count("BEGIN CERTIFICATE") == 4 and text.count("BEGIN PRIVATE KEY") == 2, text
    assert set(keystores.keytool_list(store)) == {"web", "root", "closed"}, "the first file was changed"
    assert "MAC: sha1" in protection(target) and "40BitRC2" in protection(target), protection(target)


def test_protection_is_kept():
    """The file keeps what it was given when it is saved again."""
    catena.select(app, "root")
    key("Delete")
    wait_until(lambda: not catena.has_row(app, "root"), catena.SLOW, "the entry to go")
    key("ctrl+s")
    wait_until(lambda: set(keystores.keytool_list(target)) == {"web", "closed"}, catena.SLOW, "the file to be saved")
    assert "MAC: sha1" in protection(target) and "40BitRC2" in protection(target), protection(target)


def test_dialog_of_the_file():
    key("ctrl+j")
    dialog = catena.dialog(app, "Who Can Open This?")
    catena.says(dialog, "RC2, RC4 and DES need its legacy provider", catena.SLOW)
    catena.says(dialog, "Windows Server 2016, 2019, 2022")
    gtkdrive.picture("who-can-open", app.x_window())
    key("Escape")
    catena.is_well(app)


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


gtkdrive.run(test_losses_are_told, test_password_of_a_key_is_given, test_who_can_open_it, test_saved_as_pkcs12,
             test_keytool_and_openssl_read_it, test_protection_is_kept, test_dialog_of_the_file, test_new_keystore, test_quit,
             stop=True)

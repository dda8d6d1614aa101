# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret key: generated, shown, saved and read by Java; the first save says that there is no other copy. A JKS file explains
why it holds none."""

import os
import shutil
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

authority = keystores.Authority(keystores.folder("secret"))
store = os.path.join(authority.path, "keys.p12")
keystores.call(*keystores.KEYTOOL, "-importcert", "-noprompt", "-keystore", store, "-storetype", "PKCS12", "-storepass",
               keystores.PASSWORD, "-alias", "root", "-file", authority.pem("root"))
jks = authority.key_store("old.jks", "web")
app = catena.start(store)


def test_generate():
    catena.unlock(app)
    key("ctrl+shift+g")
    dialog = catena.dialog(app, "Generate Secret Key")
    dialog.find(where=lambda n: "The usual choice" in n.name or "The usual choice" in n.description)
    gtkdrive.picture("secret-dialog")
    catena.entry_of(dialog, "Alias").set_text("root")
    catena.says(app, "^Another entry has this alias$")
    assert not dialog.find("button", "Generate").has("sensitive")
    catena.entry_of(dialog, "Alias").set_text("dbkey")
    with catena.toasts() as toasts:
        catena.press(dialog, "Generate")
        catena.toast(toasts, "“dbkey” generated")
    catena.row(app, "dbkey")
    catena.says(app, "^256 bits$")
    gtkdrive.picture("secret-entry")
    catena.is_well(app)


def test_undo_and_redo():
    key("ctrl+z")
    wait_until(lambda: not catena.has_row(app, "dbkey"), catena.SLOW, "the key undone")
    key("ctrl+shift+z")
    catena.row(app, "dbkey")


def test_first_save_offers_a_copy():
    key("ctrl+s")
    catena.says(app, "^This file is the only copy of the key$")
    app.find("button", "Save a Copy…")
    gtkdrive.picture("secret-only-copy")
    assert keystores.keytool_list(store)["dbkey"][0] == "SecretKeyEntry"
    catena.is_well(app)


def test_copy():
    catena.press(app, "Save a Copy…")
    chooser = app.find(("file chooser", "dialog", "frame"), "Save a Copy", timeout=catena.SLOW)
    gtkdrive.picture("secret-copy-chooser")
    name = chooser.find(where=lambda n: "EditableText" in n.interfaces and n.text().startswith("keys copy"),
                        timeout=catena.SLOW)
    assert name.text() == "keys copy.p12", name.text()
    name.set_text(os.path.join(authority.path, "safe.p12"))
    with catena.toasts() as toasts:
        catena.press(chooser, "Save")
        catena.toast(toasts, "Copy saved")
    app.wait_gone("button", "Save a Copy…")
    copy = os.path.join(authority.path, "safe.p12")
    with open(copy, "rb") as one, open(store, "rb") as other:
        assert one.read() == other.read()
    assert os.stat(copy).st_mode & 0o077 == 0, oct(os.stat(copy).st_mode)
    catena.is_well(app)


def test_second_save_is_silent():
    catena.select(app, "root")
    key("Delete")
    wait_until(lambda: not catena.has_row(app, "root"), catena.SLOW, "the entry to go")
    key("ctrl+s")
    app.find("frame", "keys.p12", timeout=catena.SLOW)
    assert not app.maybe("button", "Save a Copy…")


def test_after_reading_again():
    again = shutil.copy(store, os.path.join(authority.path, "again.p12"))
    subprocess.run([os.environ["CATENA_PROGRAM"], again], check=True, capture_output=True, timeout=60)
    catena.unlock(app)
    catena.select(app, "dbkey")
    catena.says(app, "^AES$")
    catena.says(app, "^256 bits$")


def test_jks_says_why_not():
    subprocess.run([os.environ["CATENA_PROGRAM"], jks], check=True, capture_output=True, timeout=60)
    catena.unlock(app)
    key("ctrl+shift+g")
    dialog = catena.dialog(app, "Generate Secret Key")
    catena.says(app, "^A JKS file holds private keys and trusted certificates only")
    gtkdrive.picture("secret-jks")
    assert not dialog.find("button", "Generate").has("sensitive")
    catena.press(dialog, "Cancel")
    app.wait_gone("dialog", "Generate Secret Key")
    assert catena.quit_program(app) == 0, app.output()


gtkdrive.run(
    test_generate,
    test_undo_and_redo,
    test_first_save_offers_a_copy,
    test_copy,
    test_second_save_is_silent,
    test_after_reading_again,
    test_jks_says_why_not,
    stop=True,
)

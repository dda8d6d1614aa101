# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One keystore from the password to the saved file: what the window shows and what keytool reads afterwards."""

import os
import re
import shutil
import stat

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

authority = keystores.Authority(keystores.folder("flow"))
store = authority.key_store("demo.jks", "web")  # without its intermediate
authority.trust(store, "root", "root")
authority.make("other", "/CN=Another Root CA/O=Example", ca=True)
authority.trust(store, "another", "other")
os.chmod(store, 0o640)
original = shutil.copy(store, store + ".original")
app = catena.start(store)


def content(path):
    with open(path, "rb") as file:
        return file.read()


def test_wrong_password_is_told():
    asking = catena.dialog(app, "Password Required")
    assert asking.find("label", where=lambda n: "demo.jks" in n.name and "Java keystore (JKS)" in n.name)
    asking.set_text("chageit")
    catena.press(asking, "Unlock")
    catena.says(asking, "This is not the password of the file")
    assert asking.find(where=lambda n: "EditableText" in n.interfaces).text() == "", "the wrong password stays in the field"
    catena.is_well(app)


def test_right_password_lists_the_entries():
    catena.unlock(app)
    app.wait_gone("dialog", "Password Required")
    names = [row.name for row in catena.rows(app)]
    assert sorted(name.split(",")[0] for name in names) == ["another", "root", "web"], names
    catena.says(app, "^3 entries$")
    catena.is_well(app)


def test_broken_chain_is_named():
    catena.select(app, "web")
    app.find("label", catena.MISSING, timeout=catena.SLOW)
    path = app.find("list", "Certification path")
    path.find("list item", "www.example.org, Server certificate")
    path.find("list item", "www.example.org, issued by Test Intermediate CA: Missing")
    path.find("list item", "Test Intermediate CA, missing issuer")
    app.find("label", re.compile("^“Test Intermediate CA”, the issuer of “www.example.org”, is missing"))
    catena.wait_rows(app, lambda names: any(n.startswith("web,") and "Fails" in n for n in names), "the mark of the row")
    gtkdrive.picture("flow-broken-chain", app.x_window())
    catena.is_well(app)


def test_rename_undo_redo():
    key("F2")
    asking = catena.dialog(app, "Rename Entry")
    asking.set_text("root")
    catena.says(asking, "Another entry has this alias")
    assert not asking.find("button", "Rename").has("sensitive")
    asking.set_text("server")
    with catena.toasts() as toasts:
        catena.press(asking, "Rename")
        catena.toast(toasts, "Renamed to “server”")
    catena.row(app, "server")
    assert not catena.has_row(app, "web")
    key("ctrl+z")
    catena.row(app, "web")
    assert not catena.has_row(app, "server")
    key("ctrl+shift+z")
    catena.row(app, "server")
    assert not catena.has_row(app, "web")
    app.find("frame", "• demo.jks")
    catena.is_well(app)


def delete_and_undo():
    """Clicks on the button of the toast, where it is seen before it goes away."""
    catena.select(app, "another")
    with catena.toasts() as toasts:
        key("Delete")
        catena.toast(toasts, "“another” deleted")
    label = app.maybe("button", "Undo", where=lambda n: "click" in n.actions() and n.find_all("label", "Undo"))
    if label:
        label.click()
    return label


def test_delete_and_undo_in_the_toast():
    for _ in range(5):
        if delete_and_undo():
            break
        wait_until(lambda: not catena.has_row(app, "another"), what="the row to go away")
        key("ctrl+z")
    else:
        raise gtkdrive.NotFound("no toast with a button “Undo”")
    catena.row(app, "another")
    catena.is_well(app)


def test_save_and_keytool_agrees():
    assert content(store) == content(original), "the file was written before it was saved"
    key("ctrl+s")
    app.find("frame", "demo.jks", timeout=catena.SLOW)
    assert keystores.keytool_list(store) == {
        "server": ("PrivateKeyEntry", authority.fingerprint("web")),
        "root": ("trustedCertEntry", authority.fingerprint("root")),
        "another": ("trustedCertEntry", authority.fingerprint("other")),
    }
    catena.is_well(app)


def test_backup_and_mode_are_kept():
    assert content(store + "~") == content(original)
    for path in (store, store + "~"):
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o640, path


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(
    test_wrong_password_is_told,
    test_right_password_lists_the_entries,
    test_broken_chain_is_named,
    test_rename_undo_redo,
    test_delete_and_undo_in_the_toast,
    test_save_and_keytool_agrees,
    test_backup_and_mode_are_kept,
    test_quit,
    stop=True,
)

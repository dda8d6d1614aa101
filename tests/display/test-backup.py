# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that still opens with the old password, or still has a key that was removed: said, and deleted where one wants it."""

import os
import time

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

PASSWORD = keystores.PASSWORD
CHANGED = "another one"
authority = keystores.Authority(keystores.folder("backup"))
store = authority.key_store("servers.jks", "web", "middle")
keystores.call(*keystores.KEYTOOL, "-genkeypair", "-keystore", store, "-storepass", PASSWORD, "-alias", "old",
               "-dname", "CN=old", "-keyalg", "EC")
authority.trust(store, "root", "root")
other = authority.key_store("other.jks", "web", "middle")
backup = store + "~"
app = catena.start(store, other)


def save(expected, alias_count, password=PASSWORD):
    with catena.toasts() as toasts:
        key("ctrl+s")
        catena.toast(toasts, expected)
    wait_until(lambda: len(keystores.keytool_list(store, password)) == alias_count, catena.SLOW, "the file to be saved")


def delete(alias):
    catena.select(app, alias)
    key("Delete")
    wait_until(lambda: not catena.has_row(app, alias), catena.SLOW, "the entry to go")


def press_delete_backup():
    with catena.toasts() as toasts:
        catena.press(app, "Delete Backup", catena.SLOW)
        catena.toast(toasts, "Backup deleted")
    wait_until(lambda: not os.path.exists(backup), catena.SLOW, "the backup to go")


def unlock(name):
    asked = lambda: app.maybe("label", where=lambda n: n.name.startswith(f"“{name}” is protected"))
    wait_until(asked, catena.SLOW, f"the question about {name}")
    asking = catena.dialog(app, "Password Required")
    asking.set_text(PASSWORD)
    catena.press(asking, "Unlock")
    wait_until(lambda: not asked(), catena.SLOW, f"{name} to be open")


def test_certificate_is_no_secret():
    for name in ("servers.jks", "other.jks"):
        unlock(name)
    key("alt+1")
    app.find("frame", "servers.jks", timeout=catena.SLOW)
    catena.entries(app)
    delete("root")
    save("Saved", 2)
    assert len(keystores.keytool_list(backup)) == 3
    assert not app.maybe("button", "Delete Backup"), "a certificate is no secret"


def test_removed_key():
    delete("old")
    save("still has the removed key", 1)
    gtkdrive.picture("backup", app.x_window())
    app.resize(370, 650)
    app.find("button", "Delete Backup", timeout=catena.SLOW)
    time.sleep(1)
    gtkdrive.picture("backup-narrow", app.x_window())
    app.resize(1010, 710)
    assert "old" in keystores.keytool_list(backup)
    press_delete_backup()
    catena.is_well(app)


def test_changed_password():
    key("F10")
    wait_until(lambda: app.find_all("menu item"), catena.SLOW, "the menu")
    app.pick("p")
    dialog = app.find("dialog", where=lambda n: n.maybe("button", "Change"), timeout=catena.SLOW)
    fields = dialog.find_all(where=lambda n: n.role in ("text", "password text") and "EditableText" in n.interfaces)
    for field in fields[-2:]:
        field.set_text(CHANGED)
    with catena.toasts() as toasts:
        catena.press(dialog, "Change", catena.SLOW)
        catena.toast(toasts, "assword")
    wait_until(lambda: not app.maybe("button", "Change"), catena.SLOW, "the dialog to close")
    save("opens with the old password", 1, CHANGED)
    assert len(keystores.keytool_list(backup, PASSWORD)) == 1
    press_delete_backup()
    assert len(keystores.keytool_list(store, CHANGED)) == 1
    catena.is_well(app)


def test_file_of_another_tab():
    """Saving over a file that is open in another tab would lose what is done there."""
    with open(other, "rb") as file:
        content = file.read()
    key("ctrl+shift+s")
    catena.press(catena.dialog(app, "Save As"), "Choose File…", catena.SLOW)
    dialog = app.find(("dialog", "file chooser"), "Save Keystore", timeout=catena.SLOW)
    dialog.find(where=lambda n: "EditableText" in n.interfaces).set_text(other)
    catena.press(dialog, "Save", catena.SLOW)
    replace = app.find("button", "Replace", timeout=catena.SLOW)
    replace.click()
    catena.says(app, "is open in another tab")
    with open(other, "rb") as file:
        assert file.read() == content, "the file was written"
    key("Escape")
    app.wait_gone("alert", "The File Could Not Be Saved")


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_certificate_is_no_secret, test_removed_key, test_changed_password, test_file_of_another_tab, test_quit, stop=True)

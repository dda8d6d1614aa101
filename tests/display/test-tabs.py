# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two keystores side by side: entries go from one to the other, and no change is lost by closing."""

import os
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

authority = keystores.Authority(keystores.folder("tabs"))
first = authority.key_store("first.jks", "web", "middle")
authority.trust(first, "root", "root")
second = os.path.join(authority.path, "second.p12")
keystores.call(*keystores.KEYTOOL, "-importcert", "-noprompt", "-keystore", second, "-storetype", "PKCS12", "-storepass",
               keystores.PASSWORD, "-alias", "middle", "-file", authority.pem("middle"))
WEB = ("PrivateKeyEntry", authority.fingerprint("web"))
ROOT = ("trustedCertEntry", authority.fingerprint("root"))
MIDDLE = ("trustedCertEntry", authority.fingerprint("middle"))
app = catena.start(first)


def content(path):
    with open(path, "rb") as file:
        return file.read()


def open_again(path):
    """Another process with the same file, as a file manager starts it: the first one shows the file."""
    done = subprocess.run([os.environ["CATENA_PROGRAM"], path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def show(title):
    open_again(os.path.join(authority.path, title))
    app.find("frame", title, timeout=catena.SLOW)


def tabs():
    return [node.name for node in app.find_all("page tab")]


def test_two_files():
    catena.unlock(app)
    open_again(second)
    catena.unlock(app)
    app.find("frame", "second.p12")
    wait_until(lambda: len(tabs()) == 2, what="two tabs")
    catena.row(app, "middle")
    catena.is_well(app)


def test_a_file_is_open_once():
    show("first.jks")
    assert len(tabs()) == 2, tabs()
    assert not app.maybe("dialog", "Password Required")
    catena.is_well(app)


def test_copy_and_paste():
    catena.select(app, "web")
    with catena.toasts() as toasts:
        key("ctrl+c")
        catena.toast(toasts, "“web” copied")
    show("second.p12")
    catena.select(app, "middle")
    key("ctrl+v")
    catena.row(app, "web")
    assert catena.has_row(app, "middle")
    app.find("frame", "• second.p12")
    catena.is_well(app)


def test_what_was_pasted_is_saved():
    key("ctrl+s")
    app.find("frame", "second.p12", timeout=catena.SLOW)
    assert keystores.keytool_list(second) == {"web": WEB, "middle": MIDDLE}
    keystores.call("openssl", "pkcs12", "-in", second, "-passin", f"pass:{keystores.PASSWORD}", "-nodes", "-noout")
    # The key itself, not only its certificate: Java can use it.
    keystores.call(*keystores.KEYTOOL, "-certreq", "-keystore", second, "-storepass", keystores.PASSWORD, "-alias", "web")
    assert keystores.keytool_list(first) == {"web": WEB, "root": ROOT}


def test_cut_and_undo():
    key("ctrl+z")
    wait_until(lambda: not catena.has_row(app, "web"), catena.SLOW, "the paste undone")
    key("ctrl+shift+z")
    catena.row(app, "web")
    app.find("frame", "second.p12", timeout=catena.SLOW)  # as it was saved
    catena.is_well(app)


def close_changed(alias, answer):
    catena.select(app, alias)
    key("Delete")
    wait_until(lambda: not catena.has_row(app, alias), catena.SLOW, "the entry to go away")
    close(answer)


def close(answer):
    key("ctrl+w")
    catena.press(catena.dialog(app, "Save Changes?"), answer)
    app.wait_gone("alert", "Save Changes?")


def test_cancel_keeps_the_tab():
    before = content(second)
    close_changed("middle", "Cancel")
    app.find("frame", "• second.p12")
    assert len(tabs()) == 2 and content(second) == before
    catena.is_well(app)


def test_discard_closes_and_changes_nothing():
    before = content(second)
    close("Discard")
    app.find("frame", "first.jks", timeout=catena.SLOW)
    assert content(second) == before
    catena.is_well(app)


def test_save_closes_and_saves():
    close_changed("root", "Save")
    catena.says(app, "^Open a Keystore$")
    assert keystores.keytool_list(first) == {"web": WEB}
    assert catena.quit_program(app) == 0, app.output()


gtkdrive.run(
    test_two_files,
    test_a_file_is_open_once,
    test_copy_and_paste,
    test_what_was_pasted_is_saved,
    test_cut_and_undo,
    test_cancel_keeps_the_tab,
    test_discard_closes_and_changes_nothing,
    test_save_closes_and_saves,
    stop=True,
)

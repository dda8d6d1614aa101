# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dragging entries: to another tab as they are, to other programs their certificates alone."""

import json
import os
import re
import subprocess
import sys
import time

import catena
import gtkdrive
import keystores
from gtkdrive import drag, key, wait_until, xdotool

PASSWORD = keystores.PASSWORD
HERE = os.path.dirname(os.path.abspath(__file__))
authority = keystores.Authority(keystores.folder("drag"), key="rsa:2048")
store = authority.key_store("demo.p12", "web", "middle", "root", kind="PKCS12")
keystores.call(*keystores.KEYTOOL, "-genseckey", "-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD, "-alias",
               "secret", "-keyalg", "AES", "-keysize", "256")
other = os.path.join(authority.path, "other.jks")
keystores.call(*keystores.KEYTOOL, "-importcert", "-noprompt", "-keystore", other, "-storetype", "JKS", "-storepass", PASSWORD,
               "-alias", "another", "-file", authority.pem("middle"))
app = catena.start(store)


def drop_outside(kind, alias, patience=catena.SLOW):
    """Drags an entry onto another program; what that was given."""
    program = subprocess.Popen([sys.executable, os.path.join(HERE, "drop-target.py"), authority.path, kind],
                               env=os.environ | {"GTK_A11Y": "none"})
    window = wait_until(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Drop Here$"], capture_output=True,
                                               text=True, check=False).stdout.split(), catena.SLOW, "the other program")[-1]
    xdotool("windowmove", window, 1100, 100)
    result = os.path.join(authority.path, kind + ".json")
    if os.path.exists(result):
        os.remove(result)
    try:
        time.sleep(1)
        drag(catena.row(app, alias).middle(), (1250, 250))
        wait_until(lambda: os.path.exists(result), patience, "what was dropped")
        with open(result, encoding="utf-8") as file:
            return json.load(file)
    finally:
        program.terminate()
        program.wait()


def has_private(text):
    return "PRIVATE KEY" in text


def test_files():
    catena.unlock(app)
    catena.select(app, "web")
    with catena.toasts() as toasts:
        given = drop_outside("files", "web")["files"]
        catena.toast(toasts, "Only the certificates were given")
    (path, folder_mode, text), = given
    assert os.path.basename(path) == "web-chain.pem" and folder_mode == 0o700, given
    assert path.startswith(os.environ["XDG_RUNTIME_DIR"] + "/catena-"), path
    assert text.count("BEGIN CERTIFICATE") == 3 and not has_private(text), text
    with open(authority.pem("web"), encoding="ascii") as file:
        assert text.startswith(file.read()), text
    catena.is_well(app)


def test_text():
    text = drop_outside("text", "web")["text"]
    assert text.count("BEGIN CERTIFICATE") == 3 and not has_private(text), text
    catena.is_well(app)


def test_key_is_refused():
    with catena.toasts() as toasts:
        try:
            given = drop_outside("files", "secret", 5)
        except gtkdrive.NotFound:
            given = None
        catena.toast(toasts, "Keys do not leave by dragging")
    assert given is None, given
    catena.is_well(app)


def test_other_tab():
    xdotool("windowfocus", "--sync", app.x_window())
    catena.select(app, "web")
    key("ctrl+o")
    dialog = app.find(("dialog", "file chooser"), "Open Keystores", timeout=catena.SLOW)
    xdotool("type", "--delay", "40", "/")
    dialog.find(where=lambda n: "EditableText" in n.interfaces, timeout=catena.SLOW).set_text(other)
    catena.press(dialog, "Open", catena.SLOW)
    catena.unlock(app)
    key("ctrl+Page_Up")
    app.find("frame", "demo.p12", timeout=catena.SLOW)
    tab = app.find("page tab", "other.jks", timeout=catena.SLOW)
    drag(catena.row(app, "web").middle(), tab.middle())
    app.find("page tab", "• other.jks", timeout=catena.SLOW)
    gtkdrive.picture("drag-to-tab", app.x_window())
    if not app.maybe("frame", "• other.jks"):
        key("ctrl+Page_Down")
    app.find("frame", "• other.jks", timeout=catena.SLOW)
    catena.wait_rows(app, lambda names: sorted(n.split(",")[0] for n in names) == ["another", "web"], "the dragged entry")
    key("ctrl+s")
    app.find("frame", "other.jks", timeout=catena.SLOW)
    wait_until(lambda: keystores.keytool_list(other).get("web") == ("PrivateKeyEntry", authority.fingerprint("web")), catena.SLOW,
               "the key in the other keystore")
    catena.is_well(app)


def test_nothing_stays():
    folders = [name for name in os.listdir(os.environ["XDG_RUNTIME_DIR"]) if re.match("catena-", name)]
    assert len(folders) == 1, folders
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []
    assert not [name for name in os.listdir(os.environ["XDG_RUNTIME_DIR"]) if re.match("catena-", name)], "files of a drag"


gtkdrive.run(test_files, test_text, test_key_is_refused, test_other_tab, test_nothing_stays, stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is asked for trust, what a file is for, and what a repair would lead to: chosen by clicks."""

import hashlib
import os
import re
import struct
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

OTHER_PASSWORD = "another one"
NOT_TRUSTED = "Not trusted: “Test Root CA” is not an anchor of "
REFUSED = "“www.example.org” of server.jks is not accepted by clients that have trust.jks"

authority = keystores.Authority(keystores.folder("trust"))
server = authority.key_store("server.jks", "web", "middle", "root")
gap = authority.key_store("gap.jks", "gap")
trust = os.path.join(authority.path, "trust.jks")
stranger = keystores.Authority(keystores.folder("stranger"))
locked = os.path.join(authority.path, "locked.p12")
keystores.call(*keystores.KEYTOOL, "-importcert", "-noprompt", "-keystore", trust, "-storetype", "JKS", "-storepass",
               keystores.PASSWORD, "-alias", "root", "-file", authority.pem("root"))
keystores.call(*keystores.KEYTOOL, "-importcert", "-noprompt", "-keystore", trust, "-storepass", keystores.PASSWORD,
               "-alias", "stranger", "-file", stranger.pem("root"))
keystores.call(*keystores.KEYTOOL, "-importcert", "-noprompt", "-keystore", locked, "-storetype", "PKCS12", "-storepass",
               OTHER_PASSWORD, "-alias", "root", "-file", authority.pem("root"))


def write_messy(source, target):
    """A copy of a JKS with one key, whose chain has root and intermediate the wrong way round, and a certificate too many."""
    with open(source, "rb") as file:
        body = file.read()[:-20]
    start = body.index(b"\x00\x05X.509")
    names = [(authority, "web"), (authority, "root"), (authority, "middle"), (stranger, "root")]
    chain = b"".join(b"\x00\x05X.509" + struct.pack(">I", len(who.der(name))) + who.der(name) for who, name in names)
    body = body[:start - 4] + struct.pack(">I", len(names)) + chain
    digest = hashlib.sha1(keystores.PASSWORD.encode("utf-16-be") + b"Mighty Aphrodite" + body).digest()
    with open(target, "wb") as file:
        file.write(body + digest)
    return target


messy = write_messy(authority.key_store("neat.jks", "messy", "middle", "root"), os.path.join(authority.path, "messy.jks"))
app = catena.start(server)


def open_file(path):
    """As a file manager does it, in the program that runs."""
    done = subprocess.run([os.environ["CATENA_PROGRAM"], path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    app.find("frame", re.compile(re.escape(os.path.basename(path))), timeout=catena.SLOW)


def headline(text):
    app.find("label", text, timeout=catena.SLOW)


def ask(whom):
    """Chooses from the list of those who may trust."""
    app.find("combo box", re.compile("^Trusted by")).pointer_click()
    app.find("list item", where=lambda n: not n.name and n.find_all("label", whom), timeout=catena.SLOW).pointer_click()


def choose_role(name):
    app.find("toggle button", where=lambda n: "What this keystore is for" in (n.description, n.name)).click()
    names = ["TLS server identity", "TLS client identity", "Truststore", "Internal encryption", "Signing", "General"]
    wait_until(lambda: app.find_all("menu item") or app.find_all("radio menu item"), catena.SLOW, "the roles")
    (app.find_all("radio menu item") or app.find_all("menu item"))[names.index(name)].click()


def test_the_system_is_asked_first():
    catena.unlock(app)
    catena.select(app, "web")
    headline(NOT_TRUSTED + "System trust")
    app.find("label", "TLS server identity")
    catena.wait_rows(app, lambda names: any(n.startswith("web,") and "Fails" in n for n in names), "the mark of the row")


def test_nobody():
    ask("Nothing")
    headline("Chain complete, trust not checked: no truststore is chosen")
    catena.is_well(app)


def test_java():
    ask("Java cacerts")
    headline(NOT_TRUSTED + "Java cacerts")


def test_an_open_file():
    open_file(trust)
    catena.unlock(app)
    catena.row(app, "root")
    open_file(server)
    ask("trust.jks")
    catena.says(app, "^by 1 of 2 anchors")
    gtkdrive.picture("trust-open-file", app.x_window())
    catena.is_well(app)


def test_an_open_file_changes_its_mind():
    """The truststore is edited in its tab; whoever asked it hears of that."""
    open_file(trust)
    catena.select(app, "root")
    key("Delete")
    wait_until(lambda: not catena.has_row(app, "root"), catena.SLOW, "the entry gone")
    open_file(server)
    headline(NOT_TRUSTED + "trust.jks")
    open_file(trust)
    catena.select(app, "stranger")
    catena.says(app, REFUSED)
    gtkdrive.picture("trust-refused", app.x_window())
    key("ctrl+z")
    catena.row(app, "root")
    wait_until(lambda: catena.is_silent(app, REFUSED), catena.SLOW, "the server accepted again")
    open_file(server)
    catena.says(app, "^by 1 of 2 anchors")
    catena.is_well(app)


def give_file(path):
    dialog = app.find(("dialog", "file chooser"), "Choose Truststore", timeout=catena.SLOW)
    key("slash")
    field = dialog.find(where=lambda n: "EditableText" in n.interfaces and n.role in ("text", "entry"))
    field.set_text(path)
    catena.press(dialog, "Open", catena.SLOW)


def test_a_file_with_a_password():
    ask("Choose File…")
    give_file(locked)
    asking = catena.dialog(app, "Password Required")
    asking.set_text("wrong")
    catena.press(asking, "Unlock")
    catena.says(asking, "This is not the password of the file")
    asking.set_text(OTHER_PASSWORD)
    catena.press(asking, "Unlock")
    app.wait_gone("dialog", "Password Required", catena.SLOW)
    catena.says(app, "^by 1 of 1 anchor ")
    app.find("combo box", re.compile("^Trusted by")).find("label", "locked.p12")
    catena.is_well(app)


def test_a_role_changes_what_is_found():
    choose_role("TLS client identity")
    catena.says(app, "does not allow the purpose “TLS client”")
    app.find("label", "TLS client identity")
    gtkdrive.picture("trust-role", app.x_window())
    catena.is_well(app)


def test_a_role_is_remembered():
    key("ctrl+w")
    wait_until(lambda: not app.maybe("frame", "server.jks"), catena.SLOW, "the file closed")
    open_file(server)
    catena.unlock(app)
    app.find("label", "TLS client identity", timeout=catena.SLOW)
    catena.select(app, "web")
    catena.says(app, "does not allow the purpose “TLS client”")
    choose_role("TLS server identity")
    wait_until(lambda: catena.is_silent(app, "does not allow the purpose"), catena.SLOW, "the finding gone")
    catena.is_well(app)


def test_a_repair_is_shown_before_it_is_done():
    """One certificate is missing and lies in the same folder; the chain after the repair, and one step back."""
    open_file(gap)
    catena.unlock(app)
    catena.select(app, "gap")
    headline(catena.MISSING)
    catena.press(app, "Preview", catena.SLOW)
    dialog = catena.dialog(app, "Repair Chain")
    dialog.find("label", catena.MISSING)
    dialog.find("label", NOT_TRUSTED + "System trust", timeout=catena.SLOW)
    catena.says(dialog, "^Comes in · ")
    gtkdrive.picture("trust-repair", app.x_window())
    key("Escape")
    app.wait_gone("dialog", "Repair Chain")
    headline(NOT_TRUSTED + "System trust")  # what was found is known from now on
    catena.press(app, "Preview", catena.SLOW)
    with catena.toasts() as toasts:
        catena.press(catena.dialog(app, "Repair Chain"), "Repair")
        catena.toast(toasts, "Chain completed")
    wait_until(lambda: not app.maybe("button", "Preview"), catena.SLOW, "nothing left to repair")
    key("ctrl+z")
    app.find("button", "Preview", timeout=catena.SLOW)
    catena.is_well(app)


def test_all_is_repaired_in_one_step():
    """The wrong order, and a certificate that does not belong there."""
    open_file(messy)
    catena.unlock(app)
    catena.select(app, "messy")
    catena.says(app, "^The chain is in the wrong order")
    with catena.toasts() as toasts:
        catena.press(app, "Fix All", catena.SLOW)
        catena.toast(toasts, "Chain repaired")
    wait_until(lambda: catena.is_silent(app, "^The chain is in the wrong order"), catena.SLOW, "the chain in order")
    assert not app.maybe("button", "Fix All")
    gtkdrive.picture("trust-repaired", app.x_window())
    key("ctrl+z")
    catena.says(app, "^The chain is in the wrong order")
    catena.is_well(app)


if __name__ == "__main__":
    gtkdrive.run(*[test for name, test in list(globals().items()) if name.startswith("test_")], stop=True)

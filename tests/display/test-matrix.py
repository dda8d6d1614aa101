# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which truststores would accept a server: the table on its page, by pointer, keyboard and screen reader."""

import os
import re
import subprocess
import time

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

OTHER_PASSWORD = "another one"
TABLE = "Would it be accepted?"

authority = keystores.Authority(keystores.folder("matrix"))
stranger = keystores.Authority(keystores.folder("matrix-stranger"))
server = authority.key_store("server.jks", "web", "middle", "root")


def make_truststore(name, kind, password, *certificates):
    path = os.path.join(authority.path, name)
    for alias, who in certificates:
        keystores.call(*keystores.KEYTOOL, "-importcert", "-noprompt", "-keystore", path, "-storetype", kind, "-storepass",
                       password, "-alias", alias, "-file", who.pem(alias))
    return path


trust = make_truststore("client-truststore.jks", "JKS", keystores.PASSWORD, ("root", authority), ("middle", stranger))
partner = make_truststore("partner-truststore.p12", "PKCS12", keystores.PASSWORD, ("middle", stranger))
issuer = make_truststore("issuer.p12", "PKCS12", OTHER_PASSWORD, ("middle", authority))
app = catena.start(server)


def open_file(path):
    """As a file manager does it, in the program that runs."""
    done = subprocess.run([os.environ["CATENA_PROGRAM"], path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    app.find("frame", re.compile(re.escape(os.path.basename(path))), timeout=catena.SLOW)


def find_row(name):
    """The row of a truststore; below the fold it is there all the same."""
    table = app.maybe(where=lambda n: n.name == TABLE and n.role in ("table", "tree table"), showing=False)
    rows = table.find_all("table row", showing=False) if table else []
    return next((n for n in rows if n.name.startswith(name + ",")), None)


def says(name, answers, why, timeout=catena.SLOW):
    """Waits until a truststore says that, with that reason."""
    def does():
        row = find_row(name)
        return row if row and row.name == f"{name}, {answers}" and row.description == why else None

    try:
        return wait_until(does, timeout, f"“{name}” with “{answers}” and “{why}”")
    except gtkdrive.NotFound as error:
        row = find_row(name)
        raise gtkdrive.NotFound(f"{error}; it is “{row.name if row else None}”, “{row.description if row else None}”") from error


def headline(text):
    app.find("label", text, timeout=catena.SLOW)


def is_in_view(node):
    _, top, _, height = node.extents()
    return 150 < top and top + height < app.find("frame").extents()[3] - 10


def bring_to_view(name="System trust"):
    """The table stands below the fold: the wheel takes the page there."""
    left, top = app.origin(app.find("frame"))
    gtkdrive.xdotool("mousemove", left + 640, top + 500)
    for _ in range(60):
        if is_in_view(find_row(name)):
            return find_row(name)
        gtkdrive.xdotool("click", "5" if find_row(name).extents()[1] > 150 else "4")
        time.sleep(0.1)
    raise gtkdrive.NotFound(f"the row “{name}” cannot be scrolled to")


def test_the_usual_truststores():
    catena.unlock(app)
    catena.select(app, "web")
    says("System trust", "Today: Not trusted", "“Test Root CA” is absent")
    says("Java cacerts", "Today: Not trusted", "“Test Root CA” is absent")
    assert not find_row("This file"), "a keystore without trusted certificates is no truststore"
    catena.is_well(app)


def test_open_files():
    open_file(trust)
    wait_until(lambda: app.maybe(("dialog", "alert"), "Password Required"), catena.SLOW, "the question for the password")
    open_file(server)
    says("client-truststore.jks", "Today: Not checked", "Locked")
    find_row("client-truststore.jks").do("truststore.choose")
    catena.unlock(app)
    open_file(partner)
    catena.unlock(app)
    open_file(server)
    says("client-truststore.jks", "Today: Trusted", "Holds “Test Root CA”")
    says("partner-truststore.p12", "Today: Not trusted", "“Test Root CA” is absent")
    catena.is_well(app)


def test_a_row_is_asked_for_the_page():
    headline("Not trusted: “Test Root CA” is not an anchor of System trust")
    assert bring_to_view().has("selected")
    bring_to_view("client-truststore.jks").pointer_click()
    headline("Trusted")
    wait_until(lambda: find_row("client-truststore.jks").has("selected") and not find_row("System trust").has("selected"),
               catena.SLOW, "the row that is asked marked")
    app.find("combo box", re.compile("^Trusted by")).find("label", "client-truststore.jks", showing=False)
    find_row("client-truststore.jks").focus()
    key("Down", "Return")
    headline("Not trusted: “Test Root CA” is not an anchor of partner-truststore.p12")
    key("Up", "space")
    headline("Trusted")
    catena.is_well(app)


def test_a_file_that_is_not_open():
    app.find("button", re.compile("^Add Truststore")).click()
    dialog = app.find(("dialog", "file chooser"), "Choose Truststore", timeout=catena.SLOW)
    key("slash")
    field = dialog.find(where=lambda n: "EditableText" in n.interfaces and n.role in ("text", "entry"))
    field.set_text(issuer)
    catena.press(dialog, "Open", catena.SLOW)
    asking = catena.dialog(app, "Password Required")
    asking.set_text("wrong")
    catena.press(asking, "Unlock")
    catena.says(asking, "This is not the password of the file")
    asking.set_text(OTHER_PASSWORD)
    catena.press(asking, "Unlock")
    app.wait_gone("dialog", "Password Required", catena.SLOW)
    says("issuer.p12", "Today: Trusted", "Holds “Test Intermediate CA” itself as an anchor")
    headline("Trusted")
    assert find_row("client-truststore.jks").has("selected"), "the page asks whom it asked before"
    bring_to_view("issuer.p12")
    gtkdrive.picture("matrix", app.x_window())
    catena.is_well(app)


def test_it_is_remembered_while_the_program_runs():
    open_file(partner)
    open_file(server)
    says("issuer.p12", "Today: Trusted", "Holds “Test Intermediate CA” itself as an anchor")
    find_row("issuer.p12").find("button", "Remove From This Table", showing=False).click()
    wait_until(lambda: not find_row("issuer.p12"), catena.SLOW, "the row gone")
    catena.is_well(app)


def test_another_date():
    """In 900 days the server's certificate has ended; what was not trusted before that has its old reason."""
    slider = app.find("slider", "As of", showing=False, timeout=catena.SLOW)
    slider.set_value(900)
    wait_until(lambda: re.fullmatch("client-truststore.jks, Today: Trusted, [0-9]+ [A-Z][a-z]+ [0-9]+: Not trusted",
                                    find_row("client-truststore.jks").name), catena.SLOW, "the answer for the other date")
    assert find_row("client-truststore.jks").description == "The server certificate expires first"
    assert find_row("System trust").description == "“Test Root CA” is absent"
    bring_to_view("Java cacerts")
    gtkdrive.picture("matrix-date", app.x_window())
    slider.set_value(0)
    says("client-truststore.jks", "Today: Trusted", "Holds “Test Root CA”")
    catena.is_well(app)


def test_the_missing_anchor_is_added():
    find_row("partner-truststore.p12").find("button", "Add to Truststore…", showing=False).click()
    dialog = catena.dialog(app, "Add to Truststore")
    assert dialog.find("radio button", "partner-truststore.p12").has("checked")
    catena.press(dialog, "Add", catena.SLOW)
    says("partner-truststore.p12", "Today: Trusted", "Holds “Test Root CA”")
    row = find_row("partner-truststore.p12")
    assert not row.find_all("button", "Add to Truststore…"), "there is nothing left to add"
    catena.is_well(app)


if __name__ == "__main__":
    gtkdrive.run(*[test for name, test in list(globals().items()) if name.startswith("test_")], stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate request from an entry, seen by openssl; opened in the window, and signed with the key of a CA in another tab."""

import os
import re

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

authority = keystores.Authority(keystores.folder("request"))
store = authority.key_store("web.jks", "web", "middle")
ca = authority.key_store("ca.jks", "ca", "root", leaf="middle")
request = os.path.join(authority.path, "web.csr")
chain = os.path.join(authority.path, "web-chain.pem")
app = catena.start(store)


def save_to(path):
    """The file dialog of GTK, which is there where no portal is."""
    dialog = app.find(("dialog", "file chooser"), re.compile("^Save "), timeout=catena.SLOW)
    dialog.find(where=lambda n: "EditableText" in n.interfaces).set_text(path)
    catena.press(dialog, "Save", catena.SLOW)
    wait_until(lambda: os.path.exists(path), catena.SLOW, path)
    app.wait_gone(("dialog", "file chooser"), re.compile("^Save "))


def test_request_proposes_what_the_certificate_has():
    catena.unlock(app)
    catena.select(app, "web")
    key("ctrl+shift+r")
    dialog = catena.dialog(app, "Certificate Request")
    catena.says(dialog, "www.example.org")
    catena.says(dialog, "O=Example,CN=www.example.org")
    gtkdrive.picture("request-options", app.x_window())
    catena.is_well(app)


def test_names_are_added():
    dialog = catena.dialog(app, "Certificate Request")
    field = dialog.find(where=lambda n: "EditableText" in n.interfaces)
    field.set_text("api.example.org, 192.0.2.7")
    catena.press(dialog, "Add")
    catena.says(dialog, "api.example.org")
    catena.says(dialog, "192.0.2.7")
    catena.is_well(app)


def test_request_is_saved():
    dialog = catena.dialog(app, "Certificate Request")
    catena.press(dialog, "Create")
    wait_until(lambda: dialog.maybe(where=lambda n: "BEGIN CERTIFICATE REQUEST" in n.name), catena.SLOW, "the request")
    gtkdrive.picture("request-ready", app.x_window())
    catena.press(dialog, "Save…")
    save_to(request)
    text = keystores.call("openssl", "req", "-in", request, "-noout", "-text", "-verify")
    for name in ("DNS:www.example.org", "DNS:example.org", "DNS:api.example.org", "IP Address:192.0.2.7"):
        assert name in text, text
    assert "TLS Web Server Authentication" in text, text
    catena.press(dialog, "Done")
    catena.is_well(app)
    app.close()


def test_request_is_signed():
    global app
    app = catena.start(ca, request)
    catena.dialog(app, "Password Required").set_text(keystores.PASSWORD)
    catena.press(catena.dialog(app, "Password Required"), "Unlock")
    catena.entries(app)
    app.find("page tab", "web.csr").pointer_click()
    catena.says(app, "Proved: the signature verifies with this key")
    gtkdrive.picture("request-page", app.x_window())
    app.find("button", re.compile("Issue Certificate")).pointer_click()
    dialog = catena.dialog(app, "Issue Certificate")
    catena.says(dialog, "Test Intermediate CA \\(ca.jks\\)")
    gtkdrive.picture("request-sign", app.x_window())
    catena.press(dialog, "Issue")
    catena.says(dialog, "Give the chain to whoever")
    gtkdrive.picture("request-issued", app.x_window())
    catena.press(dialog, "Save Chain…")
    save_to(chain)
    assert ": OK" in keystores.call("openssl", "verify", "-CAfile", authority.pem("root"), "-untrusted",
                                    authority.pem("middle"), "-verify_ip", "192.0.2.7", chain)
    assert open(chain, encoding="ascii").read().count("BEGIN CERTIFICATE") == 3
    catena.press(dialog, "Done")
    app.wait_gone("dialog", "Certificate Issued")
    catena.is_well(app)


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_request_proposes_what_the_certificate_has, test_names_are_added, test_request_is_saved,
             test_request_is_signed, test_quit, stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renewing: a request with the same key and with a new one, a self-signed certificate, a key that encrypts data, a new key that
takes the place of the old one; keytool and openssl see what comes of it."""

import os
import re
import time

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

BORDER = 5  # pixels around a window without a window manager

authority = keystores.Authority(keystores.folder("renew"), key="rsa:2048")
store = authority.key_store("web.jks", "web", "middle")
crypto = os.path.join(authority.path, "crypto.jks")
answered = authority.key_store("answered.p12", "web", kind="PKCS12")
request = os.path.join(authority.path, "web.csr")

keystores.call(*keystores.KEYTOOL, "-genkeypair", "-keystore", crypto, "-storetype", "JKS", "-storepass", keystores.PASSWORD,
               "-keypass", keystores.PASSWORD, "-alias", "internal", "-keyalg", "RSA", "-keysize", "2048", "-validity", "10",
               "-dname", "CN=internal,O=Example", "-ext", "KU:critical=digitalSignature,keyEncipherment,dataEncipherment")
authority.make("next", "/CN=www.example.org/O=Example", "middle", "subjectAltName=DNS:www.example.org,DNS:example.org",
               "extendedKeyUsage=serverAuth")
keystores.call(*keystores.KEYTOOL, "-importkeystore", "-noprompt", "-srckeystore",
               authority.key_store("next.p12", "web-new", "middle", kind="PKCS12", leaf="next"), "-srcstorepass", keystores.PASSWORD,
               "-destkeystore", answered, "-deststorepass", keystores.PASSWORD)
app = catena.start(store)


def renew(alias):
    catena.select(app, alias)
    app.find("toggle button", "Entry Menu").click()
    app.find("menu")
    key("n")


def begin(alias):
    renew(alias)
    return catena.dialog(app, f"Renew “{alias}”")


def scroll(dialog, button):
    """To the end (5) or the beginning (4) of what the dialog asks."""
    gtkdrive.xdotool("mousemove", *dialog.middle(), "click", "--repeat", 15, "--delay", 30, button)
    time.sleep(1)


def choose(dialog, name):
    scroll(dialog, 5)
    dialog.find("radio button", name).pointer_click()
    wait_until(lambda: dialog.find("radio button", name).has("checked"), what=f"“{name}” chosen")


def accept(dialog):
    """A switch row is a check box with another one in it, which has the action."""
    dialog.find("check box", re.compile("^I Know"), where=lambda n: "toggle" in n.actions()).do("toggle")


def save_request():
    dialog = catena.dialog(app, "Certificate Request")
    wait_until(lambda: dialog.maybe(where=lambda n: "BEGIN CERTIFICATE REQUEST" in n.name), catena.SLOW, "the request")
    catena.press(dialog, "Save…")
    chooser = app.find(("dialog", "file chooser"), re.compile("^Save "), timeout=catena.SLOW)
    chooser.find(where=lambda n: "EditableText" in n.interfaces).set_text(request)
    catena.press(chooser, "Save", catena.SLOW)
    wait_until(lambda: os.path.exists(request), catena.SLOW, request)
    app.wait_gone(("dialog", "file chooser"), re.compile("^Save "))
    catena.press(dialog, "Done")
    text = keystores.call("openssl", "req", "-in", request, "-noout", "-text", "-verify")
    public = keystores.call("openssl", "req", "-in", request, "-noout", "-pubkey")
    os.remove(request)
    return text, public


def test_request_with_the_same_key():
    catena.unlock(app)
    dialog = begin("web")
    catena.says(dialog, "www.example.org, example.org")
    assert dialog.find("radio button", "From a CA").has("checked")
    assert dialog.find("radio button", "Keep the Key").has("checked")
    gtkdrive.picture("renew", app.x_window())
    catena.press(dialog, "Renew")
    text, public = save_request()
    assert "DNS:www.example.org, DNS:example.org" in text and "TLS Web Server Authentication" in text, text
    assert public == keystores.call("openssl", "x509", "-in", authority.pem("web"), "-noout", "-pubkey")
    assert not catena.has_row(app, "web-new")
    catena.is_well(app)


def test_request_with_a_new_key():
    dialog = begin("web")
    choose(dialog, "New Key")
    catena.says(dialog, "Beside the old one until the answer is in, as “web-new”")
    gtkdrive.picture("renew-new-key", app.x_window())
    catena.press(dialog, "Renew")
    text, public = save_request()
    assert "DNS:www.example.org, DNS:example.org" in text, text
    assert public != keystores.call("openssl", "x509", "-in", authority.pem("web"), "-noout", "-pubkey")
    catena.row(app, "web-new")
    key("ctrl+s")
    wait_until(lambda: len(keystores.keytool_list(store)) == 2, catena.SLOW, "two keys in the file", every=1)
    listed = keystores.keytool_list(store)
    assert listed["web"] == ("PrivateKeyEntry", authority.fingerprint("web")), listed
    assert listed["web-new"][0] == "PrivateKeyEntry", listed
    catena.is_well(app)


def test_making_a_key_is_cancelled():
    dialog = begin("web")
    choose(dialog, "New Key")
    dialog.find(("combo box", "list item"), re.compile("^Algorithm")).pointer_click()
    app.find("list item", where=lambda n: n.has("focused"))
    key("Home", "Down", "Down", "Down", "Return")
    catena.says(dialog, "RSA 8192")
    gtkdrive.picture("renew-algorithm", app.x_window())
    catena.press(dialog, "Renew")
    catena.says(dialog, "Generating a Key: RSA 8192")
    gtkdrive.picture("renew-working", app.x_window())
    catena.press(dialog, "Cancel")
    wait_until(lambda: dialog.find("button", "Renew").has("sensitive"), catena.SLOW, "the end of the work")
    catena.press(dialog, "Cancel")
    app.wait_gone("dialog", "Renew “web”")
    assert not catena.has_row(app, "web-new-2")
    catena.is_well(app)
    app.close()


def test_encryption_is_not_renewed_in_silence():
    global app
    app = catena.start(crypto)
    catena.unlock(app)
    dialog = begin("internal")
    assert dialog.find("radio button", "Self-Signed").has("checked")
    catena.says(dialog, "This key encrypts data")
    assert not dialog.find("button", "Renew").has("sensitive")
    accept(dialog)
    wait_until(lambda: dialog.find("button", "Renew").has("sensitive"), what="consent to the first danger")
    choose(dialog, "New Key")
    catena.says(dialog, "nobody can bring it back")
    assert not dialog.find("button", "Renew").has("sensitive")
    scroll(dialog, 4)
    gtkdrive.picture("renew-encryption", app.x_window())
    accept(dialog)
    catena.press(dialog, "Renew")
    catena.row(app, "internal-old")
    key("ctrl+s")
    wait_until(lambda: len(keystores.keytool_list(crypto)) == 2, catena.SLOW, "two keys in the file", every=1)
    text = keystores.call(*keystores.KEYTOOL, "-list", "-v", "-keystore", crypto, "-storepass", keystores.PASSWORD, "-alias", "internal")
    assert "Data_Encipherment" in text and "CN=internal, O=Example" in text, text
    key("ctrl+z")
    wait_until(lambda: not catena.has_row(app, "internal-old"), catena.SLOW, "the old key alone")
    catena.is_well(app)
    app.close()


def test_new_key_takes_its_place():
    global app
    app = catena.start(answered)
    catena.unlock(app)
    renew("web-new")
    dialog = catena.dialog(app, "Put the New Key in Place?")
    gtkdrive.picture("renew-place", app.x_window())
    catena.press(dialog, "Put in Place")
    catena.row(app, "web-old")
    assert not catena.has_row(app, "web-new")
    key("ctrl+s")
    wait_until(lambda: "web-old" in keystores.keytool_list(answered), catena.SLOW, "the old key in the file", every=1)
    listed = keystores.keytool_list(answered)
    assert listed == {"web": ("PrivateKeyEntry", authority.fingerprint("next")),
                      "web-old": ("PrivateKeyEntry", authority.fingerprint("web"))}, listed
    catena.is_well(app)


def test_small_and_dark():
    global app
    app = catena.start(crypto, env={"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"})
    catena.unlock(app)
    dialog = begin("internal")
    app.resize(360 + 2 * BORDER, 640 + 2 * BORDER)
    wait_until(lambda: app.windows()[0].extents()[2] <= 360 + 2 * BORDER, what="a small window")
    choose(dialog, "New Key")
    gtkdrive.picture("renew-360-end", app.x_window())
    scroll(dialog, 4)
    accept(dialog)
    gtkdrive.picture("renew-360", app.x_window())
    catena.press(dialog, "Cancel")
    app.wait_gone("dialog", "Renew “internal”")
    catena.is_well(app)
    app.close()


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_request_with_the_same_key, test_request_with_a_new_key, test_making_a_key_is_cancelled,
             test_encryption_is_not_renewed_in_silence, test_new_key_takes_its_place, test_quit, test_small_and_dark, stop=True)

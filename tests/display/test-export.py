# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exporting a chain, a key pair and a private key; adding a root to a truststore; the configuration of a program."""

import base64
import hashlib
import os
import re
import stat

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

PASSWORD = keystores.PASSWORD
NEW = "quite another one 7"
os.umask(0o022)
authority = keystores.Authority(keystores.folder("export"), key="rsa:2048")
store = authority.key_store("demo.jks", "web", "middle", "root")
truststore = os.path.join(authority.path, "client-truststore.p12")
keystores.call(*keystores.KEYTOOL, "-importcert", "-noprompt", "-keystore", truststore, "-storetype", "PKCS12", "-storepass",
               PASSWORD, "-alias", "another", "-file", authority.pem("middle"))
app = catena.start(store)


def where(name):
    return os.path.join(authority.path, name)


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def prints(text):
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", text, re.S)
    return [hashlib.sha256(base64.b64decode(block)).hexdigest() for block in blocks]


def choose(dialog, row, item):
    """Chooses from a combo row, which opens only by pointer or keyboard."""
    dialog.find(("combo box", "list item"), name=re.compile(f"^{row}")).pointer_click()
    chosen = app.find("list item", where=lambda n: n.find_all("label", item) and not n.name.startswith(("What", "Format", "Program")))
    chosen.pointer_click()


def open_export():
    """The window has the focus again when the file dialog is gone."""
    def opened():
        key("ctrl+e")
        try:
            return catena.dialog(app, "Export", 5)
        except gtkdrive.NotFound:
            return None

    return wait_until(opened, catena.SLOW, "the dialog “Export”")


def save_as(name):
    """The file dialog of GTK, which is there where no portal is."""
    dialog = app.find(("dialog", "file chooser"), "Export",
                      where=lambda n: n.find_all("button", "Export") and not n.find_all("button", "Choose File…"),
                      timeout=catena.SLOW)
    field = dialog.find(where=lambda n: "EditableText" in n.interfaces)
    proposed = field.text()
    field.set_text(where(name))
    catena.press(dialog, "Export", catena.SLOW)
    wait_until(lambda: os.path.exists(where(name)) and os.path.getsize(where(name)) > 0, catena.SLOW, name)
    app.wait_gone(("dialog", "file chooser"), "Export", timeout=catena.SLOW)
    return proposed


def fields(dialog):
    return dialog.find_all(where=lambda n: n.role in ("text", "password text") and "EditableText" in n.interfaces)


def switch(dialog, name):
    """A switch row is a check box with another one in it, which has the action."""
    dialog.find("check box", name, where=lambda n: "toggle" in n.actions()).do("toggle")


def test_chain():
    catena.unlock(app)
    catena.select(app, "web")
    dialog = open_export()
    gtkdrive.picture("export", app.x_window())
    catena.press(dialog, "Choose File…")
    proposed = save_as("chain.pem")
    assert proposed == "web-chain.pem", proposed
    with open(where("chain.pem"), encoding="ascii") as file:
        text = file.read()
    assert prints(text) == [authority.fingerprint(name) for name in ("web", "middle", "root")], text
    verified = keystores.call("openssl", "verify", "-CAfile", authority.pem("root"), "-untrusted", where("chain.pem"),
                              where("chain.pem"))
    assert "OK" in verified, verified
    assert mode(where("chain.pem")) == 0o644, oct(mode(where("chain.pem")))
    catena.is_well(app)


def test_key_pair():
    dialog = open_export()
    choose(dialog, "What", "Key Pair")
    button = dialog.find("button", "Choose File…")
    assert not button.has("sensitive"), "a key pair without password"
    first, second = fields(dialog)
    first.set_text("changeit")
    catena.says(dialog, "every list of known passwords")
    first.set_text(NEW)
    second.set_text(NEW)
    catena.says(dialog, "^Strong$")
    gtkdrive.picture("export-key-pair", app.x_window())
    catena.press(dialog, "Choose File…")
    assert save_as("pair.p12") == "web.p12"
    text = keystores.call("openssl", "pkcs12", "-in", where("pair.p12"), "-passin", f"pass:{NEW}", "-nodes")
    assert sorted(prints(text)) == sorted(authority.fingerprint(n) for n in ("web", "middle", "root")), text
    assert keystores.keytool_list(where("pair.p12"), NEW) == {"web": ("PrivateKeyEntry", authority.fingerprint("web"))}
    assert mode(where("pair.p12")) == 0o600, oct(mode(where("pair.p12")))
    catena.is_well(app)


def test_encrypted_key():
    dialog = open_export()
    choose(dialog, "What", "Private Key")
    catena.press(dialog, "Generate Password")
    password = wait_until(lambda: fields(dialog)[0].text(), catena.SLOW, "a generated password")
    assert re.fullmatch(r"([a-z2-9]{5}-){3}[a-z2-9]{5}", password), password
    gtkdrive.picture("export-generated", app.x_window())
    catena.press(dialog, "Choose File…")
    assert save_as("web-8.key") == "web.key"
    expected = keystores.call("openssl", "x509", "-in", authority.pem("web"), "-noout", "-pubkey")
    with open(where("web-8.key"), encoding="ascii") as file:
        assert "BEGIN ENCRYPTED PRIVATE KEY" in file.read()
    assert keystores.call("openssl", "pkey", "-in", where("web-8.key"), "-passin", f"pass:{password}", "-pubout") == expected
    assert mode(where("web-8.key")) == 0o600
    catena.is_well(app)


def test_plain_key_is_asked_about():
    for answer in ("Cancel", "Export Unprotected"):
        dialog = open_export()
        choose(dialog, "What", "Private Key")
        switch(dialog, "Protect With a Password")
        catena.press(dialog, "Choose File…")
        question = catena.dialog(app, "Export Without a Password?")
        if answer == "Cancel":
            gtkdrive.picture("export-plain", app.x_window())
        catena.press(question, answer)
    save_as("plain.key")
    expected = keystores.call("openssl", "x509", "-in", authority.pem("web"), "-noout", "-pubkey")
    assert keystores.call("openssl", "pkey", "-in", where("plain.key"), "-pubout") == expected
    assert mode(where("plain.key")) == 0o600
    catena.is_well(app)


def test_configuration():
    row = catena.row(app, "web")
    row.pointer_click(button=3)
    menu = app.find("menu", timeout=catena.SLOW)
    menu.pick("g")
    dialog = catena.dialog(app, "Configuration")
    text = dialog.find("label", re.compile("keystore.primary")).name
    assert text.startswith('[keystore.primary]\nfile_name = "demo.jks"\ntype = "JKS"\n'), text
    gtkdrive.picture("configuration", app.x_window())
    choose(dialog, "Program", "Apache Tomcat")
    dialog.find("label", re.compile("^<Connector"), timeout=catena.SLOW)
    key("Escape")
    app.wait_gone("dialog", "Configuration", timeout=catena.SLOW)
    catena.is_well(app)


def open_file(path):
    dialog = app.find(("dialog", "file chooser"), "Choose Truststore", timeout=catena.SLOW)
    dialog.find("button", "Open", timeout=catena.SLOW)
    gtkdrive.xdotool("type", "--delay", "40", "/")
    field = dialog.find(where=lambda n: "EditableText" in n.interfaces, timeout=catena.SLOW)
    field.set_text(path)
    catena.press(dialog, "Open", catena.SLOW)


def test_add_to_truststore():
    catena.select(app, "web")
    key("ctrl+t")
    dialog = catena.dialog(app, "Add to Truststore")
    catena.says(dialog, "Root CA “Test Root CA”")
    catena.says(dialog, "Advised")
    gtkdrive.picture("truststore", app.x_window())
    catena.press(dialog, "Choose…")
    open_file(truststore)
    catena.unlock(app)
    app.find("frame", "• client-truststore.p12", timeout=catena.SLOW)
    assert catena.has_row(app, "test root ca"), [n.name for n in catena.rows(app)]
    key("ctrl+z")
    app.find("frame", "client-truststore.p12", timeout=catena.SLOW)
    catena.wait_rows(app, lambda names: len(names) == 1, "one entry after Undo")
    key("ctrl+shift+z")
    key("ctrl+s")
    app.find("frame", "client-truststore.p12", timeout=catena.SLOW)
    wait_until(lambda: len(keystores.keytool_list(truststore)) == 2, catena.SLOW, "the saved truststore")
    assert keystores.keytool_list(truststore) == {
        "another": ("trustedCertEntry", authority.fingerprint("middle")),
        "test root ca": ("trustedCertEntry", authority.fingerprint("root")),
    }
    catena.is_well(app)


def test_duplicate_is_told():
    key("ctrl+Page_Up")
    app.find("frame", "demo.jks", timeout=catena.SLOW)
    catena.select(app, "web")
    key("ctrl+t")
    dialog = catena.dialog(app, "Add to Truststore")
    catena.says(dialog, "Has it already, as “test root ca”")
    assert not dialog.find("button", "Add").has("sensitive"), "a certificate twice"
    key("Escape")
    app.wait_gone("dialog", "Add to Truststore", timeout=catena.SLOW)


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_chain, test_key_pair, test_encrypted_key, test_plain_key_is_asked_about, test_configuration,
             test_add_to_truststore, test_duplicate_is_told, test_quit, stop=True)

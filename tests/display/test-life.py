# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a server's keystore: made, a key pair generated, a request exported, the CA's zip dropped on the window, applied,
undone, redone, saved; the root put into a truststore; and then a Java client connects to a server that has it all."""

import os
import re
import socket
import subprocess
import zipfile

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

PASSWORD = keystores.PASSWORD
HERE = os.path.dirname(os.path.abspath(__file__))
authority = keystores.Authority(keystores.folder("life"), key="rsa:2048")
store = os.path.join(authority.path, "server.jks")
trust = os.path.join(authority.path, "client-truststore.jks")
request = os.path.join(authority.path, "web.csr")
leaf = os.path.join(authority.path, "issued.pem")
reply = os.path.join(authority.path, "reply.zip")
app = catena.start()


def fields(node):
    return node.find_all(where=lambda n: n.role in ("text", "password text") and "EditableText" in n.interfaces)


def choose(dialog, row, place):
    """Chooses from a combo row, which opens only by pointer or keyboard, the item at that place."""
    dialog.find(("combo box", "list item"), name=re.compile(f"^{row}")).pointer_click()
    app.find("list item", where=lambda n: n.has("focused"))
    key("Home", *["Down"] * place, "Return")


def save_to(path):
    """The file dialog of GTK, which is there where no portal is."""
    dialog = app.find(("dialog", "file chooser"), re.compile("^Save "), timeout=catena.SLOW)
    dialog.find(where=lambda n: "EditableText" in n.interfaces).set_text(path)
    catena.press(dialog, "Save", catena.SLOW)
    wait_until(lambda: os.path.exists(path), catena.SLOW, path)
    app.wait_gone(("dialog", "file chooser"), re.compile("^Save "))


def make_keystore(path):
    key("ctrl+n")
    dialog = catena.dialog(app, "New Keystore")
    choose(dialog, "Format", 0)
    catena.says(dialog, "^JKS$")
    for field in fields(dialog):
        field.set_text(PASSWORD)
    catena.press(dialog, "Create")
    catena.says(app, "^No Entries$")
    key("ctrl+s")
    save_to(path)
    app.find("frame", os.path.basename(path), timeout=catena.SLOW)
    with open(path, "rb") as file:
        assert file.read(4) == b"\xfe\xed\xfe\xed", "no JKS"


def test_new_keystore():
    make_keystore(store)
    gtkdrive.picture("life-1-empty", app.x_window())
    catena.is_well(app)


def test_generate():
    catena.press(app, "Generate Key Pair…")
    dialog = catena.dialog(app, "Generate Key Pair")
    dialog.find(where=lambda n: n.name == "New name" and "EditableText" in n.interfaces).set_text(
        "gw.example.org api.example.org 192.0.2.10")
    catena.press(dialog, "Add")
    catena.says(dialog, "192.0.2.10")
    gtkdrive.picture("life-2-names", app.x_window())
    catena.press(dialog, "Next")
    dialog.find("label", "Subject", timeout=catena.SLOW)
    gtkdrive.picture("life-3-subject", app.x_window())
    catena.press(dialog, "Next")
    dialog.find("list item", "RSA 2048", timeout=catena.SLOW).pointer_click()
    wait_until(lambda: dialog.find("radio button", "RSA 2048").has("checked"), what="RSA 2048 chosen")
    catena.entry_of(dialog, "Alias").set_text("web")
    gtkdrive.picture("life-4-key", app.x_window())
    catena.press(dialog, "Next")
    dialog.find("label", "Use and Validity", timeout=catena.SLOW)
    gtkdrive.picture("life-5-use", app.x_window())
    catena.press(dialog, "Generate")
    app.wait_gone("dialog", "Generate Key Pair", timeout=catena.SLOW)
    catena.row(app, "web")
    gtkdrive.picture("life-6-generated", app.x_window())
    catena.is_well(app)


def test_request():
    key("ctrl+shift+r")
    dialog = catena.dialog(app, "Certificate Request")
    catena.press(dialog, "Create")
    wait_until(lambda: dialog.maybe(where=lambda n: "BEGIN CERTIFICATE REQUEST" in n.name), catena.SLOW, "the request")
    gtkdrive.picture("life-7-request", app.x_window())
    catena.press(dialog, "Save…")
    save_to(request)
    text = keystores.call("openssl", "req", "-in", request, "-noout", "-text", "-verify")
    for name in ("DNS:gw.example.org", "DNS:api.example.org", "IP Address:192.0.2.10"):
        assert name in text, text
    catena.press(dialog, "Done")
    app.wait_gone("dialog", "Request Ready")
    catena.is_well(app)


def answer():
    """What a CA sends: the names as requested, everything in one archive, root first."""
    keystores.call("openssl", "x509", "-req", "-in", request, "-CA", authority.pem("middle"), "-CAkey",
                   os.path.join(authority.path, "middle.key"), "-days", "199", "-copy_extensions", "copy", "-out", leaf)
    with zipfile.ZipFile(reply, "w") as archive:
        for name, path in (("1_root.crt", authority.pem("root")), ("2_intermediate.crt", authority.pem("middle")),
                           ("3_gw_example_org.crt", leaf)):
            archive.write(path, name)


def test_reply_is_dropped():
    answer()
    catena.drop(app, reply)
    dialog = catena.dialog(app, "Import Reply")
    catena.says(dialog, "The reply is for “web”")
    dialog.find("list", re.compile("^Before: "), timeout=catena.SLOW)
    after = dialog.find("list", re.compile("^After: "))
    cards = [n.name for n in after.find_all("list item") if "issued by" not in n.name and "anchor" not in n.name]
    assert cards[:3] == ["gw.example.org", "Test Intermediate CA", "Test Root CA"], cards
    gtkdrive.picture("life-8-reply", app.x_window())
    catena.press(dialog, "Apply")
    app.wait_gone("dialog", "Import Reply")
    app.find("list", "Certification path").find("list item", "Test Root CA, Root CA", timeout=catena.SLOW)
    gtkdrive.picture("life-9-applied", app.x_window())
    catena.is_well(app)


def test_undo_redo_save():
    key("ctrl+z")
    wait_until(lambda: not app.find("list", "Certification path").maybe("list item", "Test Root CA, Root CA"), catena.SLOW,
               "the chain as it was")
    key("ctrl+shift+z")
    app.find("list", "Certification path").find("list item", "Test Root CA, Root CA", timeout=catena.SLOW)
    key("ctrl+s")
    app.find("frame", "server.jks", timeout=catena.SLOW)
    text = keystores.call(*keystores.KEYTOOL, "-list", "-v", "-keystore", store, "-storepass", PASSWORD)
    assert "Certificate chain length: 3" in text and "Entry type: PrivateKeyEntry" in text, text
    for name in ("gw.example.org", "api.example.org", "192.0.2.10"):
        assert name in text.split("Certificate[2]")[0], text
    catena.is_well(app)


def test_root_goes_into_a_truststore():
    make_keystore(trust)
    app.find("page tab", "server.jks").pointer_click()
    app.find("frame", "server.jks", timeout=catena.SLOW)
    catena.select(app, "web")
    key("ctrl+t")
    dialog = catena.dialog(app, "Add to Truststore")
    gtkdrive.picture("life-10-truststore", app.x_window())
    dialog.find("list item", re.compile("Test Root CA")).pointer_click()
    dialog.find("list item", re.compile("client-truststore.jks")).pointer_click()
    catena.press(dialog, "Add")
    app.wait_gone("dialog", "Add to Truststore")
    app.find("page tab", re.compile("client-truststore.jks")).pointer_click()
    app.find("frame", re.compile("client-truststore.jks"), timeout=catena.SLOW)
    gtkdrive.picture("life-11-truststore", app.x_window())
    key("ctrl+s")
    app.find("frame", "client-truststore.jks", timeout=catena.SLOW)
    found = keystores.keytool_list(trust)
    assert list(found.values()) == [("trustedCertEntry", authority.fingerprint("root"))], found
    catena.is_well(app)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def as_pem():
    """Key and certificate of the keystore, and the rest of its chain, in the order in which it has them."""
    bundle = os.path.join(authority.path, "server.p12")
    keystores.call(*keystores.KEYTOOL, "-importkeystore", "-noprompt", "-srckeystore", store, "-srcstorepass", PASSWORD,
                   "-destkeystore", bundle, "-deststoretype", "PKCS12", "-deststorepass", PASSWORD)
    parts = []
    for name, options in (("server.pem", ("-nodes", "-clcerts")), ("chain.pem", ("-nokeys", "-cacerts"))):
        parts.append(os.path.join(authority.path, name))
        keystores.call("openssl", "pkcs12", "-in", bundle, "-passin", f"pass:{PASSWORD}", *options, "-out", parts[-1])
    return parts


def connect(host):
    port, (pem, chain) = free_port(), as_pem()
    server = subprocess.Popen(["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", pem, "-key", pem, "-cert_chain", chain,
                               "-quiet"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(port), catena.SLOW, "the server")
        return subprocess.run(["java", "-Xshare:auto", os.path.join(HERE, "TlsClient.java"), trust, PASSWORD, host, str(port)],
                              capture_output=True, text=True, check=False, timeout=240)
    finally:
        server.kill()


def test_java_connects():
    done = connect("gw.example.org")
    assert done.returncode == 0 and "sent 3" in done.stdout, done
    refused = connect("www.example.org")
    assert refused.returncode != 0 and "No subject alternative DNS name matching www.example.org" in refused.stderr, refused


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_new_keystore, test_generate, test_request, test_reply_is_dropped, test_undo_redo_save,
             test_root_goes_into_a_truststore, test_java_connects, test_quit, stop=True)

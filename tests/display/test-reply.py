# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A CA's reply: dropped, opened or pasted; seen before and after, applied, undone, saved, and read by keytool."""

import os
import re
import subprocess
import sys
import time
import zipfile

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

PASSWORD = keystores.PASSWORD
authority = keystores.Authority(keystores.folder("reply"))
authority.make("x", "/CN=Example Trust Root R0/O=Example", ca=True)


def path(name):
    return os.path.join(authority.path, name)


def read(name):
    with open(path(name), "rb") as file:
        return file.read()


def make_keystore(name, alias):
    """A fresh keystore, and what the CA answers to its request."""
    store, common = path(name), ["-keystore", path(name), "-storepass", PASSWORD, "-alias", alias]
    keystores.call(*keystores.KEYTOOL, "-genkeypair", "-storetype", "JKS", "-keyalg", "RSA", "-keysize", "2048", "-dname",
                   "CN=gw.example.org,O=Example", "-ext", "san=dns:gw.example.org,dns:*.gw.example.org,ip:192.0.2.10",
                   "-validity", "365", *common, "-keypass", PASSWORD)
    keystores.call(*keystores.KEYTOOL, "-certreq", "-file", path(alias + ".csr"), "-ext",
                   "san=dns:gw.example.org,dns:*.gw.example.org,ip:192.0.2.10", *common)
    with open(path("extensions"), "w", encoding="ascii") as file:
        file.write("subjectAltName=DNS:gw.example.org,IP:192.0.2.10,DNS:www.gw.example.org\nextendedKeyUsage=serverAuth\n"
                   "keyUsage=critical,digitalSignature,keyEncipherment\nsubjectKeyIdentifier=hash\n"
                   "authorityKeyIdentifier=keyid\n")
    keystores.call("openssl", "x509", "-req", "-in", path(alias + ".csr"), "-CA", path("middle.pem"), "-CAkey",
                   path("middle.key"), "-days", "199", "-extfile", path("extensions"), "-out", path(alias + ".crt"))
    return store


store = make_keystore("fresh.jks", "gateway")
second = make_keystore("second.jks", "second")
with zipfile.ZipFile(path("gw_example_org.zip"), "w") as archive:
    archive.writestr("gw_example_org/AddTrustRoot.crt", read("root.pem"))
    archive.writestr("gw_example_org/OldRoot.crt", read("x.pem"))
    archive.writestr("gw_example_org/Intermediate.crt", read("middle.pem"))
    archive.writestr("gw_example_org/gw_example_org.crt", read("gateway.crt"))
    archive.writestr("gw_example_org/README.txt", b"Install the root first.\n")
app = catena.start(store)


def chain_length(keystore, alias):
    text = keystores.call(*keystores.KEYTOOL, "-list", "-v", "-keystore", keystore, "-storepass", PASSWORD, "-alias", alias)
    found = re.search(r"Certificate chain length: (\d+)", text)
    return int(found[1]) if found else 0


def helper_path(name):
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name)


def test_drop_shows_before_and_after():
    catena.unlock(app)
    catena.select(app, "gateway")
    catena.drop(app, path("gw_example_org.zip"))
    asking = catena.dialog(app, "Import Reply")
    catena.says(asking, "The reply is for “gateway”")
    before = asking.find("list", re.compile("^Before: "), timeout=catena.SLOW)
    assert [n.name for n in before.find_all("list item")][0] == "gw.example.org", before.dump()
    after = asking.find("list", re.compile("^After: "))
    cards = [n.name for n in after.find_all("list item") if "issued by" not in n.name and "anchor" not in n.name]
    assert cards[:3] == ["gw.example.org", "Test Intermediate CA", "Test Root CA"], cards
    gtkdrive.picture("reply-plan", app.x_window())
    catena.is_well(app)


def test_what_differs_is_told():
    asking = catena.dialog(app, "Import Reply")
    catena.says(asking, "1 Name Is No Longer in It")
    asking.find(where=lambda n: "requested *.gw.example.org, issued nothing: no longer in it" in n.name)
    asking.find(where=lambda n: "issued www.gw.example.org: new" in n.name)
    asking.find(where=lambda n: "Key: requested RSA 2048, issued RSA 2048: as before" in n.name)
    catena.says(asking, "1 Certificate Is Not Needed")
    catena.says(asking, "Example Trust Root R0")
    catena.says(asking, "signs nothing in this chain")
    catena.is_well(app)


def test_apply_undo_redo_save():
    asking = catena.dialog(app, "Import Reply")
    with catena.toasts() as toasts:
        catena.press(asking, "Apply")
        catena.toast(toasts, "Reply applied to “gateway”")
    app.wait_gone("dialog", "Import Reply")
    path_list = app.find("list", "Certification path", timeout=catena.SLOW)
    path_list.find("list item", "Test Root CA, Root CA", timeout=catena.SLOW)
    gtkdrive.picture("reply-applied", app.x_window())
    key("ctrl+z")
    wait_until(lambda: not app.find("list", "Certification path").maybe("list item", "Test Root CA, Root CA"), catena.SLOW,
               "the chain as it was")
    key("ctrl+shift+z")
    app.find("list", "Certification path").find("list item", "Test Root CA, Root CA", timeout=catena.SLOW)
    key("ctrl+s")
    app.find("frame", "fresh.jks", timeout=catena.SLOW)
    assert chain_length(store, "gateway") == 3
    assert list(keystores.keytool_list(store)) == ["gateway"]
    catena.is_well(app)


def test_same_reply_again_changes_nothing():
    key("ctrl+shift+i")
    asking = catena.dialog(app, "Import Reply")
    catena.says(asking, "What Did the CA Send")
    gtkdrive.picture("reply-start", app.x_window())
    catena.press(asking, "Choose Files…")
    choose(path("gw_example_org.zip"))
    catena.says(asking, "“gateway” has this certificate already")
    assert not asking.find("button", "Apply").has("sensitive")
    catena.press(asking, "Cancel")
    app.wait_gone("dialog", "Import Reply")
    catena.is_well(app)


def choose(*files):
    """The file dialog of GTK: its location is typed."""
    dialog = app.find(("dialog", "file chooser"), "Choose What the CA Sent", timeout=catena.SLOW)
    key("ctrl+l")
    entry = wait_until(lambda: dialog.maybe(where=lambda n: "EditableText" in n.interfaces), catena.SLOW, "a location")
    entry.set_text(files[0])
    catena.press(dialog, "Choose", catena.SLOW)


def test_reply_for_another_key_is_refused():
    key("ctrl+shift+i")
    asking = catena.dialog(app, "Import Reply")
    catena.press(asking, "Choose Files…")
    choose(path("second.crt"))
    catena.says(asking, "No open keystore has the key of this reply")
    catena.says(asking, "Open the keystore in which its request was made")
    assert not asking.find("button", "Apply").has("sensitive")
    gtkdrive.picture("reply-other-key", app.x_window())
    catena.press(asking, "Cancel")
    app.wait_gone("dialog", "Import Reply")
    catena.is_well(app)


def test_page_of_a_web_site_is_named():
    with open(path("login.html"), "w", encoding="ascii") as file:
        file.write("<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>")
    key("ctrl+shift+i")
    asking = catena.dialog(app, "Import Reply")
    catena.press(asking, "Choose Files…")
    choose(path("login.html"))
    catena.says(asking, "This Is No Reply")
    catena.says(asking, "HTML")
    catena.press(asking, "Cancel")
    app.wait_gone("dialog", "Import Reply")
    catena.is_well(app)


def test_protected_reply_asks_for_its_password():
    keystores.call("openssl", "pkcs12", "-export", "-nokeys", "-in", path("gateway.crt"), "-certfile", path("middle.pem"),
                   "-out", path("reply.p12"), "-passout", "pass:theirs")
    key("ctrl+shift+i")
    asking = catena.dialog(app, "Import Reply")
    catena.press(asking, "Choose Files…")
    choose(path("reply.p12"))
    catena.says(asking, "reply.p12 is protected with a password")
    field = asking.find(where=lambda n: "EditableText" in n.interfaces)
    field.set_text("wrong")
    catena.press(asking, "Unlock")
    catena.says(asking, "This password does not open the file")
    asking.find(where=lambda n: "EditableText" in n.interfaces).set_text("theirs")
    catena.press(asking, "Unlock")
    catena.says(asking, "“gateway” has this certificate already")
    catena.press(asking, "Cancel")
    app.wait_gone("dialog", "Import Reply")
    catena.is_well(app)


def open_again(file):
    """As a file manager does: a second process that hands the file over."""
    keystores.call(os.environ["CATENA_PROGRAM"], file)


def test_opened_file_offers_itself():
    open_again(second)
    catena.unlock(app)
    catena.row(app, "second")
    open_again(path("second.crt"))
    catena.says(app, "This is a reply for “second” in second.jks")
    gtkdrive.picture("reply-offer", app.x_window())
    catena.press(app, "Import Reply…")
    asking = catena.dialog(app, "Import Reply")
    catena.says(asking, "The reply is for “second”")
    catena.says(asking, "Test Intermediate CA: From fresh.jks")
    with catena.toasts() as toasts:
        catena.press(asking, "Apply")
        catena.toast(toasts, "Reply applied to “second”")
    app.find("frame", "• second.jks", timeout=catena.SLOW)
    key("ctrl+s")
    app.find("frame", "second.jks", timeout=catena.SLOW)
    assert chain_length(second, "second") == 3
    catena.is_well(app)


def test_pasted_mail_is_a_reply():
    third = make_keystore("third.jks", "third")
    open_again(path("third.csr"))
    app.find("frame", "third.csr", timeout=catena.SLOW)
    open_again(third)
    catena.unlock(app)
    catena.row(app, "third")
    mail = "From: ca@example.org\nSubject: Your certificate\n\nHere it is.\n" + read("third.crt").decode() + "\n-- \nThe CA\n"
    with subprocess.Popen([sys.executable, helper_path("clipboard_source.py"), mail], env={**os.environ, "GTK_A11Y": "none"}) as source:
        try:
            time.sleep(1.5)
            key("ctrl+v")
            asking = catena.dialog(app, "Import Reply")
            catena.says(asking, "The reply is for “third”")
            catena.says(asking, "1 Requested Name Is Missing")
            asking.find(where=lambda n: "requested *.gw.example.org, issued nothing: left out by the CA" in n.name)
            catena.press(asking, "Cancel")
            app.wait_gone("dialog", "Import Reply")
        finally:
            source.kill()
    catena.is_well(app)


def test_files_dropped_together_are_one_reply():
    catena.drop(app, path("root.pem"), path("third.crt"), path("middle.pem"))
    asking = catena.dialog(app, "Import Reply")
    catena.says(asking, "The reply is for “third”")
    after = asking.find("list", re.compile("^After: "))
    assert "Test Root CA" in [n.name for n in after.find_all("list item")], after.dump()
    assert not asking.maybe("label", re.compile("Not Needed"))
    catena.press(asking, "Cancel")
    app.wait_gone("dialog", "Import Reply")
    catena.is_well(app)


def test_narrow_window():
    app.resize(370, 650)
    # Without a window manager the keys go where the pointer is.
    gtkdrive.xdotool("mousemove", "180", "500")
    key("ctrl+shift+i")
    asking = catena.dialog(app, "Import Reply")
    catena.press(asking, "Choose Files…")
    choose(path("third.crt"))
    catena.says(asking, "The reply is for “third”")
    gtkdrive.picture("reply-narrow", app.x_window())
    catena.press(asking, "Cancel")
    app.wait_gone("dialog", "Import Reply")
    catena.is_well(app)


gtkdrive.run(
    test_drop_shows_before_and_after,
    test_what_differs_is_told,
    test_apply_undo_redo_save,
    test_same_reply_again_changes_nothing,
    test_reply_for_another_key_is_refused,
    test_page_of_a_web_site_is_named,
    test_protected_reply_asks_for_its_password,
    test_opened_file_offers_itself,
    test_pasted_mail_is_a_reply,
    test_files_dropped_together_are_one_reply,
    test_narrow_window,
    stop=True,
)

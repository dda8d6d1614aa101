# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing into a keystore: a key pair with a password, certificates, names that are taken, damaged files; and files that are only read."""

import os
import re
import zipfile

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

PASSWORD = keystores.PASSWORD
authority = keystores.Authority(keystores.folder("import"), key="rsa:2048")
authority.make("other", "/CN=Other Root CA/O=Example", ca=True)
authority.make("peer", "/CN=peer.example.org/O=Example", "middle", "subjectAltName=DNS:peer.example.org")
store = authority.key_store("demo.jks", "demo", "middle")
authority.trust(store, "test root ca", "other")


def path(name):
    return os.path.join(authority.path, name)


def read(name):
    with open(path(name), "rb") as file:
        return file.read()


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data)
    return path(name)


authority.make("apart", "/CN=apart.example.org/O=Example", "middle", "subjectAltName=DNS:apart.example.org")
keystores.call("openssl", "pkcs8", "-topk8", "-in", path("apart.key"), "-outform", "DER", "-passout", "pass:of the key",
               "-out", path("apart.p8"))
keystores.call("openssl", "pkcs12", "-export", "-inkey", path("peer.key"), "-in", path("peer.pem"), "-certfile",
               path("middle.pem"), "-name", "peer", "-passout", "pass:its own", "-out", path("peer.p12"))
three = write("three.pem", read("root.pem") + read("middle.pem") + read("peer.pem"))
write("broken.p12", read("peer.p12")[:900])
with zipfile.ZipFile(path("ca.zip"), "w") as archive:
    archive.writestr("ca/root.crt", read("root.pem"))
    archive.writestr("ca/chain.pem", read("middle.pem") + read("root.pem"))
app = catena.start(store)


def choose(*files):
    """The file dialog of GTK: its location is typed."""
    dialog = app.find(("dialog", "file chooser"), "Import Files", timeout=catena.SLOW)
    key("ctrl+l")
    entry = wait_until(lambda: dialog.maybe(where=lambda n: "EditableText" in n.interfaces), catena.SLOW, "a location")
    entry.set_text(files[0])
    catena.press(dialog, "Import", catena.SLOW)


def open_import(*files):
    key("ctrl+i")
    dialog = catena.dialog(app, "Import")
    catena.press(dialog, "Choose Files…")
    choose(*files)
    return catena.dialog(app, "Import")


def import_button(dialog):
    return dialog.find("button", "Import")


def row(dialog, alias):
    """A row of the list, by the alias that it wants."""
    return wait_until(lambda: dialog.maybe("list item", where=lambda n: n.maybe("check box", alias)), catena.SLOW,
                      f"a row “{alias}”")


def test_key_pair_with_wrong_and_right_password():
    catena.unlock(app)
    dialog = open_import(path("peer.p12"))
    catena.says(dialog, "Its password is needed|integrity is not verified")
    assert not import_button(dialog).has("sensitive"), "something to import without the password"
    dialog.set_text("changeit")
    catena.press(dialog, "Unlock")
    catena.says(dialog, "[Pp]assword is (not|wrong)|wrong password|does not open|not the right")
    gtkdrive.picture("import-wrong-password", app.x_window())
    dialog.set_text("its own")
    catena.press(dialog, "Unlock")
    row(dialog, "peer")
    catena.says(dialog, "Key pair.* with 2 certificates · peer.example.org · until")
    gtkdrive.picture("import-key-pair", app.x_window())
    with catena.toasts() as events:
        catena.press(dialog, "Import", catena.SLOW)
        catena.toast(events, "“peer” imported")
    assert catena.row(app, "peer")
    catena.is_well(app)


def test_three_certificates_and_a_taken_name():
    dialog = open_import(three)
    catena.says(dialog, "^3 of 3 entries$")
    catena.says(row(dialog, "peer.example.org"), "end-entity certificate")
    taken = row(dialog, "test root ca")
    fields = [n for n in taken.find_all(where=lambda n: "EditableText" in n.interfaces)]
    assert fields[0].text() == "test root ca-2", fields[0].text()
    assert dialog.maybe(where=lambda n: n.name == "Conflicts"), "no choice for all names that are taken"
    gtkdrive.picture("import-certificates", app.x_window())
    # The same name twice is refused, and nothing has changed.
    fields[0].set_text("demo")
    catena.press(dialog, "Import")
    catena.says(dialog, "There is an entry called “demo” already")
    gtkdrive.picture("import-name-taken", app.x_window())
    fields[0].set_text("another root")
    row(dialog, "peer.example.org").find("check box").click()
    catena.says(dialog, "^2 of 3 entries$")
    with catena.toasts() as events:
        catena.press(dialog, "Import", catena.SLOW)
        catena.toast(events, "2 entries imported")
    assert catena.row(app, "another root") and not catena.has_row(app, "peer.example.org")
    key("ctrl+z")
    wait_until(lambda: not catena.has_row(app, "another root") and not catena.has_row(app, "test intermediate ca"),
               catena.SLOW, "both undone by one step")
    key("ctrl+shift+z")
    catena.row(app, "another root")
    catena.is_well(app)


def test_replacing():
    dialog = open_import(three)
    catena.says(row(dialog, "test root ca"), "The keystore has it already")
    row(dialog, "test root ca").find("check box").click()
    choice = row(dialog, "test root ca").find(("combo box", "button"), where=lambda n: n.maybe("label", "Keep Both"))
    choice.pointer_click()
    key("Down")
    key("Return")
    wait_until(lambda: [n for n in row(dialog, "test root ca").find_all(where=lambda n: "EditableText" in n.interfaces)
                        if n.text() == "test root ca"], catena.SLOW, "the alias of the old entry")
    gtkdrive.picture("import-replace", app.x_window())
    with catena.toasts() as events:
        catena.press(dialog, "Import", catena.SLOW)
        catena.toast(events, "imported")
    catena.is_well(app)


def test_key_and_certificate_in_two_files():
    """An encrypted PKCS #8 file and a certificate; the intermediate is in the keystore already."""
    dialog = open_import(path("apart.p8"))
    catena.says(dialog, "needs a password|password is needed|password of its own")
    catena.press(dialog, "Add Files")
    choose(path("apart.pem"))
    catena.says(dialog, "of 2 entries$")
    dialog.set_text("wrong")
    catena.press(dialog, "Unlock")
    catena.says(dialog, "does not open")
    gtkdrive.picture("import-key-locked", app.x_window())
    dialog.set_text("of the key")
    catena.press(dialog, "Unlock")
    catena.says(dialog, "Key pair with . certificates · apart.example.org · until")
    catena.says(dialog, "It comes with its key, in the chain")
    catena.says(dialog, "^1 of 2 entries$")
    gtkdrive.picture("import-key-and-certificate", app.x_window())
    with catena.toasts() as events:
        catena.press(dialog, "Import", catena.SLOW)
        catena.toast(events, "“apart.example.org” imported")
    catena.is_well(app)


def test_pasted():
    helper = os.path.join(os.path.dirname(os.path.abspath(catena.__file__)), "clipboard_source.py")
    text = "From: ca@example.org\n\nYour root:\n" + read("other.pem").decode()
    with gtkdrive.subprocess.Popen([gtkdrive.sys.executable, helper, text], env={**os.environ, "GTK_A11Y": "none"}) as source:
        key("ctrl+i")
        dialog = catena.dialog(app, "Import")

        def pasted():
            if dialog.maybe("button", "Paste"):
                catena.press(dialog, "Paste")
            return dialog.maybe("list item")

        wait_until(pasted, catena.SLOW, "a row of the clipboard", every=1)
        source.kill()
    catena.says(row(dialog, "other root ca"), "Other Root CA")
    catena.press(dialog, "Cancel")
    app.wait_gone(("dialog", "alert"), "Import")
    catena.is_well(app)


def test_keytool_agrees():
    key("ctrl+s")
    wait_until(lambda: "another root" in keystores.keytool_list(store), catena.SLOW, "the saved file")
    found = keystores.keytool_list(store)
    assert found["demo"] == ("PrivateKeyEntry", authority.fingerprint("web")), found
    assert found["peer"] == ("PrivateKeyEntry", authority.fingerprint("peer")), found
    assert found["another root"] == found["test root ca"] == ("trustedCertEntry", authority.fingerprint("root")), found
    assert found["apart.example.org"] == ("PrivateKeyEntry", authority.fingerprint("apart")), found
    # The key opens with the password of its new store.
    keystores.call(*keystores.KEYTOOL, "-certreq", "-keystore", store, "-storepass", PASSWORD, "-alias", "peer")
    keystores.call(*keystores.KEYTOOL, "-certreq", "-keystore", store, "-storepass", PASSWORD, "-alias", "apart.example.org")


def test_dropped_keystore():
    """Another keystore may come in, or be opened beside it; a certificate comes in."""
    catena.drop(app, path("peer.p12"))
    question = catena.dialog(app, "Import or Open?")
    gtkdrive.picture("import-or-open", app.x_window())
    catena.press(question, "Import…")
    dialog = catena.dialog(app, "Import")
    row(dialog, "peer")
    catena.press(dialog, "Cancel")
    app.wait_gone(("dialog", "alert"), "Import")
    catena.drop(app, path("other.pem"))
    dialog = catena.dialog(app, "Import")
    row(dialog, "other root ca")
    catena.press(dialog, "Cancel")
    app.wait_gone(("dialog", "alert"), "Import")
    catena.drop(app, path("peer.p12"))
    catena.press(catena.dialog(app, "Import or Open?"), "Open in Tab")
    catena.unlock(app, "its own")
    app.find("frame", "peer.p12", timeout=catena.SLOW)
    key("ctrl+w")
    app.find("frame", "demo.jks", timeout=catena.SLOW)
    catena.is_well(app)


def test_damaged_file():
    dialog = open_import(path("broken.p12"))
    catena.says(dialog, "ends|damaged")
    assert not import_button(dialog).has("sensitive")
    assert not dialog.maybe("button", "Unlock"), "a password is asked for a damaged file"
    gtkdrive.picture("import-damaged", app.x_window())
    catena.press(dialog, "Cancel")
    app.wait_gone(("dialog", "alert"), "Import")
    catena.is_well(app)


def test_many_certificates():
    """10,000 certificates in one file: rows are made as they are seen."""
    body = read("root.pem")
    import base64

    der = bytearray(authority.der("root"))
    serial = der.index(b"\x02\x14") + 4
    parts = []
    for number in range(10000):
        der[serial:serial + 4] = number.to_bytes(4, "big")
        text = base64.b64encode(bytes(der)).decode()
        lines = "\n".join(text[i:i + 64] for i in range(0, len(text), 64))
        parts.append(f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n")
    many = write("many.pem", "".join(parts).encode())
    assert body and len(parts) == 10000
    dialog = open_import(many)
    catena.says(dialog, "^10000 of 10000 entries$|^10,000 of 10,000 entries$", 120)
    assert len(dialog.find_all("list item")) < 300, "a row for each entry"
    catena.press(dialog, "Import", 60)
    wait_until(lambda: not app.maybe(("dialog", "alert"), "Import"), 120, "the end of the dialog")
    catena.is_well(app)
    key("ctrl+z")
    catena.row(app, "another root")


def test_archive_is_only_read():
    """A CA's archive is opened as a tab; it is saved in a format that can be written."""
    second = gtkdrive.subprocess.run([os.environ["CATENA_PROGRAM"], path("ca.zip")], check=False, timeout=60)
    assert second.returncode == 0
    app.find("frame", "ca.zip", timeout=catena.SLOW)
    catena.wait_rows(app, lambda names: len(names) == 2, "two certificates")
    catena.select(app, "Test Root CA")
    gtkdrive.picture("archive", app.x_window())
    key("Delete")
    catena.wait_rows(app, lambda names: len(names) == 1, "one left")
    key("ctrl+s")
    dialog = catena.dialog(app, "Save As")
    catena.says(dialog, "PKCS #12")
    fields = dialog.find_all(where=lambda n: n.role in ("text", "password text") and "EditableText" in n.interfaces)
    for field in fields:
        field.set_text(PASSWORD)
    gtkdrive.picture("archive-save-as", app.x_window())
    catena.press(dialog, "Choose File…", catena.SLOW)
    chooser = app.find(("dialog", "file chooser"), "Save Keystore", timeout=catena.SLOW)
    chooser.find(where=lambda n: "EditableText" in n.interfaces).set_text(path("ca.p12"))
    catena.press(chooser, "Save", catena.SLOW)
    wait_until(lambda: os.path.exists(path("ca.p12")), catena.SLOW, "the file")
    app.find("frame", "ca.p12", timeout=catena.SLOW)
    assert list(keystores.keytool_list(path("ca.p12")).values()) == [("trustedCertEntry", authority.fingerprint("middle"))]
    catena.is_well(app)


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


BORDER = 5  # of the window, where no compositor draws its shadow


def look(name, size=None, env=None):
    """Each state of the dialog in a window of that size and colour."""
    global app
    app = catena.start(store, env=env)
    catena.unlock(app)
    if size:
        app.resize(*(side + 2 * BORDER for side in size))
    key("ctrl+i")
    dialog = catena.dialog(app, "Import")
    gtkdrive.picture(f"{name}-choose", app.x_window())
    catena.press(dialog, "Choose Files…")
    choose(path("peer.p12"))
    catena.says(dialog, "Its password is needed|integrity is not verified")
    catena.press(dialog, "Add Files")
    choose(three)
    row(dialog, "test root ca")
    gtkdrive.picture(f"{name}-locked", app.x_window())
    dialog.set_text("its own")
    catena.press(dialog, "Unlock")
    dialog.wait_gone("button", "Unlock", catena.SLOW)
    gtkdrive.picture(f"{name}-list", app.x_window())
    catena.press(dialog, "Cancel")
    app.wait_gone(("dialog", "alert"), "Import")
    catena.row(app, "demo").pointer_click()
    app.find("label", "demo", timeout=catena.SLOW)
    catena.is_well(app)
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


def test_telephone():
    look("import-360x640", (360, 640))


def test_dark():
    look("import-dark", env={"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"})


def test_right_to_left():
    look("import-rtl", env={"LANG": "he_IL.UTF-8", "LC_ALL": "he_IL.UTF-8"})


gtkdrive.run(
    test_key_pair_with_wrong_and_right_password,
    test_three_certificates_and_a_taken_name,
    test_replacing,
    test_key_and_certificate_in_two_files,
    test_pasted,
    test_keytool_agrees,
    test_dropped_keystore,
    test_damaged_file,
    test_many_certificates,
    test_archive_is_only_read,
    test_quit,
    test_telephone,
    test_dark,
    test_right_to_left,
    stop=True,
)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new keystore and new key pairs in it, made as somebody would who has no manual, and read by keytool and openssl."""

import os
import re

import catena
import gtkdrive
import keystores
from gtkdrive import CLICKS, key, type_text, wait_until

folder = keystores.folder("generate")
saved = os.path.join(folder, "web.jks")
app = catena.start()


def step(title):
    """The dialog, as soon as it shows that page."""
    dialog = catena.dialog(app, "Generate Key Pair")
    dialog.find("label", title)
    return dialog


def choose(dialog, row, place):
    """Chooses from a combo row, which opens only by pointer or keyboard, the item at that place."""
    dialog.find(("combo box", "list item"), name=re.compile(f"^{row}")).pointer_click()
    app.find("list item", where=lambda n: n.has("focused"))
    key("Home", *["Down"] * place, "Return")


def choose_key(dialog, name):
    """Clicks on the row of a kind of key, which the preview then names."""
    dialog.find("list item", where=lambda n: n.label.startswith(name)).pointer_click()
    wait_until(lambda: dialog.maybe("label", where=lambda n: n.name.startswith(f"{name} ·")), what=f"a preview of {name}")


def tab_to(dialog, name):
    """Goes with Tab to what has that name."""
    seen = []
    for _ in range(30):
        key("Tab")
        focused = wait_until(lambda: dialog.maybe(where=lambda n: n.has("focused")), what="the focus")
        seen.append(focused.label)
        if seen[-1].startswith(name):
            return
    raise gtkdrive.NotFound(f"no focus on {name}, but on {seen}")


def assert_names(node, what):
    nameless = [n for _, n in node.walk() if n.role != "menu item"
                and (n.has("focusable") or any(action in CLICKS for action in n.actions())) and not n.label]
    assert nameless == [], f"{what}: {[(n.role, n.actions()) for n in nameless]}"


def names(dialog):
    rows = dialog.find("list", "Alternative names").find_all("list item")
    return [row.find("label", where=lambda n: "." in n.name or ":" in n.name).name for row in rows]


def wait_names(dialog, *expected):
    wait_until(lambda: names(dialog) == list(expected), what=f"{expected}, not {names(dialog)}")


def focus_row(dialog, name):
    """Goes to the row of a name from the field above the list, with the keyboard."""
    field = dialog.find(where=lambda n: n.name == "New name" and "EditableText" in n.interfaces)
    field.pointer_click()
    for _ in range(12):
        key("Tab")
        if dialog.maybe("list item", where=lambda n: n.has("focused") and name in n.label):
            return
        if dialog.maybe("list item", where=lambda n: n.has("focused")):
            break
    for _ in range(12):
        key("Down")
        if dialog.maybe("list item", where=lambda n: n.has("focused") and name in n.label):
            return
    raise gtkdrive.NotFound(f"no focus on the row of {name}")


def test_new_keystore_says_what_to_begin_with():
    catena.press(app, "New Keystore…")
    dialog = catena.dialog(app, "New Keystore")
    choose(dialog, "Format", 0)
    for field in dialog.find_all(where=lambda n: n.role in ("text", "password text") and "EditableText" in n.interfaces):
        field.set_text(keystores.PASSWORD)
    catena.press(dialog, "Create")
    catena.says(app, "^No Entries$")
    gtkdrive.picture("generate-empty", app.x_window())
    catena.press(app, "Generate Key Pair…")
    catena.is_well(app)


def test_names_first():
    dialog = step("Names")
    assert_names(dialog, "the page of names")
    type_text("www.example.org")
    dialog.find("label", "DNS name")
    key("Return")
    type_text("192.0.2.10 example.org")
    key("Return")
    wait_names(dialog, "www.example.org", "192.0.2.10", "example.org")
    type_text("bad..example.org")
    key("Return")
    catena.says(dialog, "two dots in a row")
    assert names(dialog) == ["www.example.org", "192.0.2.10", "example.org"]
    gtkdrive.picture("generate-names", app.x_window())
    key("Return")
    assert not dialog.maybe("label", "Subject"), "a page with a malformed name was left"
    key("ctrl+a", "BackSpace")
    catena.is_well(app)


def test_names_by_keyboard():
    dialog = step("Names")
    focus_row(dialog, "example.org")
    with catena.toasts() as toasts:
        key("Delete")
        catena.toast(toasts, "removed")
    wait_until(lambda: len(names(dialog)) == 2, what="a name less")
    key("ctrl+z")
    wait_names(dialog, "www.example.org", "192.0.2.10", "example.org")
    focus_row(dialog, "192.0.2.10")
    key("alt+Down")
    wait_names(dialog, "www.example.org", "example.org", "192.0.2.10")
    focus_row(dialog, "192.0.2.10")
    key("F2")
    app.find(where=lambda n: n.name == "Name" and n.has("focused"))
    key("ctrl+a")
    type_text("192.0.2.300")
    key("Return")
    catena.says(app, "IP address|addresses")
    key("ctrl+a")
    type_text("192.0.2.30")
    key("Return")
    wait_names(dialog, "www.example.org", "example.org", "192.0.2.30")
    catena.is_well(app)


def test_subject_follows_the_first_name():
    catena.press(step("Names"), "Next")
    dialog = step("Subject")
    assert_names(dialog, "the page of the subject")
    text = catena.entry_of(dialog, "The same as text")
    wait_until(lambda: text.text() == "CN=www.example.org", what="the common name of the first name")
    dialog.find("text", "Organization", where=lambda n: "EditableText" in n.interfaces).set_text("Example")
    gtkdrive.picture("generate-subject", app.x_window())
    key("Return")
    dialog = step("Key")
    key("alt+Left")
    dialog = step("Subject")
    assert "Example" in catena.entry_of(dialog, "The same as text").text(), "Back has lost what was typed"
    catena.press(dialog, "Next")
    catena.is_well(app)


def test_key():
    dialog = step("Key")
    assert_names(dialog, "the page of the key")
    assert catena.entry_of(dialog, "Alias").text() == "www"
    choose_key(dialog, "RSA 2048")
    tab_to(dialog, "More Kinds of Keys")
    key("Return")
    row = dialog.find("list item", where=lambda n: n.label.startswith("ML-DSA-65"), showing=False)
    assert not row.has("sensitive"), "JKS was offered a key that Java does not read"
    gtkdrive.picture("generate-key", app.x_window())
    catena.press(dialog, "Next")
    catena.is_well(app)


def test_generated():
    dialog = step("Use and Validity")
    assert_names(dialog, "the page of use and validity")
    catena.says(dialog, "Public CAs issue for at most")
    gtkdrive.picture("generate-use", app.x_window())
    with catena.toasts() as toasts:
        key("Return")
        catena.toast(toasts, "“www” generated")
    app.wait_gone("dialog", "Generate Key Pair", timeout=catena.SLOW)
    catena.row(app, "www")
    app.find("label", "www")
    catena.says(app, "^Next Steps$")
    gtkdrive.picture("generate-done", app.x_window())
    key("ctrl+z")
    catena.says(app, "^No Entries$")
    key("ctrl+shift+z")
    catena.row(app, "www")
    catena.is_well(app)


def test_cancelled():
    before = sorted(row.name for row in catena.rows(app))
    key("ctrl+g")
    dialog = step("Names")
    type_text("slow.example.org")
    catena.press(dialog, "Next")
    catena.press(step("Subject"), "Next")
    dialog = step("Key")
    tab_to(dialog, "More Kinds of Keys")
    key("Return")
    tab_to(dialog, "RSA 8192")
    key("space")
    wait_until(lambda: dialog.maybe("label", where=lambda n: n.name.startswith("RSA 8192 ·")), what="a preview of RSA 8192")
    catena.press(dialog, "Next")
    catena.press(step("Use and Validity"), "Generate")
    catena.says(app, "Generating a Key: RSA 8192")
    gtkdrive.picture("generate-working", app.x_window())
    catena.press(dialog, "Cancel")
    dialog = step("Use and Validity")
    key("Escape")
    step("Key")
    key("Escape")
    step("Subject")
    key("Escape")
    step("Names")
    key("Escape")
    catena.press(catena.dialog(app, "Discard This Key Pair?"), "Discard")
    app.wait_gone("dialog", "Generate Key Pair")
    assert sorted(row.name for row in catena.rows(app)) == before
    catena.is_well(app)


def test_keytool_shows_the_names():
    key("ctrl+s")
    dialog = app.find(("dialog", "file chooser"), "Save Keystore", timeout=catena.SLOW)
    dialog.find(where=lambda n: "EditableText" in n.interfaces).set_text(saved)
    catena.press(dialog, "Save", catena.SLOW)
    app.find("frame", "web.jks", timeout=catena.SLOW)
    text = keystores.call(*keystores.KEYTOOL, "-list", "-v", "-keystore", saved, "-storepass", keystores.PASSWORD)
    for line in ("Alias name: www", "Entry type: PrivateKeyEntry", "Owner: CN=www.example.org, O=Example",
                 "Subject Public Key Algorithm: 2048-bit RSA key", "DNSName: www.example.org", "DNSName: example.org",
                 "IPAddress: 192.0.2.30", "serverAuth"):
        assert line in text, f"“{line}” is not in\n{text}"
    # The key opens with the password of the store: keytool makes a request with it.
    keystores.call(*keystores.KEYTOOL, "-certreq", "-alias", "www", "-keystore", saved, "-storepass", keystores.PASSWORD)
    catena.is_well(app)


def test_authority_and_what_it_signs():
    key("ctrl+g")
    dialog = step("Names")
    choose(dialog, "What is it for", 6)
    catena.press(dialog, "Next")
    dialog = step("Subject")
    catena.entry_of(dialog, "Common name").set_text("House CA")
    catena.press(dialog, "Next")
    dialog = step("Key")
    choose_key(dialog, "EC P-256")
    catena.press(dialog, "Next")
    catena.press(step("Use and Validity"), "Generate")
    catena.row(app, "house-ca")

    key("ctrl+g")
    dialog = step("Names")
    type_text("signed.example.org")
    catena.press(dialog, "Next")
    catena.press(step("Subject"), "Next")
    dialog = step("Key")
    choose_key(dialog, "EC P-256")
    catena.press(dialog, "Next")
    dialog = step("Use and Validity")
    choose(dialog, "Signed by", 1)
    dialog.find("label", "House CA")
    gtkdrive.picture("generate-signed", app.x_window())
    catena.press(dialog, "Generate")
    catena.row(app, "signed")
    key("ctrl+s")
    app.find("frame", "web.jks", timeout=catena.SLOW)
    text = keystores.call(*keystores.KEYTOOL, "-list", "-v", "-alias", "signed", "-keystore", saved, "-storepass",
                          keystores.PASSWORD)
    assert "Certificate chain length: 2" in text and "Issuer: CN=House CA" in text, text
    pem = keystores.call(*keystores.KEYTOOL, "-list", "-rfc", "-alias", "signed", "-keystore", saved, "-storepass",
                         keystores.PASSWORD)
    leaf, root = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", pem, re.S)
    for name, content in (("leaf", leaf), ("root", root)):
        with open(os.path.join(folder, f"{name}.pem"), "w", encoding="ascii") as file:
            file.write(content + "\n")
    keystores.call("openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "signed.example.org",
                   "-CAfile", os.path.join(folder, "root.pem"), os.path.join(folder, "leaf.pem"))
    catena.is_well(app)


def test_narrow():
    app.resize(370, 650)
    wait_until(lambda: app.windows()[0].extents()[2] <= 370, what="a narrow window")
    key("ctrl+g")
    dialog = step("Names")
    type_text("narrow.example.org")
    for title in ("Names", "Subject", "Key"):
        dialog = step(title)
        assert_names(dialog, title)
        gtkdrive.picture(f"generate-narrow-{title.lower()}", app.x_window())
        catena.press(dialog, "Next")
    dialog = step("Use and Validity")
    gtkdrive.picture("generate-narrow-use", app.x_window())
    dialog.find(where=lambda n: n.name.startswith("narrow.example.org ·")).pointer_click()
    catena.says(dialog, "^Clients can use$")
    gtkdrive.picture("generate-narrow-preview", app.x_window())
    catena.is_well(app)


gtkdrive.run(
    test_new_keystore_says_what_to_begin_with,
    test_names_first,
    test_names_by_keyboard,
    test_subject_follows_the_first_name,
    test_key,
    test_generated,
    test_cancelled,
    test_keytool_shows_the_names,
    test_authority_and_what_it_signs,
    test_narrow,
    stop=True,
)

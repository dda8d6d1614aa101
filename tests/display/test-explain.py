# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown is explained where it stands, for as long as somebody wants that: fields, extensions, checks, findings, the parts
of the verdict, a secret key, a request, the inside of a certificate. It is remembered, and fits into small windows and large text."""

import re

import catena
import gtkdrive
import keystores
from gtkdrive import key, set_text_size, wait_until

BORDER = 5  # pixels around a window without a window manager
authority = keystores.Authority(keystores.folder("explain"))
store = authority.key_store("demo.jks", "web", "middle", "root")
authority.trust(store, "a-root", "root")
gap = authority.key_store("gap.jks", "gap")
lone = keystores.folder("explain-lone")
keystores.call(*keystores.KEYTOOL, "-genkeypair", "-keystore", f"{lone}/lone.p12", "-storetype", "PKCS12", "-storepass", keystores.PASSWORD,
               "-alias", "lone", "-keyalg", "EC", "-dname", "CN=lone.example.org", "-ext", "san=dns:lone.example.org")
keystores.call(*keystores.KEYTOOL, "-genseckey", "-keystore", f"{lone}/lone.p12", "-storetype", "PKCS12", "-storepass", keystores.PASSWORD,
               "-alias", "data", "-keyalg", "AES", "-keysize", "256")
# What is remembered is meant to be there after a restart.
SETTINGS = {"GSETTINGS_BACKEND": "keyfile"}

# The beginning of what is said of …
SERVER = "For a server: whoever has its key may answer"
SERIAL = "The issuer’s own number"
USAGE = "What the key may do. A server’s key signs"  # the extension
PART = "Host names: Whether the certificate covers"
NAMES = "The hosts that this certificate is for."
TRUST = "Trust belongs to the one who checks"
TIME = "A chain holds only while"
ENTRIES = "A key pair is for proving who a program is."
ALIAS = "The name of this entry in this file."
ANCHOR = "The ring is the truststore."
KIND = "A private key, with the certificates for its public key."
GAP = "The certificate that has signed the one before is not here."
PAGE = (SERVER, SERIAL, USAGE, PART, NAMES, TRUST, TIME, ENTRIES, ALIAS, ANCHOR, KIND)


def said(app, text):
    """Whether an explanation can be seen, or reached by scrolling."""
    return any(text in node.name for node in app.find_all("label"))


def wait_said(app, *texts):
    for text in texts:
        wait_until(lambda text=text: said(app, text), catena.SLOW, f"“{text}”")


def wait_silent(app, *texts):
    for text in texts:
        wait_until(lambda text=text: not said(app, text), catena.SLOW, f"nothing of “{text}”")


def is_pressed(app):
    return app.find("toggle button", "Explain").has("pressed")


def resize(app, width, height):
    app.resize(width + 2 * BORDER, height + 2 * BORDER)
    wait_until(lambda: app.windows()[0].extents()[2] <= width + 2 * BORDER, what=f"a width of {width}")


def test_toggle():
    """By the button in the header bar, by the keyboard, and back."""
    with catena.start(store, env=SETTINGS) as app:
        catena.unlock(app)
        catena.select(app, "web")
        catena.says(app, "^Host names$|^Private key")
        wait_silent(app, *PAGE)
        assert not is_pressed(app)
        app.find("toggle button", "Explain").click()
        wait_said(app, *PAGE)
        assert is_pressed(app)
        gtkdrive.picture("explain-entry", app.x_window())
        key("ctrl+shift+e")
        wait_silent(app, *PAGE)
        assert not is_pressed(app)
        key("ctrl+shift+e")
        wait_said(app, *PAGE)
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()


def test_remembered():
    """The next start explains at once: the checks of a link, a finding with what can be done, what lies inside."""
    with catena.start(store, env=SETTINGS) as app:
        catena.unlock(app)
        catena.select(app, "web")
        wait_said(app, SERIAL)
        assert is_pressed(app)
        wait_silent(app, "The issuer’s signature is the proof")
        app.find(where=lambda n: n.name.startswith("www.example.org, issued by")).pointer_click()
        wait_said(app, "The issuer’s signature is the proof", "Only a certificate authority may issue")
        gtkdrive.picture("explain-link", app.x_window())
        app.find(where=lambda n: n.name.startswith("www.example.org, issued by")).pointer_click()
        wait_silent(app, "The issuer’s signature is the proof")

        assert catena.quit_program(app) == 0, app.output()
    with catena.start(gap, env=SETTINGS) as app:
        catena.unlock(app)
        wait_said(app, GAP, "A server has to send every certificate")
        assert not said(app, "Put the missing certificate into the entry.")
        resize(app, 1000, 860)
        app.find("list item", re.compile("^“Test Intermediate CA”, the issuer of .* is missing")).pointer_click()
        wait_said(app, "Put the missing certificate into the entry.")
        gtkdrive.picture("explain-finding", app.x_window())
        app.find("toggle button", "Explain").click()
        wait_silent(app, GAP, KIND)
        assert said(app, "A server has to send every certificate"), "the open row says why by itself"
        assert catena.quit_program(app) == 0, app.output()
    with catena.start(store, env=SETTINGS) as app:
        catena.unlock(app)
        catena.select(app, "web")
        catena.says(app, "^Serial number$|^Private key")
        assert not is_pressed(app) and not said(app, SERIAL)
        assert catena.quit_program(app) == 0, app.output()


def test_what_it_does_not_prove():
    """A self-signed certificate, and a secret key."""
    with catena.start(f"{lone}/lone.p12") as app:
        catena.unlock(app)
        app.find("toggle button", "Explain").click()
        catena.select(app, "lone")
        wait_said(app, "Signed with its own key, so that nobody else vouches for it. Anybody can make such a certificate")
        catena.select(app, "data")
        wait_said(app, "the same key encrypts and decrypts", "How long the secret key is.")
        gtkdrive.picture("explain-secret", app.x_window())
        assert catena.quit_program(app) == 0, app.output()


def test_dialogs():
    """The inside of a certificate, and who can open the file."""
    with catena.start(store) as app:
        catena.unlock(app)
        catena.select(app, "web")
        key("ctrl+shift+e")
        wait_said(app, SERIAL)
        app.find("toggle button", "Entry Menu").click()
        app.find("menu", where=lambda n: len(n.find_all("menu item")) > 6).pick("1")
        dialog = catena.dialog(app, "Inside")
        row = dialog.find(("tree item", "list item", "table row"), re.compile("^tbsCertificate"), timeout=catena.SLOW)
        row.pointer_click()
        wait_said(dialog, "This is what is signed:")
        gtkdrive.picture("explain-inside", app.x_window())
        key("Escape")
        app.wait_gone("dialog", "Inside", timeout=catena.SLOW)
        key("ctrl+j")
        wait_said(catena.dialog(app, re.compile("^Who Can Open")), "Programs do not all read the same kinds of keystores.")
        gtkdrive.picture("explain-compatibility", app.x_window())
        key("Escape")
        assert catena.quit_program(app) == 0, app.output()


def look(name, size=None, env=None):
    """An entry and a link in a window of that size: nothing is wider than its place, which GTK would warn of."""
    with catena.start(gap, env=env) as app:
        catena.unlock(app)
        key("ctrl+shift+e")
        if size:
            resize(app, *size)
        wait_said(app, ENTRIES)
        gtkdrive.picture(f"explain-{name}-list", app.x_window())
        catena.row(app, "gap").pointer_click()
        wait_said(app, GAP)
        gtkdrive.picture(f"explain-{name}-top", app.x_window())
        for page in range(1, 9):
            gtkdrive.xdotool("mousemove", "--window", app.x_window(), *(n // 2 for n in (size or (1000, 700))))
            gtkdrive.xdotool("click", "--repeat", 6, "--delay", 40, 5)
            gtkdrive.picture(f"explain-{name}-{page}", app.x_window())
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()
        assert app.warnings() == []


def test_telephone():
    look("360x640", (360, 640))


def test_dark():
    look("dark", env={"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"})


def test_large_text():
    set_text_size(192)
    try:
        look("large-text")
    finally:
        set_text_size(96)


gtkdrive.run(test_toggle, test_remembered, test_what_it_does_not_prove, test_dialogs, test_telephone, test_dark, test_large_text)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Aliases and names that look like markup, turn the direction of text, break lines, or are 64 KB long."""

import datetime
import os

import catena
import gtkdrive
import keystores
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from gtkdrive import key, type_text, wait_until

MARKUP = "<b>&\"'</b><a href=\"x\">"
TURNED = "moc.\u202eelpmaxe\u2066\u200f"
LINES = "one\ntwo\r\n\tthree\u0001\u007f"
LONG = "L" * 65535
TEXTS = {"markup": MARKUP, "turned": TURNED, "lines": LINES, "long": LONG, "format": "%s%n%d", "mnemonic": "_a__b_"}


def certificate(text):
    """A certificate with the text wherever a text can be; the library's own limits are not the format's."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([
        x509.NameAttribute(x509.NameOID.COMMON_NAME, text, _validate=False),
        x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, text, _validate=False),
        x509.NameAttribute(x509.NameOID.EMAIL_ADDRESS, "a@example.org"),
    ])
    ascii_text = "".join(c for c in text if ord(c) < 128)[:60000]
    return (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(2024, 1, 1)).not_valid_after(datetime.datetime(2034, 1, 1))
        .add_extension(x509.SubjectAlternativeName([
            x509.DNSName(ascii_text), x509.UniformResourceIdentifier(ascii_text),
            x509.DirectoryName(name)]), False)
        .add_extension(x509.CRLDistributionPoints([x509.DistributionPoint(
            [x509.UniformResourceIdentifier(f"http://{ascii_text}/")], None, None, None)]), False)
        .sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    )


folder = keystores.folder("hostile")
store = keystores.write_jks(os.path.join(folder, "<i>&_x_.jks"), [(text, certificate(text)) for text in TEXTS.values()])
app = catena.start(store)


def at(index):
    """The row of an entry by its place: the order is that of the list."""
    return catena.rows(app)[index]


def test_list():
    catena.unlock(app)
    wait_until(lambda: len(catena.rows(app)) == len(TEXTS), catena.SLOW, "all rows")
    names = [row.name for row in catena.rows(app)]
    assert any(name.startswith(MARKUP) for name in names), "markup was not shown as it is"
    assert not any("\u202e" in name for name in names), "text turns the direction of what follows it"
    gtkdrive.picture("hostile-list", app.x_window())
    catena.is_well(app)


def test_every_page():
    at(0).pointer_click()
    for index in range(len(TEXTS)):
        if index > 0:
            key("Down")
        wait_until(lambda index=index: at(index).has("selected"), what=f"row {index} selected")
        app.find("list", "Certification path", timeout=catena.SLOW)
        wait_until(lambda: not app.maybe("label", "Checking the certification path…"), catena.SLOW, "the verdict")
        gtkdrive.picture(f"hostile-page-{index}", app.x_window())
        catena.is_well(app)


def test_search():
    for text in ("<b>&", "_a__b_", "%s", "LLLLLLLL"):
        key("ctrl+f", "ctrl+a")
        type_text(text)
        wait_until(lambda: 1 <= len(catena.rows(app)) < len(TEXTS), catena.SLOW, f"what “{text}” finds")
        catena.is_well(app)
    key("Escape")
    wait_until(lambda: len(catena.rows(app)) == len(TEXTS), catena.SLOW, "all rows again")


def test_rename_dialog():
    at(0).pointer_click()
    for index in range(len(TEXTS)):
        if index > 0:
            key("Down")
        wait_until(lambda index=index: at(index).has("selected"), what=f"row {index} selected")
        key("F2")
        asking = catena.dialog(app, "Rename Entry")
        catena.is_well(app)
        catena.press(asking, "Cancel")
        app.wait_gone("alert", "Rename Entry")
    catena.is_well(app)


def test_rename_and_delete():
    at(0).pointer_click()
    key("F2")
    asking = catena.dialog(app, "Rename Entry")
    asking.set_text(MARKUP + TURNED)
    with catena.toasts() as toasts:
        catena.press(asking, "Rename")
        catena.toast(toasts, "Renamed to")
        key("Delete")
        catena.toast(toasts, "deleted")
        key("ctrl+z")
        catena.toast(toasts, "Undone")
    wait_until(lambda: len(catena.rows(app)) == len(TEXTS), catena.SLOW, "all rows again")
    catena.is_well(app)


def test_quit():
    key("ctrl+w")
    catena.press(catena.dialog(app, "Save Changes?"), "Discard")
    catena.says(app, "^Open a Keystore$")
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_list, test_every_page, test_search, test_rename_dialog, test_rename_and_delete, test_quit, stop=True)

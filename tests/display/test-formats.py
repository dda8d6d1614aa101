# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of each format in the real window: what it is called, how many entries it has, what is said of it, and what can be done
about that."""

import base64
import json
import os
import re
import subprocess
import sys
import zipfile

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

CORPUS = os.environ.get("CATENA_CORPUS", "")
SYNTH = os.path.join(CORPUS, "synth")
if not os.path.isdir(SYNTH):
    print("1..0 # SKIP no corpus")
    sys.exit(0)

PASSWORD = keystores.PASSWORD
work = keystores.folder("formats")


def synth(name):
    return os.path.join(SYNTH, name)


def put(name, data):
    path = os.path.join(work, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def content(path):
    with open(path, "rb") as file:
        return file.read()


def length(size):
    """The length of a DER element."""
    if size < 128:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def certificates(name):
    """The certificates of a PEM file as DER."""
    text = content(synth(name)).decode("ascii", "replace")
    return [base64.b64decode(body) for body in
            re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", text, re.S)]


def make_pkipath():
    """From the root to the leaf, as RFC 6066 says."""
    chain = b"".join(reversed(certificates("pem-bundle.pem")))
    return put("chain.pkipath", b"\x30" + length(len(chain)) + chain)


def make_ssh_key():
    path = os.path.join(work, "id_ed25519")
    keystores.call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "somebody", "-f", path)
    return path


# RFC 7515 appendix A.3.1, and the octet key of A.1.1.
EC_KEY = {"kty": "EC", "crv": "P-256", "kid": "first", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
          "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}
OCTETS = {"kty": "oct", "kid": "second", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}


def make_der_key():
    path = os.path.join(work, "key.p8")
    keystores.call("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", synth("p8-leaf.key"), "-outform", "DER", "-out", path)
    return path


def make_zip():
    path = os.path.join(work, "reply.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for index, der in enumerate(certificates("pem-bundle.pem")):
            archive.writestr(f"certificate-{index}.cer", der)
    return path


def make_pbmac1():
    """As openssl makes it."""
    path = os.path.join(work, "pbmac1.p12")
    keystores.call("openssl", "pkcs12", "-export", "-in", synth("pem-bundle.pem"), "-out", path, "-name", "web", "-passout",
                   f"pass:{PASSWORD}", "-pbmac1_pbkdf2")
    return path


# Files that the corpus has none of.
MADE = {"pkipath": make_pkipath, "key": make_der_key, "ssh": make_ssh_key, "zip": make_zip, "pbmac1": make_pbmac1}

NONE, ALTERED, OLD = None, "^Integrity not verified: this file carries no check value$", \
    "^Integrity not verified: the check of this old format proves nothing$"

SIGNED = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "fixtures", "bcfks", "signed.bcfks")

# What it is: the file, its password (None: it asks for none), entries, name, strip above the list.
ROWS = {
    "JKS": (synth("jks-chain3.jks"), PASSWORD, 1, "JKS", NONE),
    "CaseExactJKS": (synth("jksx-casecollide.jks"), PASSWORD, 3, "JKS", "^Aliases that Java does not find$"),
    "JCEKS": (synth("jceks-aliases.jceks"), PASSWORD, 14, "JCEKS", NONE),
    "PKCS #12": (synth("p12-mixed.p12"), PASSWORD, 4, "PKCS #12", NONE),
    "PKCS #12 legacy": (synth("ossl-rc2-40.p12"), PASSWORD, 1, "PKCS #12", NONE),
    "PKCS #12 with PBMAC1": ("pbmac1", PASSWORD, 1, "PKCS #12", NONE),
    "PKCS #12 without MAC": (synth("ossl-plain-nomac.p12"), None, 1, "PKCS #12", ALTERED),
    "PKCS #12, other password": (synth("ossl-nonascii.p12"), "pässwörd-鍵", 1, "PKCS #12",
                                 "^A password that not every program takes$"),
    "BKS version 1": (synth("bksv1-mixed.bksv1"), PASSWORD, 3, "BKS", OLD),
    "BKS version 2": (synth("bks-mixed.bks"), PASSWORD, 4, "BKS", NONE),
    "UBER": (synth("uber-secret.uber"), PASSWORD, 7, "UBER", NONE),
    "BCFKS": (synth("bcfks-secret.bcfks"), PASSWORD, 6, "BCFKS", NONE),
    "signed BCFKS": (SIGNED, None, 4, "BCFKS", "^Integrity not verified: this file is signed, and read-only$"),
    "PEM": (synth("pem-bundle.pem"), None, 1, "PEM", NONE),
    "DER certificate": (synth("der-leaf.cer"), None, 1, "DER", NONE),
    "DER key": ("key", None, 1, "PKCS #8", NONE),
    "encrypted key in PEM": (synth("p8enc-aes-256-cbc.key"), None, 1, "PEM", NONE),
    "DER request": (synth("csr-leaf.der"), None, 1, "DER", NONE),
    "DER revocation list": (synth("root-der.crl"), None, 1, "DER", NONE),
    "PKCS #7": (synth("chain.p7b"), None, 3, "PKCS #7", NONE),
    "PKIPath": ("pkipath", None, 3, "PKIPath", NONE),
    "OpenSSH key": ("ssh", None, 1, "OpenSSH", NONE),
    "JWK": (put("key.jwk", json.dumps(EC_KEY).encode()), None, 1, "JWK", NONE),
    "JWKS": (put("keys.jwks", json.dumps({"keys": [EC_KEY, OCTETS]}).encode()), None, 2, "JWK", NONE),
    "PVK": (synth("key.pvk"), None, 1, "PVK", NONE),
    "zip": ("zip", None, 3, "ZIP", NONE),
}

app = catena.start()


def open_file(path):
    """As a file manager does."""
    subprocess.run([os.environ["CATENA_PROGRAM"], path], check=True, capture_output=True, timeout=catena.SLOW)
    app.find("frame", re.compile(re.escape(os.path.basename(path))), timeout=catena.SLOW)


def close_file():
    key("ctrl+w")
    wait_until(lambda: not app.maybe("list", "Entries"), what="the file to be closed")


def facts():
    """What stands below the list: its number of entries, its format, and how many things there are to know."""
    return app.find("button", re.compile("^[0-9,]+ entr(y|ies), "), timeout=catena.SLOW).name


def strip():
    """The strip above the list that is shown, if there is one."""
    found = [n.name for n in app.find_all("label") if re.match("^(Integrity not|Aliases|Entries that|A password|Keys with|Not all|"
                                                               "[0-9]+ things? to know)", n.name)]
    return found[0] if found else None


def check(name):
    try:
        look_at(name)
    finally:
        key("Escape")
        close_file()


def look_at(name):
    path, password, number, kind, banner = ROWS[name]
    if path in MADE:
        path = MADE[path]()
    open_file(path)
    if password is not None:
        catena.unlock(app, password)
    catena.entries(app)
    told = facts()
    print(f"# {name}: {told} | {strip()}")
    assert re.match(f"^{number} entr(y|ies), {kind}(,|$)", told), told
    if banner is None:
        assert strip() is None, strip()
    else:
        wait_until(lambda: strip() and re.search(banner, strip()), catena.SLOW, f"{banner} in the strip")
    catena.is_well(app)


def tests_of_formats():
    for name in ROWS:
        def test(name=name):
            check(name)

        test.__name__ = "test_" + re.sub("[^A-Za-z0-9]+", "_", name)
        yield test


def test_names_are_mended():
    """Entries that Java does not find: told, renamed in one step, and taken back."""
    path = put("case.jks", content(synth("jksx-casecollide.jks")))
    open_file(path)
    catena.unlock(app)
    assert "1 thing to know" in facts(), facts()
    catena.press(app, "Details")
    dialog = catena.dialog(app, "About This File")
    catena.says(dialog, "^2 entries cannot be reached by name in Java")
    catena.says(dialog, "^Verified with the password$")
    gtkdrive.picture("file-names", app.x_window())
    with catena.toasts() as toasts:
        catena.press(dialog, "Rename Them")
        catena.toast(toasts, "2 entries renamed")
    catena.row(app, "foo-2")
    wait_until(lambda: strip() is None, what="the strip to go away")
    wait_until(lambda: "to know" not in facts(), what="the mark to go away")
    key("ctrl+z")
    catena.row(app, "FOO")
    wait_until(lambda: strip() is not None, what="the strip to come back")
    key("ctrl+shift+z")
    catena.row(app, "foo-2")
    key("ctrl+s")
    wait_until(lambda: set(keystores.keytool_list(path)) == {"foo", "foo-2", "foo-3"}, catena.SLOW, "the file to be saved")
    catena.is_well(app)
    close_file()


def test_without_a_password():
    """What can be seen without one is read-only until it is given."""
    path = put("look.bks", content(synth("bks-mixed.bks")))
    open_file(path)
    asking = catena.dialog(app, "Password Required")
    catena.press(asking, "Look Without Password")
    catena.entries(app)
    wait_until(lambda: strip() == "Integrity not verified: opened without its password, and read-only", what="the strip")
    key("alt+Return")
    dialog = catena.dialog(app, "About This File")
    catena.says(dialog, "^Not verified without the password$")
    catena.says(dialog, "until its password is given")
    gtkdrive.picture("file-look", app.x_window())
    assert not dialog.maybe("button", "Change Password…")
    catena.press(dialog, "Enter Password…")
    asking = catena.dialog(app, "Password Required")
    asking.set_text("wrong")
    catena.press(asking, "Unlock")
    catena.says(asking, "^This is not the password of the file")
    asking.set_text(PASSWORD)
    catena.press(asking, "Unlock")
    wait_until(lambda: strip() is None, catena.SLOW, "the strip to go away")
    catena.is_well(app)
    close_file()


def test_old_version_is_mended():
    """Version 1 of BKS becomes version 2 by saving."""
    path = put("old.bks", content(synth("bksv1-mixed.bksv1")))
    open_file(path)
    catena.unlock(app)
    catena.press(app, "Details")
    dialog = catena.dialog(app, "About This File")
    catena.says(dialog, "16 bits")
    gtkdrive.picture("file-old", app.x_window())
    catena.press(dialog, "Save As…")
    dialog = catena.dialog(app, "Save As")
    catena.says(dialog, "^The file keeps what it has: Version 1$")
    gtkdrive.picture("file-old-save-as", app.x_window())
    catena.press(dialog, "Cancel")
    app.wait_gone("dialog", "Save As")
    catena.is_well(app)
    close_file()


def test_damage_is_no_wrong_password():
    """What the password proves, and what no password would help against."""
    path = put("flip.jks", content(synth("bad/jks-flip-02995.jks")))
    open_file(path)
    asking = catena.dialog(app, "Password Required")
    asking.set_text(PASSWORD)
    catena.press(asking, "Unlock")
    catena.says(asking, "^The password is right, because it opens a key, but the file was altered or is damaged")
    gtkdrive.picture("file-damaged", app.x_window())
    catena.press(asking, "Look Without Password", catena.SLOW)
    catena.entries(app)
    wait_until(lambda: strip() == "Integrity not verified: opened without its password, and read-only", what="the strip")
    close_file()
    open_file(synth("bad/bks-iter-ffffffff.bks"))
    catena.says(app, "^This File Cannot Be Opened$")
    catena.says(app, "^Opening this takes 4294967295 iterations")
    key("ctrl+w")
    app.wait_gone("frame", re.compile("bks-iter"))
    catena.is_well(app)


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(*tests_of_formats(), test_names_are_mended, test_without_a_password, test_old_version_is_mended,
             test_damage_is_no_wrong_password, test_quit)

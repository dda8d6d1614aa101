# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A keystore that holds everything, saved in each format that can be written: what changes and who can open it is told before, and
Java, openssl and Bouncy Castle find in the new file what was told."""

import os
import re
import subprocess
import sys

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

CORPUS = os.environ.get("CATENA_CORPUS", "")
ORACLE = os.path.join(CORPUS, "oracle", "KsList.java")
CASTLE = "/usr/share/java/bcprov.jar"
if not os.path.exists(ORACLE) or not os.path.exists(CASTLE):
    print("1..0 # SKIP no corpus, or no Bouncy Castle")
    sys.exit(0)

PASSWORD, OWN = keystores.PASSWORD, "of its own"
authority = keystores.Authority(keystores.folder("formats-save"), key="rsa:2048")
UTF8 = {**os.environ, "LC_ALL": "C.UTF-8"}
TOOL = (*keystores.KEYTOOL, "-J-Dfile.encoding=UTF-8", "-J-Dsun.jnu.encoding=UTF-8")
WITH_CASTLE = ("-providerclass", "org.bouncycastle.jce.provider.BouncyCastleProvider", "-providerpath", CASTLE)


def keytool(store, *words):
    keystores.call(*TOOL, *words, "-keystore", store, "-storetype", "BKS", "-storepass", PASSWORD, *WITH_CASTLE, env=UTF8)


def make_rich_store():
    """Aliases in letters of other alphabets and such as differ in case, a secret key, a password of a key's own."""
    store = os.path.join(authority.path, "rich.bks")
    bundle = authority.key_store("web.p12", "web", "middle", kind="PKCS12")
    keystores.call(*TOOL, "-importkeystore", "-noprompt", "-srckeystore", bundle, "-srcstorepass", PASSWORD, "-destkeystore", store,
                   "-deststoretype", "BKS", "-deststorepass", PASSWORD, *WITH_CASTLE, env=UTF8)
    keytool(store, "-genkeypair", "-alias", "closed", "-keypass", OWN, "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
            "CN=closed")
    keytool(store, "-genseckey", "-alias", "dbkey", "-keyalg", "AES", "-keysize", "256")
    for alias in ("Root", "root", "Größe 鍵"):
        keytool(store, "-importcert", "-noprompt", "-alias", alias, "-file", authority.pem("root"))
    return store


class Oracle:
    """The corpus's own lister, which is Java's providers and Bouncy Castle."""

    def __init__(self):
        self.folder = keystores.folder("oracle")
        keystores.call("javac", "-nowarn", "-cp", CASTLE, "-d", self.folder, ORACLE)

    def list(self, path, *options):
        text = keystores.call("java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", "-cp",
                              f"{self.folder}:{CASTLE}", "KsList", path, PASSWORD, *options, env=UTF8)
        return {line.split("\t")[0]: line.split("\t")[1] for line in text.splitlines()}


store = make_rich_store()
oracle = Oracle()
WHOLE = {"web": "key", "closed": "key", "dbkey": "secret", "Root": "cert", "root": "cert", "Größe 鍵": "cert"}
assert oracle.list(store) == WHOLE, oracle.list(store)
app = catena.start()

SMALL = {"web": "key", "closed": "key", "root-2": "cert", "root": "cert", "größe 鍵": "cert"}
# The format, its protection (None: what is proposed), the suffix, what the dialog says, who can open it, what the oracle finds.
ROWS = (
    ("JKS", None, "jks", ("cannot hold secret keys", "Java"), "Java 8", SMALL),
    ("JCEKS", None, "jceks", ("Java",), "Java 8", {**SMALL, "dbkey": "secret"}),
    ("PKCS #12", "Modern", "p12", ("gets the password of the file",), "AES is read since", {**SMALL, "dbkey": "secret"}),
    ("PKCS #12", "Modern with PBMAC1", "p12", ("gets the password of the file",), "OpenSSL", None),
    ("PKCS #12", "Legacy", "p12", ("gets the password of the file",), "legacy provider", {**SMALL, "dbkey": "secret"}),
    ("UBER", None, "uber", (), "Only with Bouncy Castle", WHOLE),
    ("BCFKS", None, "bcfks", (), "Only with Bouncy Castle", WHOLE),
    ("BKS", "Version 1", "bks", (), "Only with Bouncy Castle", WHOLE),
    ("PEM", None, "pem", ("cannot hold secret keys",), "OpenSSL", None),
)


def choose(dialog, row, item):
    """Chooses from a combo row, which opens only by pointer or keyboard."""
    dialog.find(("combo box", "list item"), name=re.compile(f"^{row}")).pointer_click()
    app.find("list item", where=lambda n: [label.name for label in n.find_all("label")] == [item]).pointer_click()


def is_listed(dialog):
    wait_until(lambda: dialog.find("button", "Choose File…").has("sensitive"), catena.SLOW, "what changes")


def open_rich(name):
    """A copy of its own, so that each row begins with all of it."""
    path = os.path.join(authority.path, name)
    with open(store, "rb") as source, open(path, "wb") as target:
        target.write(source.read())
    subprocess.run([os.environ["CATENA_PROGRAM"], path], check=True, capture_output=True, timeout=catena.SLOW)
    app.find("frame", name, timeout=catena.SLOW)
    catena.unlock(app)


def give_key_password(dialog):
    """Where the format keeps no passwords of keys, that of the key is asked for here."""
    if not dialog.maybe("button", "Password…"):
        return
    catena.press(dialog, "Password…")
    asking = app.find("dialog", where=lambda n: n.maybe("button", "Unlock"), timeout=catena.SLOW)
    asking.set_text(OWN)
    catena.press(asking, "Unlock")
    wait_until(lambda: not dialog.maybe("button", "Password…"), catena.SLOW, "the losses without that of the key")
    is_listed(dialog)


def save_to(path):
    dialog = app.find(("dialog", "file chooser"), "Save Keystore", timeout=catena.SLOW)
    dialog.find(where=lambda n: "EditableText" in n.interfaces).set_text(path)
    catena.press(dialog, "Save", catena.SLOW)
    wait_until(lambda: os.path.exists(path), catena.SLOW, path)


def said(dialog):
    return " | ".join(node.name for node in dialog.find_all("label", showing=False))


def convert(index):
    format_, protection, suffix, words, opens, expected = ROWS[index]
    open_rich(f"rich-{index}.bks")
    key("ctrl+shift+s")
    dialog = catena.dialog(app, "Save As")
    is_listed(dialog)
    if format_ != "BKS":
        choose(dialog, "Format", format_)
        is_listed(dialog)
    if protection:
        choose(dialog, "Protection", protection)
        is_listed(dialog)
    give_key_password(dialog)
    wait_until(lambda: all(word in said(dialog) for word in words), catena.SLOW, f"{words} in {said(dialog)}")
    wait_until(lambda: opens in said(dialog), catena.SLOW, f"{opens} in {said(dialog)}")
    assert ("Will Change" in said(dialog)) == bool(words), said(dialog)
    gtkdrive.picture(f"formats-save-{index}-{suffix}", app.x_window())
    catena.press(dialog, "Choose File…", catena.SLOW)
    path = os.path.join(authority.path, f"saved-{index}.{suffix}")
    save_to(path)
    app.find("frame", os.path.basename(path), timeout=catena.SLOW)
    if expected is not None:
        assert oracle.list(path) == expected, oracle.list(path)
    catena.is_well(app)
    key("ctrl+w")
    return path


def protection_of(path):
    """As openssl says it."""
    return subprocess.run(["openssl", "pkcs12", "-legacy", "-in", path, "-passin", f"pass:{PASSWORD}", "-info", "-noout"],
                          capture_output=True, check=True, text=True).stderr


def test_jks():
    convert(0)


def test_jceks():
    convert(1)


def test_pkcs12_modern():
    assert "sha256" in protection_of(convert(2))


def test_pkcs12_pbmac1():
    """Java 21 does not read it."""
    assert "PBMAC1" in protection_of(convert(3))


def test_pkcs12_legacy():
    told = protection_of(convert(4))
    assert "MAC: sha1" in told and "40BitRC2" in told, told


def test_uber():
    convert(5)


def test_bcfks():
    convert(6)


def test_bks_version_1():
    with open(convert(7), "rb") as file:
        assert file.read(4) == b"\0\0\0\1"


def test_pem():
    path = convert(8)
    with open(path, encoding="utf-8") as file:
        assert len(re.findall("^-----BEGIN .*PRIVATE KEY-----$", file.read(), re.M)) == 2
    keystores.call("openssl", "crl2pkcs7", "-nocrl", "-certfile", path, "-out", path + ".p7b")
    text = keystores.call("openssl", "pkcs7", "-in", path + ".p7b", "-print_certs", "-noout")
    # Those of the two keys, with the root that completes a chain, and three trusted ones.
    assert text.count("subject=") == 7, text


def test_quit():
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_jks, test_jceks, test_pkcs12_modern, test_pkcs12_pbmac1, test_pkcs12_legacy, test_uber, test_bcfks,
             test_bks_version_1, test_pem, test_quit)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparing: two certificates, a request and its certificate, two keystores with entries copied and dragged across, and back."""

import os
import re
import shutil
import subprocess
import sys
import time

import catena
import gtkdrive
import keystores
from gtkdrive import drag, key, wait_until, xdotool

PASSWORD = keystores.PASSWORD
authority = keystores.Authority(keystores.folder("compare"))


def path(name):
    return os.path.join(authority.path, name)


def renew(name, source, days):
    """Another certificate for the key of `source`, from the same CA."""
    shutil.copy(path(f"{source}.key"), path(f"{name}.key"))
    keystores.call("openssl", "req", "-x509", "-new", "-key", path(f"{name}.key"), "-subj", "/CN=www.example.org/O=Example", "-days", days,
                   "-CA", authority.pem("middle"), "-CAkey", path("middle.key"), "-out", authority.pem(name),
                   "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=critical,digitalSignature",
                   "-addext", "subjectAltName=DNS:www.example.org,DNS:shop.example.org", "-addext", "extendedKeyUsage=serverAuth")


renew("renewed", "web", 1189)
authority.make("api", "/CN=api.example.org/O=Example", "middle", "subjectAltName=DNS:api.example.org")
authority.make("api2", "/CN=api.example.org/O=Example", "middle", "subjectAltName=DNS:api.example.org")
left = authority.key_store("left.jks", "web", "middle", "root")
authority.key_store("left.jks", "api", "middle", "root", leaf="api")
authority.trust(left, "root", "root")
authority.trust(left, "middle", "middle")
right = authority.key_store("right.p12", "web", "middle", "root", leaf="renewed", kind="PKCS12")
authority.key_store("right.p12", "api", "middle", "root", leaf="api2", kind="PKCS12")
authority.trust(right, "ca", "root")
keystores.call("openssl", "req", "-new", "-key", path("web.key"), "-subj", "/CN=www.example.org/O=Example", "-out", path("request.pem"),
               "-addext", "subjectAltName=DNS:www.example.org,DNS:old.example.org")
# As they are now: the tests save what they do.
untouched = [shutil.copy(left, path("untouched.jks")), shutil.copy(right, path("untouched.p12"))]
app = catena.start(left)


def fields(dialog):
    """{field: how it compares}; of fields with one name, the first: that of the subject, and not of the issuer."""
    names = [node.name for node in dialog.find_all("list item") if ": " in node.name]
    return dict(name.rsplit(": ", 1) for name in reversed(names))


def wait_fields(dialog, condition, what):
    return wait_until(lambda: condition(fields(dialog)), catena.SLOW, what)


def choose_file(title, file, program=None):
    chooser = (program or app).find(("dialog", "file chooser"), title, timeout=catena.SLOW)
    xdotool("type", "--delay", "40", "/")
    chooser.find(where=lambda n: "EditableText" in n.interfaces, timeout=catena.SLOW).set_text(file)
    catena.press(chooser, "Open", catena.SLOW)


def close(title):
    def is_gone():
        key("Escape")  # the first one is a toast's, where there is one
        time.sleep(0.5)
        return not app.maybe("dialog", title)

    wait_until(is_gone, catena.SLOW, f"“{title}” to go away")


def copied_text():
    helper = os.path.join(os.path.dirname(os.path.abspath(catena.__file__)), "clipboard_reader.py")
    return keystores.call(sys.executable, helper, "text/plain;charset=utf-8", env={**os.environ, "GTK_A11Y": "none"})


# ---- two certificates ----

def test_two_entries():
    catena.unlock(app)
    catena.select(app, "root")
    xdotool("keydown", "ctrl")
    catena.row(app, "middle").pointer_click()
    xdotool("keyup", "ctrl")
    wait_until(lambda: len([n for n in catena.rows(app) if n.has("selected")]) == 2, catena.SLOW, "two selected entries")
    key("ctrl+d")
    dialog = catena.dialog(app, "Compare")
    dialog.find("label", "Another key and another name", timeout=catena.SLOW)
    seen = wait_fields(dialog, lambda f: f if "Common name" in f else None, "the fields")
    assert seen["Common name"] == "Different" and seen["Organization"] == "Same", seen
    assert seen["Serial number"] == "Different" and seen["Public key"] == "Same", seen
    gtkdrive.picture("compare-certificates", app.x_window())
    row = dialog.find("check box", "Only Differences")
    (row.maybe("check box") or row).click()
    wait_fields(dialog, lambda f: "Organization" not in f and "Common name" in f, "only what differs")
    catena.press(dialog, "Copy as Text")
    text = wait_until(lambda: copied_text(), catena.SLOW, "the text on the clipboard")
    assert text.startswith("Another key and another name\nFirst: ") and "Organization" not in text, text
    assert "Common name (Different)\n    First: Test " in text, text
    close("Compare")
    catena.is_well(app)


def test_with_file():
    catena.select(app, "web")
    key("ctrl+d")
    dialog = catena.dialog(app, "Compare With")
    names = wait_until(lambda: [n.name for n in dialog.find_all("list item")], catena.SLOW, "what there is to compare with")
    assert len(names) == 3 and not any(name.startswith("web,") for name in names), names
    gtkdrive.picture("compare-with", app.x_window())
    catena.press(dialog, "From File…")
    choose_file("Compare With File", authority.pem("renewed"))
    dialog = catena.dialog(app, "Compare")
    dialog.find("label", "Same key, renewed: ends 364 days later", timeout=catena.SLOW)
    seen = wait_fields(dialog, lambda f: f if "Valid until" in f else None, "the fields")
    assert seen["Valid until"] == "Different" and seen["Common name"] == "Same", seen
    assert seen["SHA-256 of the public key"] == "Same", seen
    hosts = {n.description: n.name for n in dialog.find_all("list item") if n.name.startswith("DNS: ")}
    assert hosts == {"www.example.org": "DNS: Same", "First: example.org. Second: —.": "DNS: Only in the first",
                     "First: —. Second: shop.example.org.": "DNS: Only in the second"}, hosts
    gtkdrive.picture("compare-renewed", app.x_window())
    catena.press(dialog, "Swap Sides")
    dialog.find("label", "Same key, another certificate: ends 364 days earlier", timeout=catena.SLOW)
    close("Compare")
    catena.is_well(app)


def test_with_request():
    catena.select(app, "web")
    key("ctrl+d")
    dialog = catena.dialog(app, "Compare With")
    catena.press(dialog, "From File…")
    choose_file("Compare With File", path("request.pem"))
    dialog = catena.dialog(app, "Compare")
    dialog.find("label", "The certificate is for the key of this request", timeout=catena.SLOW)
    seen = wait_fields(dialog, lambda f: f if "Common name" in f else None, "the fields")
    assert seen["Common name"] == "Same" and seen["Organization"] == "Same", seen
    hosts = [n.name for n in dialog.find_all("list item") if n.name.startswith("DNS: ")]
    assert sorted(hosts) == ["DNS: Only in the first", "DNS: Only in the second", "DNS: Same"], hosts
    close("Compare")
    catena.is_well(app)


def test_with_clipboard():
    helper = os.path.join(os.path.dirname(os.path.abspath(catena.__file__)), "clipboard_source.py")
    catena.select(app, "web")
    key("ctrl+d")
    asking = catena.dialog(app, "Compare With")
    with open(authority.pem("web"), encoding="ascii") as file, \
            subprocess.Popen([sys.executable, helper, file.read()], env={**os.environ, "GTK_A11Y": "none"}) as source:
        try:
            wait_until(lambda: "BEGIN CERTIFICATE" in copied_text(), catena.SLOW, "the certificate on the clipboard")
            catena.press(asking, "Paste")
            dialog = catena.dialog(app, "Compare")
            dialog.find("label", "The same certificate", timeout=catena.SLOW)
        finally:
            source.terminate()
    dialog.find("label", "No field differs")
    close("Compare")
    catena.is_well(app)


# ---- two keystores ----

def pairs(dialog):
    """(alias on the left, alias on the right), in the order of the list; None where there is none."""
    found = []
    for node in dialog.find_all("list item"):
        match = re.match(r"First: (.*)\. Second: (.*?)\.(?: |$)", node.name)
        if match:
            found.append(tuple(None if side == "Nothing" else side.split(",")[0] for side in match.groups()))
    return found


def sections(dialog):
    return sorted(label.name for label in dialog.find_all("label") if re.search(r" · \d+$", label.name))


def pair(dialog, first, second):
    return dialog.find("list item", where=lambda n: re.match(rf"First: {first}(,.*|)\. Second: {second}(,|\.)", n.name) is not None,
                       timeout=catena.SLOW)


BEFORE = [("api", "api"), ("web", "web"), ("middle", None), ("root", "ca")]


def test_keystores():
    key("ctrl+shift+d")
    choose_file("Compare With Keystore", right)
    asking = catena.dialog(app, "Password Required")
    asking.set_text(PASSWORD)
    catena.press(asking, "Unlock")
    dialog = catena.dialog(app, "Compare Keystores")
    wait_until(lambda: pairs(dialog) == BEFORE, catena.SLOW, "the pairs")
    assert sections(dialog) == ["Only in left.jks · 1", "Same Alias, Another Key · 1", "Same Key, Another Certificate · 1", "Same · 1"], sections(dialog)
    catena.says(dialog, "1 entry is the same, 3 differ")
    catena.says(dialog, "The second ends 364 days later")
    gtkdrive.picture("compare-keystores", app.x_window())
    catena.is_well(app)


def test_copy_by_button():
    dialog = catena.dialog(app, "Compare Keystores")
    pair(dialog, "middle", "Nothing").pointer_click()
    assert not dialog.find("button", re.compile("^Copy to left.jks")).has("sensitive")
    with catena.toasts() as toasts:
        catena.press(dialog, "Copy to right.p12")
        catena.toast(toasts, "“middle” copied from “left.jks”")
    wait_until(lambda: ("middle", "middle") in pairs(dialog), catena.SLOW, "the copy")
    catena.says(dialog, "2 entries are the same, 2 differ")
    assert app.find("page tab", "• right.p12", showing=False)
    catena.is_well(app)


def test_undo():
    dialog = catena.dialog(app, "Compare Keystores")
    with catena.toasts() as toasts:
        key("ctrl+z")
        catena.toast(toasts, "Undone: “middle” copied from “left.jks”")
    wait_until(lambda: pairs(dialog) == BEFORE, catena.SLOW, "the pairs as they were")
    catena.is_well(app)


def test_drag():
    dialog = catena.dialog(app, "Compare Keystores")
    row = pair(dialog, "middle", "Nothing")
    x, y = row.middle()
    width = row.extents()[2]
    drag((x - width // 3, y), (x + width // 3, y))
    wait_until(lambda: ("middle", "middle") in pairs(dialog), catena.SLOW, "the entry that was dragged")
    catena.is_well(app)


def test_replace():
    dialog = catena.dialog(app, "Compare Keystores")
    pair(dialog, "web", "web").pointer_click()
    catena.press(dialog, "Copy to left.jks")
    alert = catena.dialog(app, "Replace “web” in “left.jks”?")
    catena.says(alert, "the same key and another certificate")
    catena.press(alert, "Replace")
    wait_until(lambda: pairs(dialog) == [("api", "api"), ("middle", "middle"), ("root", "ca"), ("web", "web")], catena.SLOW,
               "the renewed entry on both sides")
    pair(dialog, "api", "api").pointer_click()
    catena.press(dialog, "Copy to left.jks")
    catena.press(catena.dialog(app, "Replace “api” in “left.jks”?"), "Keep Both")
    wait_until(lambda: ("api-2", "api") in pairs(dialog) and ("api", None) in pairs(dialog), catena.SLOW, "both keys")
    catena.is_well(app)


def test_details_and_search():
    dialog = catena.dialog(app, "Compare Keystores")
    dialog.set_text("web")
    wait_until(lambda: pairs(dialog) == [("web", "web")], catena.SLOW, "what was searched for")
    catena.press(dialog, "Compare Certificates")
    catena.dialog(app, "Compare").find("label", "The same certificate", timeout=catena.SLOW)
    close("Compare")
    close("Compare Keystores")
    catena.is_well(app)


def test_saved():
    """Each document keeps its tab and its changes; other programs read what was copied."""
    for name in ("right.p12", "left.jks"):
        tab = app.find("page tab", f"• {name}", timeout=catena.SLOW)
        if not app.maybe("frame", f"• {name}"):
            tab.pointer_click()
        app.find("frame", f"• {name}", timeout=catena.SLOW)
        key("ctrl+s")
        app.find("frame", name, timeout=catena.SLOW)
    listed = keystores.keytool_list(left)
    assert listed["web"] == ("PrivateKeyEntry", authority.fingerprint("renewed")), listed
    assert listed["api-2"] == ("PrivateKeyEntry", authority.fingerprint("api2")), listed
    assert listed["api"] == ("PrivateKeyEntry", authority.fingerprint("api")), listed
    assert keystores.keytool_list(right)["middle"] == ("trustedCertEntry", authority.fingerprint("middle"))
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


def show(name, size, dark):
    """Both comparisons in another window, for the pictures."""
    program = catena.start(untouched[0], env={"ADW_DEBUG_COLOR_SCHEME": "prefer-dark" if dark else "prefer-light"})
    try:
        catena.unlock(program)
        key("ctrl+shift+d")
        choose_file("Compare With Keystore", untouched[1], program)
        asking = catena.dialog(program, "Password Required")
        asking.set_text(PASSWORD)
        catena.press(asking, "Unlock")
        dialog = catena.dialog(program, "Compare Keystores")
        wait_until(lambda: pairs(dialog), catena.SLOW, "the pairs")
        program.resize(*size)
        time.sleep(1)
        gtkdrive.picture(f"compare-keystores-{name}", program.x_window())
        # A dialog that has become a sheet at the bottom is another one.
        dialog = catena.dialog(program, "Compare Keystores")
        pair(dialog, "api", "api").pointer_click()
        catena.press(dialog, "Compare Certificates")
        catena.dialog(program, "Compare").find("label", "Another key for the same name", timeout=catena.SLOW)
        time.sleep(1)
        gtkdrive.picture(f"compare-certificates-{name}", program.x_window())
        catena.is_well(program)
    finally:
        program.close()


def test_narrow():
    show("narrow", (370, 650), False)


def test_dark():
    show("dark", (1000, 700), True)


gtkdrive.run(test_two_entries, test_with_file, test_with_request, test_with_clipboard, test_keystores, test_copy_by_button, test_undo,
             test_drag, test_replace, test_details_and_search, test_saved, test_narrow, test_dark, stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chain of an entry, edited by keys, by the context menu and by dragging: each step is one undo, and keytool
finds in the saved file what the window shows."""

import os
import re
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until, xdotool

authority = keystores.Authority(keystores.folder("chain"))
store = authority.key_store("server.jks", "web", "middle", "root")
WEB, MIDDLE, ROOT = "www.example.org", "Test Intermediate CA", "Test Root CA"
PRINTS = {WEB: authority.fingerprint("web"), MIDDLE: authority.fingerprint("middle"), ROOT: authority.fingerprint("root")}
app = catena.start(store)


ROLES = ("Server certificate", "Intermediate CA", "Root CA")


def is_card(node):
    """The accessible name of a certificate is “title, role”; those of links and gaps say more."""
    return node.name.endswith(tuple(f", {role}" for role in ROLES))


def cards():
    """The certificates in the drawing, from the leaf on."""
    chain = app.find("list", "Certification path", timeout=catena.SLOW)
    return [n.name.split(",")[0] for n in chain.find_all("list item", where=is_card)]


def card(title):
    chain = app.find("list", "Certification path", timeout=catena.SLOW)
    return chain.find("list item", where=lambda n: is_card(n) and n.name.startswith(title + ","), timeout=catena.SLOW)


def stored(*titles):
    """Waits until the drawing has these certificates in this order."""
    wait_until(lambda: cards() == list(titles), catena.SLOW, f"the chain {titles}")


def saved(*titles):
    """Saves, and sees what keytool finds."""
    key("ctrl+s")
    app.find("frame", "server.jks", timeout=catena.SLOW)
    text = keystores.call(*keystores.KEYTOOL, "-list", "-v", "-keystore", store, "-storepass", keystores.PASSWORD)
    found = [value.replace(":", "").lower() for value in re.findall(r"SHA256: ([0-9A-F:]+)", text)]
    assert found == [PRINTS[title] for title in titles], found


def menu_of(title, mnemonic):
    """Opens a card's context menu by the menu key, and chooses by mnemonic."""
    card(title).focus()
    key("Menu")
    app.find("menu", timeout=catena.SLOW)
    key(mnemonic)


def test_as_found_and_as_stored():
    catena.unlock(app)
    catena.select(app, "web")
    stored(WEB, MIDDLE, ROOT)
    app.find("radio button", "As Stored").click()
    stored(WEB, MIDDLE, ROOT)
    gtkdrive.picture("chain-stored")
    catena.is_well(app)


def test_move_by_keys():
    card(MIDDLE).focus()
    with catena.toasts() as toasts:
        key("alt+Up")
        catena.toast(toasts, f"“{MIDDLE}” moved in the chain")
    stored(WEB, ROOT, MIDDLE)
    # The same card has the focus again, and can be moved on.
    wait_until(lambda: card(MIDDLE).has("focused"), catena.SLOW, "the focus on the moved card")
    gtkdrive.picture("chain-moved")
    key("alt+Up")  # nothing is above
    key("alt+Down")
    stored(WEB, MIDDLE, ROOT)
    wait_until(lambda: card(MIDDLE).has("focused"), catena.SLOW, "the focus on the moved card")
    key("alt+Left")
    stored(MIDDLE, WEB, ROOT)
    saved(MIDDLE, WEB, ROOT)
    catena.is_well(app)


def test_undo_each():
    key("ctrl+z")
    stored(WEB, MIDDLE, ROOT)
    key("ctrl+z")
    stored(WEB, ROOT, MIDDLE)
    key("ctrl+z")
    stored(WEB, MIDDLE, ROOT)
    saved(WEB, MIDDLE, ROOT)
    catena.is_well(app)


def test_remove_by_key():
    card(MIDDLE).focus()
    with catena.toasts() as toasts:
        key("Delete")
        catena.toast(toasts, f"“{MIDDLE}” removed from the chain")
    stored(WEB, ROOT)
    assert catena.has_row(app, "web"), "the entry itself stays"
    gtkdrive.picture("chain-gap")
    saved(WEB, ROOT)
    catena.is_well(app)


def test_menu():
    menu_of(ROOT, "l")  # towards the leaf
    stored(ROOT, WEB)
    menu_of(ROOT, "m")  # remove
    stored(WEB)
    saved(WEB)
    catena.is_well(app)


def open_again(path):
    done = subprocess.run([os.environ["CATENA_PROGRAM"], path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def copy_entry(name):
    """Copies the only entry of another file, which is open in a tab of its own."""
    open_again(authority.pem(name))
    app.find("frame", f"{name}.pem", timeout=catena.SLOW)
    catena.entries(app)
    key("ctrl+a")
    with catena.toasts() as toasts:
        key("ctrl+c")
        catena.toast(toasts, "copied")
    open_again(store)
    app.find("frame", "server.jks", timeout=catena.SLOW)


def test_paste_into_the_gap():
    copy_entry("middle")
    catena.select(app, "web")
    gap = app.find("list item", where=lambda n: n.name.endswith(", missing issuer"), timeout=catena.SLOW)
    assert gap.name.startswith(MIDDLE), gap.name
    app.find("list", "Certification path").find("list item").focus()
    key("End", "Home", "Right", "Right")
    wait_until(lambda: gap.has("focused"), catena.SLOW, "the focus on the gap")
    key("Menu")
    app.find("menu", timeout=catena.SLOW)
    gtkdrive.picture("chain-gap-menu")
    with catena.toasts() as toasts:
        key("p")
        catena.toast(toasts, f"“{MIDDLE}” added to the chain")
    stored(WEB, MIDDLE)
    saved(WEB, MIDDLE)
    catena.is_well(app)


def test_paste_behind():
    copy_entry("root")
    catena.select(app, "web")
    app.find("radio button", "As Stored").click()
    stored(WEB, MIDDLE)
    menu_of(WEB, "p")
    stored(WEB, ROOT, MIDDLE)
    catena.is_well(app)


def drag(source, target):
    x, y = source.middle()
    to_x, to_y = target.middle()
    xdotool("mousemove", x, y, "sleep", 0.1, "mousedown", 1, "sleep", 0.1)
    for step in range(1, 11):
        xdotool("mousemove", x + (to_x - x) * step // 10, y + (to_y - y) * step // 10, "sleep", 0.05)
    gtkdrive.picture("chain-drag")
    xdotool("mouseup", 1)


def test_drag():
    drag(card(ROOT), card(MIDDLE))
    stored(WEB, MIDDLE, ROOT)
    saved(WEB, MIDDLE, ROOT)
    catena.is_well(app)


def test_end():
    assert catena.quit_program(app) == 0, app.output()


gtkdrive.run(
    test_as_found_and_as_stored,
    test_move_by_keys,
    test_undo_each,
    test_remove_by_key,
    test_menu,
    test_paste_into_the_gap,
    test_paste_behind,
    test_drag,
    test_end,
    stop=True,
)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking without the password: everything that needs none is shown, nothing can be changed."""

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

authority = keystores.Authority(keystores.folder("look"))
store = authority.key_store("demo.jks", "web", "middle")
authority.trust(store, "root", "root")
app = catena.start(store)


def banner():
    return app.maybe("label", where=lambda n: n.name.startswith("Integrity not verified"))


def test_look_shows_entries_and_says_what_is_missing():
    catena.press(catena.dialog(app, "Password Required"), "Look Without Password")
    catena.entries(app)
    assert catena.has_row(app, "web") and catena.has_row(app, "root")
    wait_until(banner, what="the banner")
    catena.select(app, "web")
    app.find("list", "Certification path", timeout=catena.SLOW)
    catena.is_well(app)


def test_nothing_can_be_changed():
    catena.select(app, "root")
    key("F2")
    key("Delete")
    key("ctrl+x")
    catena.shortcut("ctrl+f")  # waits for the keys before: it shows
    app.find("entry", "Search entries", where=lambda n: n.has("focused") or n.find_all(where=lambda m: m.has("focused")))
    assert not app.maybe("alert", "Rename Entry")
    assert catena.has_row(app, "root") and catena.has_row(app, "web")
    assert not app.maybe("button", "Undo").has("sensitive")
    app.find("frame", "demo.jks")
    catena.is_well(app)


def test_password_given_later():
    catena.press(app, "Enter Password…")
    asking = catena.dialog(app, "Password Required")
    asking.set_text("not this one")
    catena.press(asking, "Unlock")
    catena.says(asking, "This is not the password of the file")
    asking.set_text(keystores.PASSWORD)
    catena.press(asking, "Unlock")
    wait_until(lambda: not banner(), catena.SLOW, "the banner to go away")
    app.wait_gone("dialog", "Password Required")
    catena.is_well(app)


def test_then_it_can_be_changed():
    catena.select(app, "root")
    key("Delete")
    wait_until(lambda: not catena.has_row(app, "root"), catena.SLOW, "the entry to go away")
    key("ctrl+s")
    app.find("frame", "demo.jks", timeout=catena.SLOW)
    assert keystores.keytool_list(store) == {"web": ("PrivateKeyEntry", authority.fingerprint("web"))}
    assert catena.quit_program(app) == 0, app.output()


gtkdrive.run(
    test_look_shows_entries_and_says_what_is_missing,
    test_nothing_can_be_changed,
    test_password_given_later,
    test_then_it_can_be_changed,
    stop=True,
)

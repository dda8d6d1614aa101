# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every window and dialog has names for all that can be used, and the keyboard reaches all of it."""

import re

import catena
import gtkdrive
import keystores
from gtkdrive import CLICKS, key

authority = keystores.Authority(keystores.folder("names"))
store = authority.key_store("demo.jks", "web")  # its chain lacks the intermediate
authority.trust(store, "root", "root")


def assert_names(node, what):
    """Nothing that can have the focus or be clicked is without a name (menu items lose theirs in GTK 4.18)."""
    nameless = [n for _, n in node.walk() if n.role != "menu item"
                and (n.has("focusable") or any(action in CLICKS for action in n.actions())) and not n.label]
    assert nameless == [], f"{what}: {[(n.role, n.actions(), n.window().name) for n in nameless]}"


def close_dialog(app, title):
    key("Escape")
    app.wait_gone(("dialog", "alert"), title)


def check_dialog(app, keys, title):
    key(*keys)
    dialog = catena.dialog(app, title)
    assert_names(dialog, title)
    catena.is_well(app)
    close_dialog(app, title)


def check_application_dialog(app, action, title):
    app.activate(action)
    dialog = catena.dialog(app, title)
    assert_names(dialog, title)
    gtkdrive.picture(f"dialog-{action}", app.x_window())
    catena.is_well(app)
    close_dialog(app, title)


def test_welcome_and_its_dialogs():
    with catena.start() as app:
        catena.says(app, "^Open a Keystore$")
        assert_names(app, "the first window")
        check_dialog(app, ["ctrl+n"], "New Keystore")
        check_application_dialog(app, "preferences", "Preferences")
        check_application_dialog(app, "shortcuts", re.compile("Shortcuts"))
        check_application_dialog(app, "about", re.compile("About|Catena"))
        assert catena.quit_program(app) == 0, app.output()


def test_keystore_and_its_dialogs():
    with catena.start(store) as app:
        assert_names(catena.dialog(app, "Password Required"), "the password dialog")
        catena.unlock(app)
        catena.select(app, "web")
        app.find("label", catena.MISSING, timeout=catena.SLOW)
        assert_names(app, "the window of a keystore")
        check_dialog(app, ["F2"], "Rename Entry")
        check_dialog(app, ["ctrl+shift+s"], "Save As")
        check_dialog(app, ["F10", "p"], re.compile("Password"))
        app.find("toggle button", "Entry Menu").click()
        app.find("menu")
        check_dialog(app, ["w"], re.compile("Password"))
        assert catena.quit_program(app) == 0, app.output()


def walk_by_keyboard(app, presses):
    """What Tab, and Down inside of lists, give the focus to: pairs of role and name."""
    with gtkdrive.Events("object:state-changed:focused") as events:
        for pressed in presses:
            key(pressed)
            events.pump(0.15)
        events.pump(2)
        return [(role, name) for _, role, name, data in events.got if data == 1]


def test_keyboard_reaches_everything():
    with catena.start(store) as app:
        catena.unlock(app)
        catena.select(app, "web")
        app.find("label", catena.MISSING, timeout=catena.SLOW)
        key("ctrl+f")
        reached = walk_by_keyboard(app, ["Tab"] * 16)
        key("ctrl+f")
        reached += walk_by_keyboard(app, ["shift+Tab"] * 7)
        print(f"# {reached}")
        for what, role, name in (
            ("the search entry or what follows it", None, "All"),
            ("the list of entries", "list item", "web, Key pair"),
            ("the choice of a truststore", None, "Trusted by"),
            ("the chain", "list item", "www.example.org, Server certificate"),
            ("the verdict", "button", "Chain as stored"),
            ("the finding or its remedy", None, "issuer"),
            ("the header", "button", "New Keystore"),
        ):
            assert any((role in (None, r)) and name.lower() in n.lower() for r, n in reached), f"the keyboard does not reach {what}"
        nameless = [role for role, name in reached if not name and role not in ("text", "list item", "menu item")]
        assert nameless == [], f"focus on something without a name: {nameless}"
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()


def test_arrows_in_the_chain():
    with catena.start(store) as app:
        catena.unlock(app)
        catena.select(app, "web")
        card = app.find("list item", "www.example.org, Server certificate", timeout=catena.SLOW)
        card.pointer_click()
        reached = walk_by_keyboard(app, ["Right"] * 4)
        print(f"# {reached}")
        assert any("missing issuer" in name for _, name in reached), reached
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()


gtkdrive.run(
    test_welcome_and_its_dialogs,
    test_keystore_and_its_dialogs,
    test_keyboard_reaches_everything,
    test_arrows_in_the_chain,
)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lessons, as a learner takes them: which there are, and how each is solved with what is in the window."""

import re

import catena
import gtkdrive
from gtkdrive import key, type_text, wait_until

SLOW = catena.SLOW


# ---- what is done in the window


def handout(app, number):
    """Clicks on what the learner is given, by its place in the bar."""
    bar = app.find(where=lambda n: n.name.startswith(("Repair: ", "Solved: ")) and n.maybe("button", "Back to Lesson"), timeout=SLOW)
    wait_until(lambda: [n for n in bar.find_all("grouping") if n.name.endswith((".pem", ".crt", ".cer"))][number - 1], SLOW,
               "what the learner is given").find("button").click()


def reply(app):
    """Applies the first handout as what a CA has sent."""
    handout(app, 1)
    dialog = catena.dialog(app, "Import Reply")
    catena.press(dialog, "Apply", SLOW)
    app.wait_gone("dialog", "Import Reply", timeout=SLOW)


def import_anchor(app):
    handout(app, 1)
    dialog = catena.dialog(app, "Import")
    catena.press(dialog, "Import", SLOW)
    app.wait_gone("dialog", "Import", timeout=SLOW)


def remedy(name):
    """The button beside the problem."""
    def solve(app):
        catena.press(app, name, SLOW)
    return solve


def delete(app, alias):
    catena.select(app, alias)
    key("Delete")
    wait_until(lambda: not catena.has_row(app, alias), SLOW, f"“{alias}” deleted")


def replace_anchor(alias):
    def solve(app):
        delete(app, alias)
        import_anchor(app)
    return solve


def step(app, title):
    dialog = catena.dialog(app, "Generate Key Pair")
    dialog.find("label", title, timeout=SLOW)
    return dialog


def new_key(alias, host):
    """Another key pair, signed by the CA that is in the same file."""
    def solve(app):
        delete(app, alias)
        key("ctrl+g")
        dialog = step(app, "Names")
        type_text(host)
        catena.press(dialog, "Next", SLOW)
        catena.press(step(app, "Subject"), "Next", SLOW)
        dialog = step(app, "Key")
        catena.entry_of(dialog, "Alias").set_text(alias)
        catena.press(dialog, "Next", SLOW)
        dialog = step(app, "Use and Validity")
        dialog.find(("combo box", "list item"), name=re.compile("^Signed by")).pointer_click()
        app.find("list item", where=lambda n: n.has("focused"))
        key("Home", "Down", "Return")
        catena.press(dialog, "Generate", SLOW)
        app.wait_gone("dialog", "Generate Key Pair", timeout=SLOW)
    return solve


def key_password(app):
    """The same password for the key and for the keystore."""
    catena.select(app, "shop")
    app.find("toggle button", "Entry Menu").click()
    app.find("menu", where=lambda n: len(n.find_all("menu item")) > 6).pick("w")
    asking = catena.dialog(app, re.compile("^(Key Password Required|Change Key Password)$"))
    if asking.name == "Key Password Required":
        asking.set_text("winter-2019")
        catena.press(asking, "Unlock", SLOW)
    dialog = catena.dialog(app, "Change Key Password")
    for field in dialog.find_all(where=lambda n: n.role in ("text", "password text") and "EditableText" in n.interfaces):
        field.set_text("changeit")
    catena.press(dialog, "Change", SLOW)


# In the order of the list: identifier, title, how it is solved.
LESSONS = [
    ("missing-issuer", "The Missing Issuer", reply),
    ("reversed-chain", "The Wrong Order", remedy("Reorder Chain")),
    ("cross-signed-twice", "Cross-Signed Twice", remedy("Complete Chain")),
    ("reply-for-another-key", "A Reply for Another Key", reply),
    ("expired-root", "The Expired Root", replace_anchor("example trust root r1")),
    ("ca-flag-missing", "Not a CA", reply),
    ("path-length-exceeded", "One CA Too Many", reply),
    ("name-constraints", "Outside the Fence", reply),
    ("wrong-purpose", "The Wrong Purpose", reply),
    ("self-signed-anchor", "Trust at First Sight", replace_anchor("gateway")),
    ("wrong-host", "The Wrong Name", reply),
    ("common-name-only", "Only a Common Name", reply),
    ("wildcard-depth", "One Star, One Level", reply),
    ("address-as-dns-name", "An Address in a Name", reply),
    ("sha1-signature", "The Weak Signature", reply),
    ("weak-key", "The Short Key", new_key("shop", "shop.example.org")),
    ("key-password", "Two Passwords", key_password),
    ("public-default-key", "Everybody’s Key", new_key("gateway", "gateway.example.org")),
    ("key-in-truststore", "A Private Key in a Truststore", replace_anchor("company-ca")),
    ("data-encipherment", "May Not Encrypt Data", reply),
]


# ---- a lesson from its beginning to its end


def shown(app, title):
    """The page of a lesson, when it has made its keys."""
    app.find("frame", title, timeout=SLOW)
    return app.find("button", "Reveal Answer", timeout=SLOW)


def answers(app):
    """The rows of the answers: each has a radio button."""
    return [n for n in app.find_all("list item") if n.maybe("radio button")]


def chosen(app):
    """The places of the answers that are chosen."""
    buttons = [row.maybe("radio button") for row in answers(app)]
    return [i for i, button in enumerate(buttons) if button and button.has("checked")]


def choose(app, index, count=3):
    """Chooses one of `count` answers; rows that are still on their way would shift the places."""
    for attempt in range(4):
        rows = wait_until(lambda: (found := answers(app)) and len(found) == count and found, SLOW, "all answers")
        rows[index].find("radio button").click()
        try:
            wait_until(lambda: chosen(app) == [index], 4, "the answer to be chosen")
            catena.press(app, "Reveal Answer", 4)
            break
        except gtkdrive.NotFound:  # the page was still on its way
            if attempt == 3:
                raise
    app.find("button", "Try Again", timeout=SLOW)


def right_answers(app):
    return [i for i, n in enumerate(answers(app)) if n.maybe("label", re.compile("^(What happens|As you predicted)$"))]


def predict(app):
    """Predicts wrong, has a reply, predicts right."""
    choose(app, 0)
    right = wait_until(lambda: right_answers(app), SLOW, "what happens")
    assert len(right) == 1, right
    wrong = 0 if right[0] != 0 else 1
    if wrong != 0:
        catena.press(app, "Try Again")
        choose(app, wrong)
    wait_until(lambda: answers(app)[wrong].maybe("label", "Your prediction"), SLOW, "the wrong prediction")
    app.find("image", "Not so", timeout=SLOW)
    catena.press(app, "Try Again")
    choose(app, right[0])
    wait_until(lambda: answers(app)[right[0]].maybe("label", "As you predicted"), SLOW, "the right prediction")
    app.find("label", "Why", timeout=SLOW)


def take(app, title, solve, next_title=None):
    shown(app, title)
    predict(app)
    catena.press(app, "Repair", SLOW)
    catena.says(app, "^0 of|^[0-9] of [0-9] goals? met$")
    bar = app.find(where=lambda n: n.name == f"Repair: {title}", timeout=SLOW)
    catena.entries(app)
    solve(app)
    catena.says(app, f"^Solved: {title}$")
    gtkdrive.picture("lesson-solved-" + title.split()[-1].lower(), app.x_window())
    if next_title:
        catena.press(app, "Next Lesson", SLOW)
        shown(app, next_title)
    else:
        catena.press(app, "Back to Lesson", SLOW)
        app.find("frame", title, timeout=SLOW)
        app.find("button", "Try Again", timeout=SLOW)


# ---- a chain that is broken by switches: title of the switch, headline then

BREAKAGES = [
    ("Expire the server’s certificate", "^Not trusted: “shop.example.org” expired"),
    ("Expire the issuing CA", "^Not trusted: “.*” expired"),
    ("Drop the issuing CA", "^Not trusted: .* missing"),
    ("Clear the CA flag", "^Not trusted: “.*” may not sign certificates"),
    ("Swap the order", "wrong order"),
    ("Shorten the path length", "^Not trusted: one CA too many"),
    ("Give it another name", "is not covered"),
    ("Sign with another key", "^Not trusted: the signature on “shop.example.org” does not verify"),
]


def learn_menu(app, mnemonic):
    """Chooses from “Learn” in the main menu."""
    app.find("toggle button", "Main Menu").click()
    app.find("menu", where=lambda n: len(n.find_all("menu item")) > 6, timeout=SLOW).pick("e")
    wait_until(lambda: len(app.find_all("menu item")) < 7, SLOW, "the submenu alone")
    key(mnemonic)


def switch(app, title):
    """A switch row is a check box with another one in it, which has the action."""
    app.find("check box", title, where=lambda n: "toggle" in n.actions(), showing=False).do("toggle")

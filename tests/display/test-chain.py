# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole verdict of a broken chain, by keyboard and accessible names alone, in order: headline, certificates and links
from the leaf to the anchor, the values of a link, the four verdicts, the problems with their remedies; and how a chain is
drawn: as stored, as sent, as found."""

import re
import time

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

WEB, MIDDLE = "www.example.org", "Test Intermediate CA"
authority = keystores.Authority(keystores.folder("chain"))
# “gap”: the intermediate is nowhere. “sent”: another entry of the file has it, the chain has not.
gap = authority.key_store("gap.jks", "web")
sent = authority.key_store("sent.jks", "web")
authority.make("other", "/CN=other.example.org/O=Example", "middle", "subjectAltName=DNS:other.example.org")
authority.key_store("sent.jks", "other", "middle", leaf="other")
authority.trust(sent, "root", "root")
# “bad”: the name that the certificate is for is outside of what its CA may issue for.
authority.make("narrow", "/CN=Narrow CA/O=Example", "root", "nameConstraints=critical,permitted;DNS:example.net", ca=True)
authority.make("outside", f"/CN={WEB}/O=Example", "narrow", f"subjectAltName=DNS:{WEB}", "extendedKeyUsage=serverAuth")
bad = authority.key_store("bad.jks", "web", "narrow", "root", leaf="outside")


class Reader:
    """What somebody hears who goes through the window with the keyboard: name and description of what has the focus."""

    def __init__(self, app):
        self.app = app

    def focused(self):
        found = [n for n in self.app.find_all(where=lambda n: n.has("focused"))]
        return found[-1] if found else None

    def press(self, *keys):
        """Presses keys, and waits until the focus is elsewhere; returns what has it."""
        before = self.spoken()
        key(*keys)
        try:
            wait_until(lambda: self.spoken() not in (None, before), 3, f"another focus after {keys}")
        except gtkdrive.NotFound:
            pass  # it was there already
        return self.focused()

    def spoken(self):
        node = self.focused()
        return (node.role, node.label) if node else None

    def press_until(self, pressed, condition, what, limit=40):
        """Presses one key until the focus is where it should be."""
        seen = []
        for _ in range(limit):
            node = self.press(pressed)
            seen.append((node.role, node.label))
            if condition(node):
                return node
        raise AssertionError(f"{pressed} does not lead to {what}: {seen}")


def open_entry(store):
    app = catena.start(store)
    catena.unlock(app)
    catena.select(app, "web")
    app.find("list", "Certification path", timeout=catena.SLOW)
    return app


def to_chain(reader):
    """Tab leads from the list of entries to the chain, by way of what stands above it; Home is its leaf."""
    reader.press_until("Tab", lambda n: n.name == f"{WEB}, Server certificate", "the leaf")


def walk(reader, pressed="Right"):
    """The parts of the chain from the leaf to the ring, as they are read."""
    node = reader.press("Home")
    size = len(parts(reader.app))
    read = [(node.name, node.description)]
    for place in range(2, size + 1):
        node = reader.press(pressed)
        assert node.role == "list item" and node.name == parts(reader.app)[place - 1], (place, node)
        read.append((node.name, node.description))
    return read


def test_broken_chain_in_order():
    with open_entry(gap) as app:
        reader = Reader(app)
        app.find("label", catena.MISSING, timeout=catena.SLOW)
        to_chain(reader)
        read = walk(reader)
        names = [name for name, _ in read]
        print(f"# {read}")
        assert names[:4] == [f"{WEB}, Server certificate", f"{WEB}, issued by {MIDDLE}: Missing", f"{MIDDLE}, missing issuer",
                             f"Above “{MIDDLE}”: Untested"], names
        assert names[4].startswith("System trust") and read[4][1] == "Not reached" and len(names) == 5, read
        assert f"issued by {MIDDLE}" in read[0][1], read[0]
        assert read[2][1].startswith("Key ID "), read[2]
        # On from the chain: the missing issuer's buttons, the four verdicts in order, the problem and its remedy.
        reader.press("Home", "Right", "Right")
        heard = []
        reader.press_until("Tab", lambda n: heard.append(n.label) or "Find Issuer" in n.label, "the remedy")
        print(f"# {heard}")
        wanted = ["Paste Issuer", "Find", "Chain as stored", "Path to an anchor", "Host names", "Private key", "Find Issuer"]
        places = [next((i for i, text in enumerate(heard) if want in text), None) for want in wanted]
        assert None not in places and places == sorted(places), list(zip(wanted, places))
        assert any("Incomplete" in text for text in heard), heard
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()


def test_values_of_a_broken_link():
    with open_entry(bad) as app:
        reader = Reader(app)
        app.find("label", re.compile("is outside the names this CA may issue for"), timeout=catena.SLOW)
        to_chain(reader)
        link = reader.press("Right")
        assert link.name == f"{WEB}, issued by Narrow CA: Broken", link.name
        assert ", 1 fails" in link.description, link.description
        key("Return")
        wait_until(lambda: link.has("expanded"), catena.SLOW, "the panel")
        app.find("list item", "Revocation: Not checked", timeout=catena.SLOW)
        time.sleep(0.5)  # while it slides down nothing in it takes the focus
        # Tab goes to the first row, Down along them; each says its state, and the last word is with both values.
        row = reader.press_until("Tab", lambda n: n.name.startswith("Names chain"), "the panel", limit=4)
        read = [(row.name, row.description)]
        while read[-1][0] != "Revocation: Not checked" and len(read) < 20:
            node = reader.press("Down")
            read.append((node.name, node.description))
        print(f"# {read}")
        assert read[0][0] == "Names chain: Holds" and read[-1][0] == "Revocation: Not checked", read
        failed = [text for name, text in read if name == "Name constraints: Fails"]
        assert len(failed) == 1 and f"Here: {WEB}." in failed[0] and "example.net" in failed[0], read
        assert f"Different: “{WEB}” and" in failed[0], failed
        gtkdrive.picture("chain-panel", app.x_window())
        key("Escape")
        wait_until(lambda: not link.has("expanded"), catena.SLOW, "the panel closed")
        wait_until(lambda: link.has("focused"), catena.SLOW, "the focus on its link")
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()


def choose(app, drawing):
    app.find("radio button", drawing).click()


def parts(app):
    return [n.name for n in app.find("list", "Certification path").find_all("list item")]


def test_as_sent():
    """What this computer completes, and what a client that completes nothing does not."""
    with open_entry(sent) as app:
        wait_until(lambda: any(MIDDLE + ", Intermediate CA" in name for name in parts(app)), catena.SLOW, "the chain as found")
        with gtkdrive.Events("object:announcement") as events:
            choose(app, "As Sent")
            events.wait(lambda event: "trusted" in str(event[3]).lower(), catena.SLOW, "what it comes to, announced")
        wait_until(lambda: f"{MIDDLE}, missing issuer" in parts(app), catena.SLOW, "the gap as sent")
        gtkdrive.picture("chain-as-sent", app.x_window())
        choose(app, "As Found")
        wait_until(lambda: f"{MIDDLE}, Intermediate CA" in parts(app), catena.SLOW, "the chain as found")
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()


def test_gap_closes():
    """A repaired chain is announced, whether or not it is seen to close."""
    with open_entry(sent) as app:
        wait_until(lambda: f"{MIDDLE}, Intermediate CA" in parts(app), catena.SLOW, "the chain as found")
        choose(app, "As Stored")
        wait_until(lambda: f"{MIDDLE}, missing issuer" in parts(app), catena.SLOW, "the gap as stored")
        with gtkdrive.Events("object:announcement") as events:
            catena.press(app, "Complete Chain")
            events.wait(lambda event: str(event[3]).startswith("Chain complete."), catena.SLOW, "“Chain complete”")
        wait_until(lambda: f"{MIDDLE}, Intermediate CA" in parts(app), catena.SLOW, "the whole chain")
        key("ctrl+z")
        wait_until(lambda: f"{MIDDLE}, missing issuer" in parts(app), catena.SLOW, "the gap again")
        catena.is_well(app)


gtkdrive.run(
    test_broken_chain_in_order,
    test_values_of_a_broken_link,
    test_as_sent,
    test_gap_closes,
)

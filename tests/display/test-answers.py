# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why does my Java client refuse this server? For five keystores the answer and its button stand on the first screen, in one sentence.

The window has 1000 x 700 pixels, and nothing is scrolled.
"""

import os
import re
import subprocess

import catena
import gtkdrive
from gtkdrive import wait_until

CORPUS = os.environ.get("CATENA_CORPUS", "")
TITLE_BAR = 40


def corpus(name):
    return os.path.join(CORPUS, name)


app = None


def open_file(path, password, alias):
    """Opens another keystore in the program that runs, and shows one of its entries."""
    done = subprocess.run([os.environ["CATENA_PROGRAM"], path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    app.find("frame", re.compile(re.escape(os.path.basename(path))), timeout=catena.SLOW)
    catena.unlock(app, password)
    catena.select(app, alias)


def choose_role(name):
    app.find("toggle button", where=lambda n: "What this keystore is for" in (n.description, n.name)).click()
    names = ["TLS server identity", "TLS client identity", "Truststore", "Internal encryption", "Signing", "General"]
    wait_until(lambda: app.find_all("menu item") or app.find_all("radio menu item"), catena.SLOW, "the roles")
    (app.find_all("radio menu item") or app.find_all("menu item"))[names.index(name)].click()
    app.find("label", name, timeout=catena.SLOW)


def is_on_first_screen(node):
    """Whether all of it is inside the window: what is scrolled out of sight has a place as well, below or above."""
    x, y, width, height = node.extents()
    _, _, window_width, window_height = app.find("frame").extents()
    return width > 0 and height > 0 and x >= 0 and y >= TITLE_BAR and x + width <= window_width and y + height <= window_height


def answers(picture, headline, button):
    """The whole answer in one line, and what to do about it."""
    line = app.find(("heading", "label"), headline, timeout=catena.SLOW)
    wait_until(lambda: is_on_first_screen(line), 10, f"“{headline}” on the first screen")
    wait_until(lambda: [n for n in app.find_all("button", button) if n.has("sensitive") and is_on_first_screen(n)], 10,
               f"a button “{button}” on the first screen")
    gtkdrive.picture(picture, app.x_window())
    catena.is_well(app)


def test_a_missing_intermediate():
    catena.unlock(app, "changeit")
    catena.select(app, "k")
    answers("answer-intermediate", "Not trusted: “Synth Int 1”, the issuer of “Synth Int 2”, is missing", "Find Issuer")


def test_the_wrong_host():
    open_file(corpus("synth/p12-mixed.p12"), "changeit", "rsa")
    app.find("label", re.compile("^Trusted"), timeout=catena.SLOW)
    field = app.find(where=lambda n: "EditableText" in n.interfaces and "host name" in n.label)
    field.focus()
    field.set_text("api.eu.gw.example.org")
    gtkdrive.key("Return")
    answers("answer-host", "Trusted, but “api.eu.gw.example.org” is not covered", "Request New Names…")


def test_an_expired_certificate():
    open_file(corpus("real/jetty.project__resources_snikeystore.p12"), "storepwd", "jetty")
    choose_role("TLS server identity")
    answers("answer-expired", re.compile("^Not trusted: “jetty.eclipse.org” expired [0-9]+ years ago$"), "Renew…")


def test_an_untrusted_root():
    open_file(corpus("synth/jks-chain3.jks"), "changeit", "chain3")
    answers("answer-root", "Not trusted: “Synth Root” is not an anchor of System trust", "Add to Truststore…")


def test_the_wrong_purpose():
    open_file(corpus("real/gnupg__samplekeys_credential_private_encrypted_3DES.p12"), "qeFGds84/Sf0eKkJwcp6", "phillip runaway")
    choose_role("TLS server identity")
    answers("answer-purpose", "Not trusted: “Phillip Runaway” does not allow the purpose “TLS server”", "Request Certificate…")


if __name__ == "__main__":
    if not os.path.isdir(CORPUS):
        print("1..0 # SKIP no corpus")
    else:
        app = catena.start(corpus("synth/jks-incomplete.jks"))
        gtkdrive.run(*[test for name, test in list(globals().items()) if name.startswith("test_")])

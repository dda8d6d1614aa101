# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do in Catena's window, by the names that they read."""

import os
import re
import subprocess
import sys
import time

import gtkdrive
from gtkdrive import NotFound, key, wait_until
from keystores import PASSWORD

SLOW = 60  # seconds: for what a loaded machine has to compute
# The headline of the broken entry of keystores.py.
MISSING = "Not trusted: “Test Intermediate CA”, the issuer of “www.example.org”, is missing"


def start(*files, **kwargs):
    """Starts Catena with files."""
    app = gtkdrive.program(*files, timeout=SLOW, **kwargs)
    app.find("frame", timeout=SLOW)
    return app


def dialog(app, title, timeout=SLOW):
    return app.find(("dialog", "alert"), title, timeout=timeout)


def press(node, name, timeout=gtkdrive.TIMEOUT):
    """Clicks a button as soon as it can be clicked."""
    def ready():
        button = node.maybe("button", name)
        return button if button and button.has("sensitive") else None

    return wait_until(ready, timeout, f"a button “{name}” that can be clicked").click()


def entry_of(node, name=None):
    """The text field of a row by the row's title, else the first one."""
    row = node.find(where=lambda n: name in n.name and "EditableText" in n.interfaces) if name else node
    return row if "EditableText" in row.interfaces else row.find(where=lambda n: "EditableText" in n.interfaces)


def unlock(app, password=PASSWORD):
    """Gives the password to the dialog that asks for it, and waits for the list of entries."""
    asking = dialog(app, "Password Required")
    asking.set_text(password)
    press(asking, "Unlock")
    return entries(app)


def entries(app, timeout=SLOW):
    """The list of entries that is shown."""
    return app.find("list", "Entries", where=lambda n: n.children(), timeout=timeout)


def rows(app):
    found = app.maybe("list", "Entries")
    return found.find_all("list item") if found else []


def row(app, alias, timeout=SLOW):
    """The row of an entry: its accessible name begins with the alias."""
    return wait_until(lambda: next((n for n in rows(app) if n.name.startswith(alias + ",")), None), timeout, f"a row “{alias}”")


def has_row(app, alias):
    return any(n.name.startswith(alias + ",") for n in rows(app))


def wait_rows(app, condition, what, timeout=SLOW):
    return wait_until(lambda: condition([n.name for n in rows(app)]), timeout, what)


def select(app, alias):
    """Clicks on an entry, and waits for its page; clicks again where the row has moved meanwhile."""
    def is_selected():
        return row(app, alias).has("selected")

    for attempt in range(4):
        row(app, alias).pointer_click()
        try:
            wait_until(is_selected, 5, f"“{alias}” selected")
            break
        except NotFound:
            if attempt == 3:
                raise
    app.find("label", alias)
    return app


def says(app, pattern, timeout=SLOW):
    """Waits for a visible text, whatever shows it."""
    wanted = re.compile(pattern)
    return wait_until(lambda: app.maybe(where=lambda n: wanted.search(n.name) or wanted.search(n.description)), timeout,
                      f"the text “{pattern}”")


def toasts():
    """Collects what toasts say, which is announced: they are gone before a slow machine has looked for them."""
    return gtkdrive.Events("object:announcement")


def toast(events, text, timeout=SLOW):
    events.wait(lambda event: text in str(event[3]), timeout, f"a toast “{text}”")


def is_silent(app, pattern):
    wanted = re.compile(pattern)
    return not app.maybe(where=lambda n: wanted.search(n.name) or wanted.search(n.description))


def shortcut(*keys):
    key(*keys)


def drop(app, *files):
    """Drags files out of a window of another program onto ours."""
    environment = {**os.environ, "GTK_A11Y": "none"}
    source = subprocess.Popen([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "drag_source.py"),
                               "Drag Source", *files], env=environment)
    try:
        window = wait_until(lambda: subprocess.run(["xdotool", "search", "--name", "^Drag Source$"], capture_output=True, text=True,
                                                   check=False).stdout.split(), SLOW, "the window to drag from")
        gtkdrive.xdotool("windowmove", window[-1], "1080", "740")
        gtkdrive.xdotool("windowraise", window[-1])
        time.sleep(0.5)
        gtkdrive.xdotool("mousemove", "1150", "800", "mousedown", "1")
        for step in range(1, 13):
            gtkdrive.xdotool("mousemove", str(1150 - step * 55), str(800 - step * 32))
            time.sleep(0.1)
        gtkdrive.xdotool("mouseup", "1")
        source.wait(20)
    finally:
        source.kill()
        source.wait()


def quit_program(app):
    """Ends the program as people do; returns its exit status. A dialog that still slides away keeps a key for itself."""
    for patience in (5, SLOW):
        key("ctrl+q")
        try:
            app.process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        return app.close()  # which looks for what it warned of until then
    raise NotFound("the program did not end")


def is_well(app):
    """The program runs, and has warned of nothing."""
    assert app.process.poll() is None, app.output()[-3000:]
    assert app.warnings() == [], app.warnings()

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a GTK 4 program by its accessible names, inside session.sh.

Every look-up is live: GTK makes its accessible objects anew all the time, so nothing is kept.
What GTK 4.18 does not offer by AT-SPI (focus, rows of lists, places on the screen) is done with
the pointer and the keyboard by xdotool.
"""

import os
import re
import signal
import subprocess
import sys
import time
import traceback

import a11ybus
from gi.repository import GLib

TIMEOUT = 15.0
ISOLATES = {0x2068: None, 0x2069: None}
# GTK counts a pressed mouse button for a widget and what it is in; where that moves before the button is let go (a dialog
# that slides away), it counts wrongly and says so. The window works as before.
HARMLESS = re.compile("Broken accounting of active state")
CLICKS = ("click", "clicked", "activate", "toggle", "press")


class NotFound(AssertionError):
    """Something did not appear (or go away) in time."""


def wait_until(condition, timeout=TIMEOUT, what="a condition", every=0.05):
    """Returns the first true value of condition(); an AT-SPI error counts as “not yet”."""
    end = time.monotonic() + timeout
    last = None
    while True:
        start = time.monotonic()
        try:
            value = condition()
            if value:
                return value
        except (GLib.Error, NotFound, AttributeError, IndexError) as error:
            last = error
            if isinstance(error, GLib.Error) and a11ybus.is_gone(error):
                raise NotFound(f"the program ended before {what}") from error
        now = time.monotonic()
        if now > end:
            raise NotFound(f"waited {timeout} s for {what} (last error: {last})")
        time.sleep(max(every, now - start))  # the program has its half of the time for what is waited for


def xdotool(*words):
    return subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True, text=True).stdout


def drag(start, end):
    """Drags with the mouse from one point of the screen to another, slowly enough for a drag and drop."""
    xdotool("mousemove", *start)
    xdotool("mousedown", 1)
    for step in range(1, 13):
        xdotool("mousemove", *(int(a + (b - a) * step / 12) for a, b in zip(start, end)))
        time.sleep(0.1)
    time.sleep(0.4)
    xdotool("mouseup", 1)


def set_text_size(dpi):
    """Sets how large the text of programs is that start after this: 96 is the usual size, 192 is 200 %."""
    subprocess.run(["xrdb", "-merge"], input=f"Xft.dpi: {dpi}\n", text=True, check=True)


def key(*keys):
    """Presses keys in the focused window: key("ctrl+f"), key("Tab", "Return")."""
    xdotool("key", "--delay", 40, *keys)


def type_text(text, delay=12):
    """Types text into the focused widget."""
    xdotool("type", "--delay", delay, "--", text)


def picture(name, window="root"):
    """Keeps a picture of the display (or of one X window) as NAME.png beside the test's log."""
    folder = os.environ.get("CATENA_PICTURES", ".")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{name}.png")
    subprocess.run(["import", "-window", str(window), path], check=True)
    return path


class Node:
    """One accessible object, asked anew for each of its properties."""

    def __init__(self, app, path):
        self.app, self.path = app, path

    def __repr__(self):
        try:
            return f"<{self.role} “{self.name}”>"
        except GLib.Error:
            return "<something that is gone>"

    def call(self, interface, method, signature=None, *arguments):
        """Calls a method of one of its interfaces, and returns the result: a value, or a tuple of several."""
        variant = GLib.Variant(signature, arguments) if signature else None
        values = a11ybus.call(self.app.owner, self.path, f"org.a11y.atspi.{interface}", method, variant)
        return values[0] if len(values) == 1 else values

    def get(self, interface, name):
        return a11ybus.get_property(self.app.owner, self.path, f"org.a11y.atspi.{interface}", name)

    # ---- what it is

    @property
    def name(self):
        """Its name, without the characters that isolate text of another direction in a sentence."""
        return self.get("Accessible", "Name").translate(ISOLATES)

    @property
    def description(self):
        return self.get("Accessible", "Description").translate(ISOLATES)

    @property
    def role(self):
        return a11ybus.role_name(self.call("Accessible", "GetRole"))

    @property
    def attributes(self):
        return self.call("Accessible", "GetAttributes")

    @property
    def states(self):
        return a11ybus.state_names(self.call("Accessible", "GetState"))

    def has(self, state):
        return state in self.states

    @property
    def interfaces(self):
        return {name.removeprefix("org.a11y.atspi.") for name in self.call("Accessible", "GetInterfaces")}

    @property
    def label(self):
        """The name, or where it has none, the text of the labels inside."""
        return self.name or " ".join(node.name for _, node in self.walk() if node.role == "label" and node.name)

    def relations(self):
        """Relations by their kind, each with the objects that they point at."""
        return {
            a11ybus.relation_name(kind): [Node(self.app, path) for _, path in targets]
            for kind, targets in self.call("Accessible", "GetRelationSet")
        }

    # ---- what is below

    def children(self):
        return [Node(self.app, path) for path in a11ybus.children(self.app.owner, self.path)]

    def walk(self, showing=True):
        """Yields (depth, node) of everything below, as it was at one moment; with showing, of what is shown only."""
        return Seen(self.app, self.path, a11ybus.Tree(self.app.owner, self.path)).walk(showing)

    def find_all(self, role=None, name=None, where=None, showing=True):
        """Everything below with a role (or one of several), a name (or a pattern), a predicate."""
        roles = (role,) if isinstance(role, str) else role
        found = []
        for _, node in self.walk(showing):
            if roles and node.role not in roles:
                continue
            if isinstance(name, re.Pattern) and not name.search(node.name):
                continue
            if isinstance(name, str) and node.name != name:
                continue
            if where is None or where(node):
                found.append(Node(self.app, node.path))
        return found

    def maybe(self, *args, **kwargs):
        """The first that find_all() finds now, or None."""
        return next(iter(self.find_all(*args, **kwargs)), None)

    def find(self, role=None, name=None, where=None, showing=True, timeout=TIMEOUT):
        """The first that find_all() finds, as soon as there is one."""
        return wait_until(lambda: self.maybe(role, name, where, showing), timeout, f"{role} “{name}” in {self}")

    def wait_gone(self, role=None, name=None, timeout=TIMEOUT):
        wait_until(lambda: not self.find_all(role, name), timeout, f"{role} “{name}” to go away")

    def dump(self, out=sys.stderr):
        """Writes the tree below, one line for each node."""
        for depth, node in self.walk():
            more = f" “{node.description}”" if node.description else ""
            print("  " * depth + f"{node.role} “{node.name}”{more} {node.actions()}", file=out)

    # ---- doing something

    def actions(self):
        try:
            count = self.get("Action", "NActions")
            return [self.call("Action", "GetName", "(i)", index) for index in range(count)]
        except GLib.Error:  # GTK counts actions that it does not name
            return []

    def do(self, action):
        """Activates one of actions(), which has the class actions of the widget too."""
        actions = self.actions()
        if action not in actions:
            raise NotFound(f"{self} has no action {action}, only {actions}")
        return self.call("Action", "DoAction", "(i)", actions.index(action))

    def click(self):
        """Clicks by AT-SPI where the widget can be clicked so, else with the pointer."""
        for action in CLICKS:
            if action in self.actions():
                self.do(action)
                return self
        return self.pointer_click()

    def window(self):
        """The toplevel window that the node is in."""
        node = self
        while True:
            _, parent = node.get("Accessible", "Parent")
            if parent in (a11ybus.ROOT, a11ybus.NOTHING):
                return node
            node = Node(self.app, parent)

    def extents(self):
        """Its place in its window: x, y, width and height."""
        return self.call("Component", "GetExtents", "(u)", a11ybus.IN_WINDOW)

    def middle(self):
        """A place on the display inside the node.

        GTK 4.18 counts the window's border in the wrong direction and leaves out paddings, so this is
        right to about ten pixels: enough for rows and entries, not for small buttons.
        """
        left, top = self.app.origin(self.window())
        x, y, width, height = self.extents()
        border_x, border_y, _, _ = self.window().extents()
        return left + x - 2 * border_x + width // 2, top + y - 2 * border_y + height // 2

    def pointer_click(self, button=1, count=1):
        x, y = self.middle()
        xdotool("mousemove", x, y, "click", "--repeat", count, "--delay", 60, button)
        return self

    def focus(self):
        """Focuses the node by a click: GTK 4.18 does not do it by AT-SPI."""
        self.pointer_click()
        wait_until(lambda: self.has("focused") or self.find_all(where=lambda n: n.has("focused")), 5, f"focus on {self}")
        return self

    def select(self, index):
        """Selects a row of a list box or list view (a column view cannot be selected so)."""
        return self.call("Selection", "SelectChild", "(i)", index)

    def pick(self, choice):
        """Chooses from an open menu, whose items have no names in GTK 4.18: by place or mnemonic."""
        items = self.find_all("menu item")
        if isinstance(choice, int):
            return items[choice].click()
        for item in items:
            if f"alt+{choice}" in item.attributes.get("keyshortcuts", "").lower().split():
                return item.click()
        raise NotFound(f"no menu item with the mnemonic {choice}")

    # ---- text and values

    def text(self):
        return self.call("Text", "GetText", "(ii)", 0, self.get("Text", "CharacterCount"))

    def set_text(self, text):
        """Sets the text of an entry, or of the first entry inside a row."""
        entry = self if "EditableText" in self.interfaces else self.find(where=lambda n: "EditableText" in n.interfaces)
        if not entry.call("EditableText", "SetTextContents", "(s)", text):
            raise AssertionError(f"{entry} did not take the text")
        return entry

    def value(self):
        return self.get("Value", "CurrentValue")

    def set_value(self, value):
        a11ybus.set_property(self.app.owner, self.path, "org.a11y.atspi.Value", "CurrentValue", GLib.Variant("d", value))


class Seen(Node):
    """A node of a tree as it was at one moment: what it is is known already, all else is asked for."""

    def __init__(self, app, path, tree):
        super().__init__(app, path)
        self.tree, self.record = tree, tree.records.get(path)

    @property
    def name(self):
        return self.record.name.translate(ISOLATES)

    @property
    def description(self):
        return self.record.description.translate(ISOLATES)

    @property
    def role(self):
        return self.record.role

    @property
    def states(self):
        return self.record.states

    @property
    def interfaces(self):
        return {name.removeprefix("org.a11y.atspi.") for name in self.record.interfaces}

    def children(self):
        below = [Seen(self.app, path, self.tree) for path in self.tree.below.get(self.path, [])]
        return [child for child in below if child.record]

    def walk(self, showing=True):
        left = [(0, child) for child in reversed(self.children())]
        while left:
            depth, node = left.pop()
            if not showing or node.has("showing"):
                yield depth, node
                left += [(depth + 1, child) for child in reversed(node.children())]


class App(Node):
    """A running program, found on the accessibility bus by its process."""

    started = []

    def __init__(self, *arguments, env=None, timeout=30):
        self.log_path = os.path.join(os.environ["CATENA_SESSION"], f"app-{time.monotonic_ns()}.log")
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(arguments, env=os.environ | (env or {}), stdout=log, stderr=log)
        App.started.append(self)
        super().__init__(self, a11ybus.ROOT)
        self.owner = wait_until(self._owner, timeout, f"{arguments[0]} on the accessibility bus")

    def _owner(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the program ended with {self.process.returncode}: {self.output()[-2000:]}")
        return a11ybus.program_of(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, kind, *rest):
        if kind is not None and self.process.poll() is None:
            print(f"picture: {picture('failed-program')}", file=sys.stderr)
        self.close()

    def close(self, timeout=10):
        """Ends the program if it still runs; returns its exit status. It must not have warned of anything."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if sys.exc_info()[0] is None:
            assert self.warnings() == [], self.warnings()
        return self.process.returncode

    def output(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def warnings(self):
        """The lines of warnings and worse that the program wrote."""
        lines = re.findall(r"^.*(?:-(?:WARNING|CRITICAL|ERROR)(?: \*\*)?:|ERROR:).*$", self.output(), re.MULTILINE)
        return [line for line in lines if not HARMLESS.search(line)]

    def windows(self):
        return [child for child in self.children() if child.has("showing")]

    def x_windows(self):
        done = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                              capture_output=True, text=True, check=False)
        return done.stdout.split()

    def x_window(self, title=None):
        """The X window with a title, else the largest one: a tooltip is a window, too."""
        ids = wait_until(self.x_windows, what="an X window")
        named = [x_id for x_id in ids if title and xdotool("getwindowname", x_id).strip() == title]
        return named[-1] if named else max(ids, key=self.area)

    @staticmethod
    def area(x_id):
        done = subprocess.run(["xdotool", "getwindowgeometry", "--shell", x_id], capture_output=True, text=True, check=False)
        values = dict(line.split("=") for line in done.stdout.split() if "=" in line)
        return int(values.get("WIDTH", 0)) * int(values.get("HEIGHT", 0))

    def origin(self, window):
        """Where a window lies on the display: AT-SPI does not know in GTK 4."""
        geometry = xdotool("getwindowgeometry", "--shell", self.x_window(window.name))
        values = dict(line.split("=") for line in geometry.split() if "=" in line)
        return int(values["X"]), int(values["Y"])

    def resize(self, width, height, title=None):
        xdotool("windowsize", "--sync", self.x_window(title), width, height)

    def activate(self, action, *parameters, name="io.github.catena_keystore.Catena.Devel", path=None):
        """Activates an action that the application (or a window, by its path) exports on the session bus."""
        path = path or "/" + name.replace(".", "/")
        words = ["gdbus", "call", "--session", "--dest", name, "--object-path", path,
                 "--method", "org.gtk.Actions.Activate", action, f"[{','.join(parameters)}]", "{}"]
        subprocess.run(words, check=True, capture_output=True)


class Source(Node):
    """Where an event came from."""

    def __init__(self, owner, path):
        super().__init__(self, path)
        self.owner = owner


class Events:
    """Collects accessibility events: `with Events("object:announcement") as events: … events.pump()`."""

    def __init__(self, *kinds):
        self.kinds, self.got = kinds, []

    def __enter__(self):
        self.listeners = [a11ybus.Listener(kind, self._heard) for kind in self.kinds]
        return self

    def __exit__(self, *exception):
        for listener in self.listeners:
            listener.close()

    def _heard(self, kind, owner, path, number, value):
        source = Source(owner, path)
        try:
            role, name = source.role, source.name
        except GLib.Error:  # it went away meanwhile
            return
        is_text = isinstance(value, str) and not value.isdigit()
        self.got.append((kind, role, name, value.translate(ISOLATES) if is_text else number))

    def pump(self, seconds=0.5):
        """Waits, and returns all events until now as (type, role, name, data)."""
        context, end = GLib.MainContext.default(), time.monotonic() + seconds
        while time.monotonic() < end:
            while context.iteration(False):
                pass
            time.sleep(0.01)
        return self.got

    def wait(self, condition, timeout=TIMEOUT, what="an event"):
        """Waits for an event for which condition(event) holds, and returns it; what came before is forgotten."""
        def came():
            self.pump(0.05)
            for index, event in enumerate(self.got):
                if condition(event):
                    del self.got[: index + 1]
                    return event
            return None

        return wait_until(came, timeout, what)


def program(*arguments, **kwargs):
    """Starts Catena; what is critical ends it, and a warning is found when it ends."""
    env = {"G_DEBUG": "fatal-criticals"} | (kwargs.pop("env", None) or {})
    return App(os.environ["CATENA_PROGRAM"], *map(str, arguments), env=env, **kwargs)


def run(*tests, stop=False):
    """Runs test functions, and prints their results as TAP; each one's picture is kept when it fails.

    With stop, the tests are steps of one way, and the first that fails is the last that runs.
    """
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.removeprefix("test_").replace("_", " ")
        try:
            reason = test()
            skipped = f" # SKIP {reason}" if isinstance(reason, str) else ""
            print(f"ok {number} {name}{skipped}", flush=True)
        except (Exception, SystemExit):
            failed += 1
            for app in App.started:
                if app.process.poll() not in (None, 0, -signal.SIGTERM):
                    print(f"program ended with {app.process.returncode}: {app.output()[-1500:]}", file=sys.stderr)
            traceback.print_exc(chain=False)
            print(f"picture: {picture('failed-' + test.__name__)}", file=sys.stderr)
            print(f"not ok {number} {name}", flush=True)
            if stop:
                print("Bail out!", flush=True)
                break
    for app in App.started:
        try:
            app.close()
        except AssertionError as error:
            failed += 1
            print(f"# a program warned: {error}", flush=True)
    sys.exit(1 if failed else 0)

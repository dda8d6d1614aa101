# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility bus (AT-SPI) without a library between: calls, a program's whole tree at one moment, and events.

libatspi asks for each property of each object by itself, which takes a second for a full window. Here a tree is two
rounds: the children of all objects, all asked at once, and the properties of everything in one call.
"""

import functools

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (Atspi for the names of roles, states and relations)

ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
NOTHING = "/org/a11y/atspi/null"
CACHE = "/org/a11y/atspi/cache"
REGISTRY = "org.a11y.atspi.Registry"
PATIENCE = 15000  # milliseconds for one call: the program may be starting, on a busy machine
IN_WINDOW = int(Atspi.CoordType.WINDOW)
REFERENCES = GLib.VariantType("(a(so))")
STATE_BITS = {state.value_nick: 1 << int(state) for state in (
    Atspi.StateType(number) for number in range(int(Atspi.StateType.LAST_DEFINED)))}


@functools.cache
def connection():
    """The connection of this process to the bus."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                Gio.DBusCallFlags.NONE, PATIENCE)
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address.unpack()[0], flags, None, None)


def call(owner, path, interface, method, arguments=None):
    """Calls a method, and returns its result as Python values (a tuple)."""
    flags = Gio.DBusCallFlags.NONE if owner == REGISTRY else Gio.DBusCallFlags.NO_AUTO_START
    return connection().call_sync(owner, path, interface, method, arguments, None, flags, PATIENCE).unpack()


def get_property(owner, path, interface, name):
    arguments = GLib.Variant("(ss)", (interface, name))
    return call(owner, path, "org.freedesktop.DBus.Properties", "Get", arguments)[0]


def set_property(owner, path, interface, name, value):
    arguments = GLib.Variant("(ssv)", (interface, name, value))
    call(owner, path, "org.freedesktop.DBus.Properties", "Set", arguments)


def children(owner, path):
    """The paths of what is directly below."""
    return [child for _, child in call(owner, path, ACCESSIBLE, "GetChildren")[0]]


def paths_of(references):
    """The paths in an array of references; unpack() takes three times as long, which tells with thousands of them."""
    return [references.get_child_value(index).get_child_value(1).get_string() for index in range(references.n_children())]


def process_of(owner):
    bus = "org.freedesktop.DBus"
    return call(bus, "/org/freedesktop/DBus", bus, "GetConnectionUnixProcessID", GLib.Variant("(s)", (owner,)))[0]


def programs():
    """All programs that have shown a window: their names on the bus, by process."""
    found = {}
    for owner, _ in call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")[0]:
        try:
            if children(owner, ROOT):
                found[process_of(owner)] = owner
        except GLib.Error:  # it ends, or does not answer yet
            continue
    return found


def program_of(process):
    """The name on the bus of a process that has shown a window, or None."""
    return programs().get(process)


def is_gone(error):
    """Whether an error says that the program itself is no longer there."""
    quark = Gio.DBusError.quark()
    return any(error.matches(quark, code) for code in (Gio.DBusError.SERVICE_UNKNOWN, Gio.DBusError.NAME_HAS_NO_OWNER))


def state_names(words):
    """The names of states, from the two words in which they are sent."""
    bits = words[0] | words[1] << 32
    return {name for name, bit in STATE_BITS.items() if bits & bit}


def role_name(number):
    return Atspi.role_get_name(Atspi.Role(number))


def relation_name(number):
    return Atspi.RelationType(number).value_nick


class Record:
    """What a program said of one object in the list of all its objects; taken out of it when it is asked for."""

    def __init__(self, variant):
        self.variant = variant

    def field(self, index):
        return self.variant.get_child_value(index)

    @property
    def path(self):
        return self.field(0).get_child_value(1).get_string()

    @property
    def n_children(self):
        return self.field(4).get_int32()

    @functools.cached_property
    def interfaces(self):
        return set(self.field(5).unpack())

    @functools.cached_property
    def name(self):
        return self.field(6).get_string()

    @functools.cached_property
    def role(self):
        return role_name(self.field(7).get_uint32())

    @functools.cached_property
    def description(self):
        return self.field(8).get_string()

    @functools.cached_property
    def states(self):
        return state_names(self.field(9).unpack())


class Tree:
    """All objects of a program at (nearly) one moment: `below` has the paths of an object's children, `records` what each is.

    GTK's list of all objects leaves out those that nobody has asked for yet, and holds some that are hidden. So the
    list tells what an object is, and GetChildren what is below it.
    """

    def __init__(self, owner, top=ROOT):
        self.owner, self.below = owner, {}
        self.records = self.read_records()
        self.read_children(top)
        if any(path not in self.records for path in self.below):
            self.records = self.read_records()

    def read_records(self):
        items = connection().call_sync(self.owner, CACHE, "org.a11y.atspi.Cache", "GetItems", None, None,
                                       Gio.DBusCallFlags.NO_AUTO_START, PATIENCE).get_child_value(0)
        records = map(Record, (items.get_child_value(index) for index in range(items.n_children())))
        return {record.path: record for record in records}

    def is_leaf(self, path):
        record = self.records.get(path)
        return record and path != ROOT and not record.n_children

    def read_children(self, top):
        """Asks for the children of everything below, without waiting for one answer before the next question."""
        context = GLib.MainContext.new()
        context.push_thread_default()
        waiting = set()

        def ask(path):
            self.below[path] = []
            if not self.is_leaf(path):
                waiting.add(path)
                connection().call(self.owner, path, ACCESSIBLE, "GetChildren", None, REFERENCES,
                                  Gio.DBusCallFlags.NO_AUTO_START, PATIENCE, None, answered, path)

        def answered(source, result, path):
            waiting.discard(path)
            try:
                self.below[path] = paths_of(source.call_finish(result).get_child_value(0))
            except GLib.Error:  # it went away meanwhile
                return
            for child in self.below[path]:
                if child not in self.below:
                    ask(child)

        try:
            ask(top)
            while waiting:
                context.iteration(True)
        finally:
            context.pop_thread_default()


class Listener:
    """Hears events of a kind such as “object:announcement” or “object:state-changed:focused”."""

    def __init__(self, kind, heard):
        """heard(kind, owner, path, detail1, value) is called from the main context for each of them."""
        self.kind = kind
        category, event, *detail = kind.split(":")
        self.heard = heard
        self.subscription = connection().signal_subscribe(
            None, f"org.a11y.atspi.Event.{category.title()}", event.title().replace("-", ""), None,
            detail[0] if detail else None, Gio.DBusSignalFlags.NONE, self.came)
        self.register("RegisterEvent", "(sass)", (kind, [], ""))
        programs()  # each of them has answered after it was told that somebody listens: now it tells

    def register(self, method, signature, arguments):
        call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, method, GLib.Variant(signature, arguments))

    def came(self, _connection, owner, path, _interface, _signal, parameters):
        _detail, number, _other, value, *_ = parameters.unpack()
        self.heard(self.kind, owner, path, number, value)

    def close(self):
        connection().signal_unsubscribe(self.subscription)
        self.register("DeregisterEvent", "(s)", (self.kind,))

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window from which files can be dragged: drag_source.py TITLE FILE..."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402


def main(title, *files):
    loop = GLib.MainLoop()
    Gtk.init()
    window = Gtk.Window(title=title, default_width=160, default_height=120, decorated=False)
    label = Gtk.Label(label="Files")
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    value = GObject.Value(Gdk.FileList, Gdk.FileList.new_from_array([Gio.File.new_for_path(f) for f in files]))
    provider = Gdk.ContentProvider.new_for_value(value)
    source.connect("prepare", lambda *_: provider)
    source.connect("drag-end", lambda *_: loop.quit())
    label.add_controller(source)
    window.set_child(label)
    window.present()
    loop.run()


main(*sys.argv[1:])

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program that pastes: clipboard_reader.py [MIME-TYPE]. Without a type it lists what it could get."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def main(kind=None):
    Gtk.init()
    clipboard = Gdk.Display.get_default().get_clipboard()
    loop = GLib.MainLoop()

    def got(_, result):
        stream, _kind = clipboard.read_finish(result)
        stream.read_bytes_async(1 << 20, GLib.PRIORITY_DEFAULT, None, came)

    def came(stream, result):
        data = stream.read_bytes_finish(result).get_data()
        sys.stdout.buffer.write(data)
        if data:
            stream.read_bytes_async(1 << 20, GLib.PRIORITY_DEFAULT, None, came)
        else:
            loop.quit()

    # What others have copied is known when the clipboard has asked them.
    GLib.timeout_add_seconds(20, loop.quit)
    if kind:
        GLib.timeout_add(300, lambda: clipboard.read_async([kind], GLib.PRIORITY_DEFAULT, Gio.Cancellable(), got) and False)
    else:
        GLib.timeout_add(300, lambda: print("\n".join(clipboard.get_formats().get_mime_types() or [])) or loop.quit())
    loop.run()


main(*sys.argv[1:])

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program: a window that takes files, or text, and writes what it was given into a folder.

Arguments: the folder, and "files" or "text".
"""

import json
import os
import stat
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GObject, Gtk  # noqa: E402

FOLDER, KIND = sys.argv[1:]


def dropped(_target, value, _x, _y):
    if KIND == "text":
        given = {"text": value}
    else:
        paths = [file.get_path() for file in value.get_files()]
        given = {"files": [[path, stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode), open(path, encoding="utf-8").read()]
                           for path in paths]}
    with open(os.path.join(FOLDER, KIND + ".new"), "w", encoding="utf-8") as file:
        json.dump(given, file)
    os.rename(os.path.join(FOLDER, KIND + ".new"), os.path.join(FOLDER, KIND + ".json"))
    return True


def activate(application):
    window = Gtk.ApplicationWindow(application=application, title="Drop Here", default_width=300, default_height=300)
    target = Gtk.DropTarget.new(GObject.TYPE_STRING if KIND == "text" else Gdk.FileList, Gdk.DragAction.COPY)
    target.connect("drop", dropped)
    window.add_controller(target)
    window.present()


application = Gtk.Application(application_id="io.github.catena_keystore.Catena.Tests.Drop" + KIND)
application.connect("activate", activate)
application.run(None)

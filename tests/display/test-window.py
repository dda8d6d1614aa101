# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program starts, shows a window to everybody, is as narrow as a telephone, and ends."""

import gtkdrive


def test_window_has_a_name():
    with gtkdrive.program() as app:
        window = app.find("frame", "Catena")
        assert window.has("showing")
        gtkdrive.picture("window", app.x_window())
        assert app.warnings() == []


def test_every_control_has_a_name():
    with gtkdrive.program() as app:
        app.find("frame", "Catena")
        nameless = [
            node
            for _, node in app.walk()
            if node.has("focusable") and node.role != "menu item" and not node.label and node.actions()
        ]
        assert nameless == [], nameless


def test_narrow():
    with gtkdrive.program() as app:
        app.find("frame", "Catena")
        app.resize(370, 640)
        gtkdrive.wait_until(lambda: app.windows()[0].extents()[2] <= 370, what="a narrow window")
        gtkdrive.picture("window-narrow", app.x_window())
        assert app.process.poll() is None, app.output()
        assert app.warnings() == []


gtkdrive.run(test_window_has_a_name, test_every_control_has_a_name, test_narrow)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small windows, large text, right-to-left, high contrast and dark: nothing is too large for its place, which GTK warns of
and the tests take for the end of the program, and a picture of each is kept."""

import os
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, set_text_size, wait_until

authority = keystores.Authority(keystores.folder("sizes"))
store = authority.key_store("demo.jks", "web")
authority.trust(store, "a-rather-long-alias-of-a-trusted-certificate-authority", "root")
BORDER = 5  # pixels around a window without a window manager


def resize(app, width, height):
    app.resize(width + 2 * BORDER, height + 2 * BORDER)
    wait_until(lambda: app.windows()[0].extents()[2] <= width + 2 * BORDER, what=f"a width of {width}")


def look(name, size=None, env=None, press=None):
    """Shows the first window, the password dialog, the list and an entry."""
    with catena.start(env=env) as app:
        if size:
            resize(app, *size)
        catena.says(app, "^Open a Keystore$|[\u0590-\u05ff]")
        gtkdrive.picture(f"{name}-welcome", app.x_window())
        catena.is_well(app)
    with catena.start(store, env=env) as app:
        asking = catena.dialog(app, "Password Required")
        if size:
            resize(app, *size)
        gtkdrive.picture(f"{name}-password", app.x_window())
        asking.set_text(keystores.PASSWORD)
        catena.press(asking, "Unlock")
        catena.entries(app)
        gtkdrive.picture(f"{name}-list", app.x_window())
        catena.is_well(app)
        catena.row(app, "web").pointer_click()
        app.find("label", catena.MISSING, timeout=catena.SLOW)
        gtkdrive.picture(f"{name}-entry", app.x_window())
        catena.is_well(app)
        if press:
            key(*press)
            wait_until(lambda: catena.rows(app), what="the list again")
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()
        assert app.warnings() == []


def test_telephone():
    look("360x640", (360, 640), press=["alt+Left"])


def test_telephone_on_its_side():
    look("360x294", (360, 294), press=["alt+Left"])


def test_dark():
    look("dark", env={"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"})


def test_high_contrast():
    look("high-contrast", env={"ADW_DEBUG_HIGH_CONTRAST": "1"})


def test_right_to_left():
    if "he_IL.utf8" not in subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout:
        return "no locale he_IL.UTF-8"
    return look("rtl", env={"LANG": "he_IL.UTF-8", "LC_ALL": "he_IL.UTF-8"})


def with_large_text(*words, **kwargs):
    set_text_size(192)
    try:
        look(*words, **kwargs)
    finally:
        set_text_size(96)


def test_large_text():
    with_large_text("large-text")


def test_telephone_with_large_text():
    """With the one window button that GNOME has."""
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "gtk-4.0")
    os.makedirs(folder, exist_ok=True)
    settings = os.path.join(folder, "settings.ini")
    with open(settings, "w", encoding="utf-8") as file:
        file.write("[Settings]\ngtk-decoration-layout=:close\n")
    try:
        with_large_text("360x640-large-text", (360, 640), press=["alt+Left"])
    finally:
        os.remove(settings)


gtkdrive.run(test_telephone, test_telephone_on_its_side, test_dark, test_high_contrast, test_right_to_left, test_large_text,
             test_telephone_with_large_text)

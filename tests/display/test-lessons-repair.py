# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The second half of the lessons, after a restart; wrong ways, hints and starting over; a narrow window; a chain that is broken by switches."""

import os

import catena
import gtkdrive
import lessons
from gtkdrive import key, wait_until

HALF = 10
settings = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings")
os.makedirs(settings, exist_ok=True)
with open(os.path.join(settings, "keyfile"), "w", encoding="utf-8") as file:
    solved = ", ".join(f"('{identifier}', 'solved')" for identifier, _, _ in lessons.LESSONS[:HALF])
    file.write(f"[io/github/catena_keystore/Catena]\nlesson-progress=[{solved}]\n")
app = catena.start(env={"GSETTINGS_BACKEND": "keyfile"})


def test_goes_on_where_it_was_left():
    key("ctrl+l")
    catena.says(app, "^10 of 20 solved$")
    catena.press(app, "Continue")
    lessons.shown(app, lessons.LESSONS[HALF][1])
    catena.says(app, "^Lesson 11 of 20$")
    catena.is_well(app)


def make_test(index):
    identifier, title, solve = lessons.LESSONS[index]
    following = lessons.LESSONS[index + 1][1] if index + 1 < len(lessons.LESSONS) else None

    def test():
        lessons.take(app, title, solve, next_title=following)
        catena.is_well(app)

    test.__name__ = "test_" + identifier.replace("-", "_")
    return test


def test_break_it():
    key("ctrl+l")
    catena.says(app, "^20 of 20 solved$")
    app.find("list item", "Break It", showing=False).click()
    catena.says(app, "^Trusted")
    gtkdrive.picture("break-it", app.x_window())
    for title, headline in lessons.BREAKAGES:
        lessons.switch(app, title)
        catena.says(app, headline)
        gtkdrive.picture("break-it-" + title.split()[0].lower(), app.x_window())
        lessons.switch(app, title)
        catena.says(app, "^Trusted")
    for title, _ in lessons.BREAKAGES:
        lessons.switch(app, title)
    catena.says(app, "^Not trusted")
    gtkdrive.picture("break-it-all", app.x_window())
    catena.press(app, "Reset")
    catena.says(app, "^Trusted")
    catena.is_well(app)


gtkdrive.run(test_goes_on_where_it_was_left, *map(make_test, range(HALF, len(lessons.LESSONS))), test_break_it, stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The second half of the lessons, after a restart; a chain that is broken by switches; a lesson that a teacher makes."""

import json
import os

import catena
import gtkdrive
import lessons
from gtkdrive import key, wait_until

HALF = 10
lesson_file = os.path.join(os.environ["CATENA_SESSION"], "ours.catena-lesson")
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
    lessons.learn_menu(app, "b")
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


def test_teacher_makes_a_lesson():
    """Of the keystore of a lesson that is open still."""
    key("ctrl+l")
    app.find("page tab", where=lambda n: "data-encipherment" in n.label, timeout=catena.SLOW).pointer_click()
    app.find("frame", "data-encipherment.p12", timeout=catena.SLOW)
    catena.press(app, "Start Over")
    catena.says(app, "^Repair: May Not Encrypt Data$")
    lessons.learn_menu(app, "m")
    dialog = catena.dialog(app, "Make a Lesson")
    assert not dialog.find("button", "Save…").has("sensitive")
    for name, text in (("Title", "<b>Our Own</b> Lesson"), ("Story", "The vault has a new certificate & nobody can read it."),
                       ("Question", "What is it for?"), ("Answer 1", "Signing"), ("Reply to answer 1", "That is another lesson."),
                       ("Answer 2", "Encrypting"), ("Task", "Look at it."), ("Why it happens", "Because it says so.")):
        dialog.find("text", name, showing=False).set_text(text)
    assert dialog.find("button", "Save…").description == "One answer has to be marked as right"
    dialog.find_all("radio button", "The right answer")[1].pointer_click()
    wait_until(lambda: dialog.find("button", "Save…").has("sensitive"), catena.SLOW, "a lesson that can be saved")
    gtkdrive.picture("lesson-make", app.x_window())
    catena.press(dialog, "Save…")
    chooser = app.find(("dialog", "file chooser"), "Save Lesson", timeout=catena.SLOW)
    chooser.find(where=lambda n: "EditableText" in n.interfaces).set_text(lesson_file)
    catena.press(chooser, "Save", catena.SLOW)
    app.wait_gone("dialog", "Make a Lesson", timeout=catena.SLOW)
    with open(lesson_file, encoding="utf-8") as file:
        assert json.load(file)["title"] == "<b>Our Own</b> Lesson"
    catena.is_well(app)


def test_learner_takes_it():
    key("ctrl+q")
    assert app.process.wait(catena.SLOW) == 0
    with catena.start(lesson_file) as other:
        lessons.shown(other, "<b>Our Own</b> Lesson")
        catena.says(other, "^A teacher’s lesson$")
        catena.says(other, "nobody can read it")
        lessons.choose(other, 0, 2)
        catena.says(other, "^That is another lesson")
        gtkdrive.picture("lesson-teacher", other.x_window())
        catena.press(other, "Repair", catena.SLOW)
        catena.says(other, "^[0-9] of [0-9] goals? met$")
        catena.entries(other)
        catena.is_well(other)


gtkdrive.run(test_goes_on_where_it_was_left, *map(make_test, range(HALF, len(lessons.LESSONS))), test_break_it,
             test_teacher_makes_a_lesson, test_learner_takes_it, stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lessons: predicted wrong and right, revealed, repaired and solved, the first half of them one after the other."""

import catena
import gtkdrive
import lessons
from gtkdrive import key, wait_until

HALF = 10
app = catena.start()


def test_list():
    catena.press(app, "Learn")
    catena.says(app, "^Predict, Reveal, Repair$")
    rows = [title for _, title, _ in lessons.LESSONS]
    found = [n.name for n in app.find_all("list item", showing=False) if n.name in rows]
    assert found == rows, found
    assert len(app.find_all("image", "Not begun", showing=False)) == len(rows)
    catena.says(app, "^0 of 20 solved$")
    gtkdrive.picture("lessons-list", app.x_window())
    catena.is_well(app)


def test_first_lesson_by_keyboard():
    catena.press(app, "Begin")
    lessons.shown(app, "The Missing Issuer")
    catena.says(app, "^Lesson 1 of 20$")
    assert not app.find("button", "Reveal Answer").has("sensitive")
    # Nothing of the verdict is told before it is predicted.
    assert catena.is_silent(app, "Not trusted|Missing issuer|Holds|Broken")
    gtkdrive.picture("lesson-predict", app.x_window())
    key("space")
    wait_until(lambda: app.find("button", "Reveal Answer").has("sensitive"), what="a choice made with the keyboard")
    with gtkdrive.Events("object:announcement") as events:
        catena.press(app, "Reveal Answer")
        events.wait(lambda event: "What happens: It stops" in str(event[3]), catena.SLOW, "the answer announced")
    catena.says(app, "^Not trusted: one certificate is missing|^Not trusted")
    gtkdrive.picture("lesson-reveal", app.x_window())
    catena.press(app, "Try Again")
    wait_until(lambda: catena.is_silent(app, "^Not trusted"), what="the drawing without its verdict")
    catena.is_well(app)


def test_back_to_the_list():
    key("alt+Left")
    catena.says(app, "^0 of 20 solved$")
    app.find("image", "Predicted", showing=False)
    catena.press(app, "Continue")
    lessons.shown(app, "The Missing Issuer")
    catena.is_well(app)


def make_test(index):
    identifier, title, solve = lessons.LESSONS[index]

    def test():
        # The last one stays open, with its changes.
        lessons.take(app, title, solve, next_title=lessons.LESSONS[index + 1][1] if index + 1 < HALF else None)
        catena.is_well(app)

    test.__name__ = "test_" + identifier.replace("-", "_")
    return test


def test_progress_is_in_the_list():
    key("ctrl+l")
    catena.says(app, "^10 of 20 solved$")
    assert len(app.find_all("image", "Solved", showing=False)) == 10
    gtkdrive.picture("lessons-half", app.x_window())
    catena.is_well(app)


def test_lessons_need_no_saving():
    key("ctrl+q")
    assert app.process.wait(catena.SLOW) == 0, "changes in a lesson were asked about"


gtkdrive.run(test_list, test_first_lesson_by_keyboard, test_back_to_the_list, *map(make_test, range(HALF)),
             test_progress_is_in_the_list, test_lessons_need_no_saving, stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entries as a table: what is selected stays so and is to be seen in each view, columns sort, and a search that finds nothing
says so."""

import os
import subprocess
import sys
import time

import catena
import gtkdrive
import keystores
from gtkdrive import key, type_text, wait_until

COUNT = 600  # a list view has rows for a part of them
maker = os.path.join(os.environ.get("CATENA_CORPUS", ""), "large.py")
folder = keystores.folder("table")
store = os.path.join(folder, f"many-{COUNT}.jks")
last = f"entry-{COUNT - 1:06d}"
app = None


def show(view):
    app.find("radio button", view).click()
    wait_until(lambda: app.find("radio button", view).has("checked"), catena.SLOW, f"the view “{view}”")


def table_rows():
    return app.find_all("table row", where=lambda n: n.name.startswith("entry-"))


def is_visible(node):
    """Whether all of it is inside the window; a row that is scrolled away has a place, too."""
    _, top, _, height = app.windows()[0].extents()
    _, y, _, own = node.extents()
    return top < y and y + own <= top + height + 1


def wait_row(alias):
    return wait_until(lambda: [n for n in table_rows() if n.name.startswith(alias) and is_visible(n)], catena.SLOW,
                      f"the row of {alias}")[0]


def first_row():
    return min((n for n in table_rows() if is_visible(n)), key=lambda n: n.extents()[1])


def header(name):
    return app.find(where=lambda n: n.name == name and n.role in ("filler", "column header", "table column header"))


def test_selected_row():
    if not os.path.exists(maker):
        return "no corpus"
    global app
    subprocess.run([sys.executable, maker, str(COUNT), os.path.join(folder, "many"), "jks"], check=True)
    app = catena.start(store)
    catena.unlock(app)
    key("End")
    wait_until(lambda: catena.row(app, last).has("selected"), catena.SLOW, "the last entry selected")
    show("Table")
    assert wait_row(last).has("selected")
    gtkdrive.picture("table", app.x_window())
    catena.is_well(app)
    return None


def test_back_and_forth():
    for _ in range(2):
        show("List")
        wait_until(lambda: catena.row(app, last).has("selected") and is_visible(catena.row(app, last)), catena.SLOW,
                   "the selected row in the list")
        show("Table")
        assert wait_row(last).has("selected")
    catena.is_well(app)


def test_sort():
    header("Alias").pointer_click()
    assert wait_row(last).has("selected")
    wait_until(lambda: first_row().name.startswith(last), catena.SLOW, "the last entry at the top")
    header("Alias").pointer_click()
    assert wait_row(last).has("selected"), "what is selected was scrolled away"
    key("Home")
    wait_until(lambda: first_row().name.startswith("entry-000000"), catena.SLOW, "the first entry at the top")
    catena.is_well(app)


def test_search():
    key("ctrl+f")
    type_text("entry-000123", delay=40)
    wait_until(lambda: len(table_rows()) == 1 and table_rows()[0].name.startswith("entry-000123"), catena.SLOW, "the one entry")
    type_text("x")
    app.find("label", "No Results Found", timeout=catena.SLOW)
    gtkdrive.picture("table-nothing", app.x_window())
    key("Escape")
    wait_until(lambda: len(table_rows()) > 10, catena.SLOW, "all entries again")
    app.find("radio button", "Keys").click()
    app.find("label", "No Results Found", timeout=catena.SLOW)
    app.find("radio button", "All").click()
    wait_until(lambda: len(table_rows()) > 10, catena.SLOW, "all entries again")
    catena.is_well(app)


def test_open_row():
    wait_row("entry-000002").pointer_click()
    wait_until(lambda: wait_row("entry-000002").has("selected"), catena.SLOW, "the row that was clicked on")
    key("Return")
    catena.says(app, "^Truststore entry 000002$|“Truststore entry 000002”")
    key("alt+Left")
    assert wait_row("entry-000002").has("selected")
    time.sleep(1)
    catena.is_well(app)
    assert catena.quit_program(app) == 0, app.output()


steps = (test_back_and_forth, test_sort, test_search, test_open_row) if os.path.exists(maker) else ()
gtkdrive.run(test_selected_row, *steps, stop=True)

# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""F1 opens the page that fits, in the viewer of the desktop or in the program itself; the glossary is searched, and leads on."""

import os
import pathlib
import stat
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, type_text, wait_until

PAGES = pathlib.Path(__file__).parents[2] / "data/help/C"
PROGRAM = "io.github.catena_keystore.Catena.Devel"
SESSION = pathlib.Path(os.environ["CATENA_SESSION"])

authority = keystores.Authority(keystores.folder("help"))
store = authority.key_store("demo.jks", "web", "middle", "root")


def viewer(desktop, *, installed, activatable=False):
    """What a desktop with a viewer of help looks like to a program, and where the viewer writes what it was asked for."""
    folder = SESSION / desktop
    applications = folder / "applications"
    asked, command = folder / "asked", folder / "viewer.sh"
    applications.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\necho "$1" >>"{asked}"\n', encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    (applications / f"{desktop}.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Viewer\nExec={command} %u\nMimeType=x-scheme-handler/help;\n"
        f"DBusActivatable={str(activatable).lower()}\n", encoding="utf-8")
    (applications / "mimeapps.list").write_text(
        f"[Default Applications]\nx-scheme-handler/help={desktop}.desktop\n", encoding="utf-8")
    if installed:
        (folder / "help/C").mkdir(parents=True)
        (folder / "help/C" / PROGRAM).symlink_to(PAGES)
    data = f"{folder}:{os.environ.get('XDG_DATA_DIRS') or '/usr/local/share:/usr/share'}"
    return {"XDG_DATA_DIRS": data}, asked


def addresses(path):
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def test_viewer_is_asked_for_the_page():
    environment, asked = viewer("viewer", installed=True)
    with catena.start(store, env=environment) as app:
        catena.dialog(app, "Password Required")
        key("F1")
        wait_until(lambda: addresses(asked) == [f"help:{PROGRAM}/passwords"], catena.SLOW, "the page about passwords")
        catena.unlock(app)
        key("F1")
        wait_until(lambda: addresses(asked)[1:] == [f"help:{PROGRAM}/index"], catena.SLOW, "the index")
        app.find("toggle button", "Main Menu").click()
        app.find("menu", where=lambda n: len(n.find_all("menu item")) > 6).pick("h")
        wait_until(lambda: addresses(asked)[2:] == [f"help:{PROGRAM}/index"], catena.SLOW, "the index by the menu")
        app.activate("help-page", "<'glossary#anchor'>")
        wait_until(lambda: addresses(asked)[3:] == [f"help:{PROGRAM}/glossary#anchor"], catena.SLOW, "a word")
        assert not app.maybe("dialog", "Help")
        catena.is_well(app)


def test_viewer_that_cannot_show_it():
    """One of another desktop, and one that sees nothing of a program that is not installed, are not asked."""
    for name, installed in (("org.kde.khelpcenter", True), ("uninstalled", False)):
        environment, asked = viewer(name, installed=installed)
        with catena.start(env=environment) as app:
            key("F1")
            catena.dialog(app, "Help")
            assert addresses(asked) == [], addresses(asked)
            catena.is_well(app)


def test_viewer_that_is_gone():
    environment, _ = viewer("gone", installed=True)
    (SESSION / "gone/viewer.sh").unlink()
    with catena.start(env=environment) as app:
        key("F1")
        catena.dialog(app, "Help")
        catena.is_well(app)


def test_viewer_that_does_not_start():
    """The session cannot activate it, which is known only after it was asked."""
    environment, _ = viewer("org.example.Broken", installed=True, activatable=True)
    known = subprocess.run(["gio", "mime", "x-scheme-handler/help"], env=os.environ | environment, capture_output=True, text=True,
                           check=True).stdout
    assert "org.example.Broken.desktop" in known, known
    with catena.start(env=environment) as app:
        key("F1")
        catena.dialog(app, "Help")
        catena.is_well(app)


def test_index_leads_to_every_page():
    with catena.start() as app:
        key("F1")
        dialog = catena.dialog(app, "Help")
        titles = [node.name for node in dialog.find_all("list item") + dialog.find_all("button")]
        gtkdrive.picture("help-index", app.x_window())
        for page in PAGES.glob("*.page"):
            title = page.read_text(encoding="utf-8").split("<title>", 1)[1].split("</title>", 1)[0]
            if page.stem != "index":
                assert any(title in name for name in titles), (title, titles)
        dialog.find(("list item", "button"), "Open a keystore").pointer_click()
        wait_until(lambda: dialog.maybe("heading", "The password"), catena.SLOW, "the page")
        gtkdrive.picture("help-page", app.x_window())
        key("alt+Left")
        wait_until(lambda: dialog.maybe("label", "Begin"), catena.SLOW, "the index again")
        catena.is_well(app)


def test_command_is_copied():
    with catena.start() as app:
        app.activate("help-page", "<'pkix'>")
        dialog = catena.dialog(app, "Help")
        dialog.find("heading", "1. Look at what the server sends", timeout=catena.SLOW)
        gtkdrive.picture("help-command", app.x_window())
        with gtkdrive.Events("object:announcement") as events:
            dialog.find_all("button", "Copy")[0].click()
            catena.toast(events, "Copied")
        catena.is_well(app)


def words(dialog):
    return [row.name for row in dialog.find_all("list item")]


def test_glossary():
    with catena.start() as app:
        key("shift+F1")
        dialog = catena.dialog(app, "Help")
        everything = wait_until(lambda: words(dialog), catena.SLOW, "the words")
        gtkdrive.picture("glossary", app.x_window())
        sections = (PAGES / "glossary.page").read_text(encoding="utf-8").count("<section ")
        assert sections > 100
        type_text("truststore")
        found = wait_until(lambda: words(dialog)[:1] == ["Truststore"] and words(dialog), catena.SLOW, "the word first")
        assert "Anchor (trust anchor)" in found and len(found) < len(everything), found
        gtkdrive.picture("glossary-search", app.x_window())
        row = dialog.find("list item", "Truststore")
        assert "a client trusts" in row.description, row.description
        type_text("zzz")
        catena.says(app, "No Results Found")
        catena.is_well(app)


def follow(dialog, word):
    """Goes to the next link by keyboard, and follows it."""
    key("Tab", "Return")
    return words(dialog)[:1] == [word]


def test_link_between_words():
    with catena.start() as app:
        app.activate("help-page", "<'glossary#root'>")
        dialog = catena.dialog(app, "Help")
        wait_until(lambda: words(dialog)[:1] == ["Root (root CA)"], catena.SLOW, "the word")
        wait_until(lambda: follow(dialog, "Anchor (trust anchor)"), catena.SLOW, "the word behind the link")
        catena.is_well(app)


def test_narrow():
    with catena.start() as app:
        app.resize(360, 640)
        key("shift+F1")
        catena.dialog(app, "Help")
        gtkdrive.picture("glossary-narrow", app.x_window())
        key("F1")
        dialog = catena.dialog(app, "Help")
        wait_until(lambda: dialog.maybe("label", "Begin"), catena.SLOW, "the index")
        gtkdrive.picture("help-index-narrow", app.x_window())
        dialog.find(("list item", "button"), "What each format holds").pointer_click()
        wait_until(lambda: dialog.maybe("heading", "Read and written"), catena.SLOW, "the page")
        gtkdrive.picture("help-page-narrow", app.x_window())
        window = app.windows()[0]
        assert window.extents()[2] <= 360, window.extents()
        catena.is_well(app)


gtkdrive.run(
    test_viewer_is_asked_for_the_page,
    test_viewer_that_cannot_show_it,
    test_viewer_that_is_gone,
    test_viewer_that_does_not_start,
    test_index_leads_to_every_page,
    test_command_is_copied,
    test_glossary,
    test_link_between_words,
    test_narrow,
)

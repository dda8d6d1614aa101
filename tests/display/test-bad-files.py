# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be opened or saved: a sentence each, and the file on disk as it was."""

import os
import shutil
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

work = keystores.folder("bad")
authority = keystores.Authority(keystores.folder("authority"))
store = authority.key_store("demo.jks", "web", "middle")
authority.trust(store, "root", "root")


def content(path):
    with open(path, "rb") as file:
        return file.read()


def put(name, data):
    path = os.path.join(work, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def sentence(app):
    """The sentence of the page or dialog that tells what is wrong."""
    catena.says(app, "^This File Cannot Be Opened$")
    told = [node.name for node in app.find_all("label")]
    texts = [text for text in told if text.count(" ") >= 4 and text != "This File Cannot Be Opened"]
    assert texts, told
    assert not any(word in text for text in texts for word in ("error:0", "asn1", "(null)")), texts
    return " ".join(texts)


def fails(name, data, *words):
    path = put(name, data) if data is not None else name
    with catena.start(path) as app:
        told = sentence(app)
        print(f"# {os.path.basename(path)}: {told}")
        assert all(word in told for word in words), told
        app.find("button", "Try Again")
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()
        assert app.warnings() == []


def test_html():
    fails("page.jks", b"<!DOCTYPE html>\n<html><body><b>404</b> &amp; not found</body></html>\n")


def test_empty():
    fails("empty.jks", b"")


def test_folder():
    os.mkdir(os.path.join(work, "folder.jks"))
    fails(os.path.join(work, "folder.jks"), None)


def test_missing():
    fails(os.path.join(work, "none.jks"), None)


def test_truncated():
    data = content(store)
    fails("half.jks", data[: len(data) // 2])


def test_no_permission():
    if os.geteuid() == 0:
        return "root may read everything"
    path = put("secret.jks", content(store))
    os.chmod(path, 0)
    return fails(path, None)


def changed_by_keytool(path):
    """Another program replaces the file by one with an entry more."""
    copy = shutil.copy(path, path + ".new")
    authority.trust(copy, "new", "middle")
    os.replace(copy, path)


def test_changed_on_disk():
    path = put("changed.jks", content(store))
    with catena.start(path) as app:
        catena.unlock(app)
        assert not app.maybe("button", "Reload")
        changed_by_keytool(path)
        catena.press(app, "Reload", catena.SLOW)
        catena.row(app, "new")
        wait_until(lambda: not app.maybe("button", "Reload"), what="the banner to go away")
        catena.is_well(app)


def test_changed_on_disk_and_in_the_window():
    path = put("both.jks", content(store))
    with catena.start(path) as app:
        catena.unlock(app)
        catena.select(app, "root")
        key("Delete")
        wait_until(lambda: not catena.has_row(app, "root"), what="the entry to go away")
        changed_by_keytool(path)
        other = content(path)
        wait_until(lambda: app.maybe("button", "Reload"), catena.SLOW, "the banner")
        key("ctrl+s")
        asking = catena.dialog(app, "File Has Changed on Disk")
        catena.press(asking, "Cancel")
        app.wait_gone("alert", "File Has Changed on Disk")
        assert content(path) == other
        key("ctrl+s")
        catena.press(catena.dialog(app, "File Has Changed on Disk"), "Overwrite")
        app.find("frame", "both.jks", timeout=catena.SLOW)
        assert set(keystores.keytool_list(path)) == {"web"}
        catena.is_well(app)


def on_a_disk(options, after):
    """Catena with a copy of the store on a file system of its own, which nobody else sees; or why there is none."""
    disk = os.path.join(work, "disk")
    os.makedirs(disk, exist_ok=True)
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    script = f"mount -t tmpfs -o {options} tmpfs {disk}; cp {store} {disk}/demo.jks; {after}; exec \"$@\""
    for propagation in ("private", "unchanged"):  # the second one inside of a root that is no mount of its own
        words = ["unshare", "--mount", *mapped, "--propagation", propagation, "sh", "-euc", script, "sh"]
        if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            break
    else:
        return None, None
    app = gtkdrive.App(*words, os.environ["CATENA_PROGRAM"], f"{disk}/demo.jks", env={"G_DEBUG": "fatal-criticals"},
                       timeout=catena.SLOW)
    return app, f"/proc/{app.process.pid}/root{disk}"


def is_refused(options, after, *words):
    app, disk = on_a_disk(options, after)
    if app is None:
        return "no file system of its own here"
    with app:
        catena.unlock(app)
        catena.select(app, "root")
        key("Delete")
        wait_until(lambda: not catena.has_row(app, "root"), what="the entry to go away")
        before = sorted(os.listdir(disk))
        key("ctrl+s")
        telling = catena.dialog(app, "The File Could Not Be Saved")
        told = " ".join(node.name for node in telling.find_all("label"))
        print(f"# {told}")
        assert any(word in told.lower() for word in words), told
        assert content(f"{disk}/demo.jks") == content(store), "the file was damaged"
        assert sorted(os.listdir(disk)) == before, os.listdir(disk)
        catena.press(telling, "Close")
        app.find("frame", "• demo.jks")
        catena.is_well(app)
    return None


def test_unwritable():
    disk = os.path.join(work, "disk")
    return is_refused("size=1m", f"mount -o remount,ro {disk}", "read-only", "not be written", "write")


def test_full_disk():
    return is_refused("size=64k", f"cat /dev/zero >{os.path.join(work, 'disk')}/rest 2>/dev/null || true", "space", "full")


gtkdrive.run(
    test_html,
    test_empty,
    test_folder,
    test_missing,
    test_truncated,
    test_no_permission,
    test_changed_on_disk,
    test_changed_on_disk_and_in_the_window,
    test_unwritable,
    test_full_disk,
)

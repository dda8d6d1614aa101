# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A truststore of 10,000 entries: list and table appear, scroll, filter and change, and no frame comes late.

The development build logs its frames (CATENA_FRAME_LOG), each with the time since the one before. The limit holds for
what of that time is the program's own, so the test decides on a busy machine, too: taken off is the time in which the kernel had
the main thread ready to run and gave the processors to others (its account: /proc/thread-self/schedstat), and while the thread
slept, the same of the X server, for whose answers it may have slept. What is left is computing, and waiting for anything else:
workers, locks, the disk. Programs beside it also make computing slower, as they share caches and cores with it; therefore
times are those of a machine of the usual speed (schedule.slowness()), and a round with a late frame is followed by others: late is
what is late in each of them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time

import catena
import gtkdrive
import keystores
import schedule
from gtkdrive import key, type_text, wait_until, xdotool
from schedule import now

COUNT = 10000
LIMIT = 100  # milliseconds between two frames, where the machine is as fast as usual
# Between the views the window moves whole pages, and a table has rows of nine widgets; each of that is done once.
LIMITS = {"table": 200, "sort": 200, "table type": 150, "table escape": 150, "list": 300}
ROUNDS = 4
STEPS = (1, 5, 10, 17, 34, 50, 100, 200, 500, 1000, 10**9)
maker = os.path.join(os.environ.get("CATENA_CORPUS", ""), "large.py")
cache = os.environ.get("CATENA_PICTURES", ".")
large = os.path.join(cache, f"large-{COUNT}.jks")


def make():
    """Makes the truststore, once."""
    if os.path.exists(large):
        return
    os.makedirs(cache, exist_ok=True)
    prefix = os.path.join(keystores.folder("large"), "large")
    subprocess.run([sys.executable, maker, str(COUNT), prefix, "jks"], check=True)
    shutil.copy(f"{prefix}-{COUNT}.jks", f"{large}.new")
    os.replace(f"{large}.new", large)


def open_and_use(log):
    """One round: opens, scrolls, filters, changes, quits. Returns what was done, each as (name, from, to) in µs."""
    done = []

    def phase(name, work, settle=1.0):
        start = now()
        work()
        time.sleep(settle)  # the frames of what the work began are part of it
        done.append((name, start, now()))

    def show(name):
        app.find("radio button", name).click()
        time.sleep(1)

    with catena.start(large, env={"CATENA_FRAME_LOG": log}) as app:
        catena.unlock(app)
        catena.says(app, "^10,?000 entries$")
        catena.row(app, "entry-000000").pointer_click()
        wait_until(lambda: catena.row(app, "entry-000000").has("selected"), what="the first entry selected")
        catena.says(app, "Self|trust|Trust")
        x, y = catena.row(app, "entry-000002").middle()

        phase("Page Down", lambda: key(*["Page_Down"] * 20))
        phase("End", lambda: key("End"))
        assert catena.row(app, f"entry-{COUNT - 1:06d}").has("selected"), "End does not reach the last entry"
        phase("Home", lambda: key("Home"))
        catena.row(app, "entry-000000")
        phase("Down", lambda: key(*["Down"] * 10))
        assert catena.row(app, "entry-000010").has("selected"), "Down does not select the next entry"
        phase("remove", lambda: key("Delete"))
        catena.says(app, "^9,?999 entries$")
        phase("undo", lambda: key("ctrl+z"))
        catena.says(app, "^10,?000 entries$")
        xdotool("mousemove", x, y)
        phase("wheel", lambda: xdotool("click", "--repeat", 60, "--delay", 25, 5))
        assert not catena.has_row(app, "entry-000000"), "the wheel does not scroll"
        phase("type", lambda: type_text("host9876.example", delay=60), 2.0)
        catena.wait_rows(app, lambda names: len(names) == 1 and names[0].startswith("entry-009876,"), "one entry found")
        phase("clear", lambda: key(*["BackSpace"] * 16), 2.0)
        catena.wait_rows(app, lambda names: len(names) > 5, "all entries again")
        phase("words", lambda: type_text("entry-0099 CZ", delay=60), 2.0)
        catena.wait_rows(app, lambda names: names and all(n.startswith("entry-0099") for n in names), "20 entries found")
        gtkdrive.picture("large", app.x_window())
        phase("escape", lambda: key("Escape"))
        phase("common words", lambda: type_text("example cz 1", delay=60), 2.0)
        phase("escape again", lambda: key("Escape"))
        catena.wait_rows(app, lambda names: len(names) > 5, "all entries again")
        phase("no entries", lambda: show("Keys"))
        assert catena.rows(app) == [], "a truststore has keys"
        phase("all entries", lambda: show("All"))
        catena.wait_rows(app, lambda names: len(names) > 5, "all entries again")

        phase("table", lambda: show("Table"), 2.0)
        app.find("table row", re.compile("^entry-"))
        phase("table down", lambda: key(*["Page_Down"] * 15))
        phase("table end", lambda: key("End"))
        app.find("table row", re.compile(f"^entry-{COUNT - 1:06d}"))
        phase("table home", lambda: key("Home"))
        phase("sort", lambda: app.find(where=lambda n: n.name == "Expires" and n.role != "label").pointer_click(), 2.0)
        phase("table type", lambda: (key("ctrl+f"), type_text("host98", delay=60)), 2.0)
        phase("table escape", lambda: key("Escape"), 2.0)
        phase("list", lambda: show("List"), 2.0)
        catena.wait_rows(app, lambda names: len(names) > 5, "the list again")
        catena.is_well(app)
        assert catena.quit_program(app) == 0, app.output()
    return done


def read_frames(log, server):
    """The log as (when the document was there, [(at, interval, the program's own part)]), in µs and milliseconds."""
    with open(log, encoding="ascii") as file:
        data = json.load(file)
    opened = next(at for at, state in data["states"] if state == "ready")
    frames = []
    for at, interval, waited, ran in data["frames"]:
        slept = max(0, interval - waited - ran)
        foreign = waited + min(slept, server.waited(at - interval, at))
        frames.append((at, interval / 1000, max(0, interval - foreign) / 1000))
    return opened, frames


def longest(log, phases, server):
    """Prints the figures of one round; returns the longest interval of each phase in milliseconds."""
    opened, frames = read_frames(log, server)
    shown = [frame for frame in frames if frame[0] >= opened]
    print(f"# {len(shown)} frames since the list was there, the longest interval {max(f[2] for f in shown):.0f} ms, "
          f"with what other programs took {max(f[1] for f in shown):.0f} ms")
    histogram = {step: 0 for step in STEPS}
    for frame in shown:
        histogram[next(step for step in STEPS if frame[2] <= step)] += 1
    print("# frames of up to so many ms: " + ", ".join(f"{step}: {n}" for step, n in histogram.items() if n))
    found = {}
    for name, start, end in [("show", opened - 1, phases[0][1]), *phases]:
        during = [frame for frame in frames if start <= frame[0] <= end]
        assert during, f"no frame during {name}"
        found[name] = max(frame[2] for frame in during)
    print("# longest: " + ", ".join(f"{name} {value:.0f} ms" for name, value in found.items()), flush=True)
    return found


def test_no_late_frame():
    if not os.path.exists(maker):
        return "no corpus"
    make()
    best = {}
    for number in range(ROUNDS):
        log = os.path.join(cache, f"frames-{number + 1}.json")
        with schedule.paced() as pace, schedule.of_x_server() as server:
            phases = open_and_use(log)
        print(f"# {pace[0]:.2f} times as slow as usual", flush=True)
        for name, value in longest(log, phases, server).items():
            best[name] = min(value / pace[0], best.get(name, value))
        late = {name: value for name, value in best.items() if value > LIMITS.get(name, LIMIT)}
        if not late:
            return None
    raise AssertionError(f"too long between two frames, in milliseconds: {late}")


gtkdrive.run(test_no_late_frame)

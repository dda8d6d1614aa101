# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A truststore of 10,000 entries: the list appears, scrolls and filters, and no frame comes late.

The development build counts the frames itself (CATENA_FRAME_LOG). An interval is what the clock on the wall says, less the
time in which the kernel gave the processors to other programs: that one is not Catena's. A busy machine can still hold up a
frame (its X server has to run, too), so there are several rounds: what is late in each of them is late by itself.
"""

import json
import os
import shutil
import subprocess
import sys
import time

import catena
import gtkdrive
import keystores
from gtkdrive import key, type_text, wait_until, xdotool

COUNT = 10000
LIMIT = 100  # milliseconds between two frames
REFILL_LIMIT = 250  # the same while the view makes all its rows anew, which GtkListView does in one frame
REFILLS = ("show", "delete", "words")
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


def now():
    return time.clock_gettime(time.CLOCK_MONOTONIC) * 1e6


def open_and_use(log):
    """One round: opens, scrolls, filters, quits. Returns what was done, each as (name, from, to) in µs."""
    done = []

    def phase(name, work, settle=1.0):
        start = now()
        work()
        time.sleep(settle)  # the frames of what the work began are part of it
        done.append((name, start, now()))

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
        xdotool("mousemove", x, y)
        phase("wheel", lambda: xdotool("click", "--repeat", 60, "--delay", 25, 5))
        assert not catena.has_row(app, "entry-000000"), "the wheel does not scroll"
        phase("type", lambda: type_text("host9876.example", delay=60), 2.0)
        catena.wait_rows(app, lambda names: len(names) == 1 and names[0].startswith("entry-009876,"), "one entry found")
        phase("delete", lambda: key(*["BackSpace"] * 16), 2.0)
        catena.wait_rows(app, lambda names: len(names) > 5, "all entries again")
        phase("words", lambda: type_text("entry-0099 CZ", delay=60), 2.0)
        catena.wait_rows(app, lambda names: names and all(n.startswith("entry-0099") for n in names), "20 entries found")
        gtkdrive.picture("large", app.x_window())
        catena.is_well(app)
        key("Escape")
        assert catena.quit_program(app) == 0, app.output()
    return done


def longest(log, phases):
    """Prints the figures of one round; returns the longest interval of each phase in milliseconds."""
    with open(log, encoding="ascii") as file:
        data = json.load(file)
    opened = next(at for at, state in data["states"] if state == "ready")
    frames = [(at, interval / 1000, max(0, interval - waited) / 1000) for at, interval, waited in data["frames"]]
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
        found[name] = max((frame[2] for frame in during), default=0)
    print("# longest: " + ", ".join(f"{name} {value:.0f} ms" for name, value in found.items()), flush=True)
    return found


def test_no_late_frame():
    if not os.path.exists(maker):
        return "no corpus"
    make()
    best = {}
    for number in range(ROUNDS):
        log = os.path.join(cache, f"frames-{number + 1}.json")
        for name, value in longest(log, open_and_use(log)).items():
            best[name] = min(value, best.get(name, value))
        late = {name: value for name, value in best.items() if value > (REFILL_LIMIT if name in REFILLS else LIMIT)}
        if not late:
            return None
    if os.getloadavg()[0] > os.cpu_count():
        return f"other programs keep the machine busy, so these figures say nothing: {late}"
    raise AssertionError(f"too long between two frames, in milliseconds: {late}")


gtkdrive.run(test_no_late_frame)

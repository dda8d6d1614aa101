# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""For tests of times on busy machines: how long programs have been ready to run while others had the processors, and how
fast the machine computes just now."""

import bisect
import contextlib
import glob
import os
import statistics
import threading
import time

SAMPLE = 0.01  # seconds between two looks at the kernel's accounts
# What compute() takes on the machine for which limits in milliseconds are meant, with nothing beside it, in milliseconds.
USUAL = 40


def now():
    """The time on the clock of CATENA_FRAME_LOG, in µs."""
    return time.clock_gettime(time.CLOCK_MONOTONIC) * 1e6


class Waits(threading.Thread):
    """Follows the threads of a process while it is in force (with)."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.pattern = f"/proc/{process}/task/*/schedstat"
        self.threads = {}  # path: (times of samples, time waited until then), in µs
        self.is_ending = threading.Event()

    def run(self):
        while not self.is_ending.wait(SAMPLE):
            for path in glob.glob(self.pattern):
                try:
                    with open(path, encoding="ascii") as file:
                        waited = int(file.read().split()[1]) / 1000
                except (OSError, IndexError):  # the thread has ended
                    continue
                times, waits = self.threads.setdefault(path, ([], []))
                times.append(now())
                waits.append(waited)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *unused):
        self.is_ending.set()
        self.join()

    def waited(self, start, end):
        """How long the thread that waited most did so in that time, in µs: at most, as the samples that surround it tell."""
        longest = 0
        for times, waits in self.threads.values():
            first = max(0, bisect.bisect_right(times, start) - 1)
            last = min(len(times) - 1, bisect.bisect_left(times, end))
            longest = max(longest, waits[last] - waits[first])
        return longest


def of_x_server():
    return Waits(os.environ["CATENA_X_SERVER"])


def compute():
    """A fixed amount of work like that of a program with widgets: many small objects, tables and sorting."""
    state, table = 12345, {}
    for _ in range(60000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        table[state] = [state]
    return sum(sorted(table)[::7])


def slowness():
    """How many times the usual time this machine takes for computing just now; 1 for a faster one.

    The same machine computes half as fast from one hour to the next, as others share its caches and cores; a figure in
    milliseconds means something only beside what plain work took in the same minute.
    """
    times = []
    for _ in range(5):
        start = time.thread_time()
        compute()
        times.append((time.thread_time() - start) * 1000)
    return max(1, statistics.median(times) / USUAL)


@contextlib.contextmanager
def paced():
    """Yields a list; afterwards it has the slowness before and after what was done meanwhile, on average."""
    pace = []
    before = slowness()
    yield pace
    pace.append((before + slowness()) / 2)

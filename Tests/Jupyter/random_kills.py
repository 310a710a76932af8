#!/usr/bin/env python3
"""Kills a kernel at random moments and looks whether anything is lost or left behind.

A session adds to its variables cell by cell. At each step a cell ends its own process, or a process is killed from
outside: one that runs cells or keeps a state, a compiler, or the kernel that Jupyter has started, while a cell runs or
between two. A cell that was answered with 'ok' has happened once, one that was answered with an error has not; every
cell that ended before is still there. After the kernel itself was killed Jupyter's restart gives a fresh one. In the
end no process, no temporary file and no folder in the cache is left.

    Tests/Jupyter/run TOOL-FOLDER random_kills.py [--count 200] [--seed 1] [--verbose]
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kernel_client import TIMEOUT, Kernel, descendants, program

SETUP = """
import Glibc
var steps: [Int] = []
var state = 1
let weights = Tensor.normal([50, 50])
func advance(_ step: Int) { steps.append(step); state = (state &* 31 &+ step) % 1_000_003 }
"""

# What a cell does to its own process.
SUICIDES = [
    "kill(getpid(), SIGKILL)",
    "abort()",
    'fatalError("as meant")',
    "exit(3)",
    "_exit(0)",
    "raise(SIGSEGV)",
    "let none: Int? = Int(\"no\")\nprint(none!)",
    "func deep(_ n: Int) -> Int { n == -1 ? 0 : deep(n + 1) + n }\nprint(deep(0))",
    "for descriptor in Int32(3)..<1024 { close(descriptor) }\nsleep(5)",
]

PRINTED = "".join(f"line {number}\n" for number in range(100))


def cell(step):
    """A cell that takes some tenths of a second, prints and changes the state at its end."""
    return (
        f"let before{step} = steps.count\n"
        'for number in 0..<100 { print("line", number); usleep(2_000) }\n'
        f"advance({step})"
    )


class Session:
    """A kernel, and what its state must be."""

    def __init__(self, environment, report):
        self.kernel = Kernel(env=environment, stderr=subprocess.DEVNULL)
        self.report = report
        self.begin()

    def begin(self):
        self.steps, self.state = [], 1
        run = self.kernel.run(SETUP)
        if run.reply["status"] != "ok":
            raise RuntimeError(f"the session does not begin: {run.error}")

    def advance(self, step):
        self.steps.append(step)
        self.state = (self.state * 31 + step) % 1_000_003

    def processes(self):
        return descendants(self.kernel.process)

    def settle(self, identifier, step, happened):
        """Takes a cell's answer and compares the state; `happened` is what must have, or None for either."""
        run = self.kernel.finish(identifier)
        succeeded = run.reply["status"] == "ok"
        if happened is not None and succeeded != happened:
            self.report(f"the cell answered {run.reply['status']}: {run.error}")
        if succeeded:
            if step is not None:
                self.advance(step)
            if run.stream() != PRINTED:
                self.report(f"the cell printed {len(run.stream())} bytes of {len(PRINTED)}")
        elif not PRINTED.startswith(run.stream()):
            self.report(f"the cell printed {run.stream()[-80:]!r}")
        self.compare()

    def compare(self):
        code = "[steps, [state, weights.shape[0]]]"
        run = self.kernel.run(code)
        # A kill of a process that keeps a state may reach the one that runs cells a moment later.
        if run.error and run.error["ename"] == "Signal":
            run = self.kernel.run(code)
        expected = f"[{self.steps}, [{self.state}, 50]]"
        if run.result != expected:
            self.report(f"the state is {run.result or run.error}, not {expected}")
            self.kernel.manager.restart_kernel(now=True)
            self.kernel.client.wait_for_ready(timeout=TIMEOUT)
            self.begin()


def kill(process, number=signal.SIGKILL):
    try:
        os.kill(process, number)
    except ProcessLookupError:
        pass


def marked(mark):
    """The processes that have the mark in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if mark.encode() in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                pass
    return found


def wait_until_none(find, seconds=10):
    """What is still found after some seconds."""
    deadline = time.monotonic() + seconds
    while (found := find()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def suicide(session, chance, step):
    """A cell ends its own process after it has changed the state."""
    identifier = session.kernel.start(cell(step) + "\n" + chance.choice(SUICIDES))
    session.settle(identifier, None, happened=False)


def kill_during_a_cell(session, chance, step):
    """The process that runs the cell, one that keeps a state, or a compiler; now and then two in a row."""
    identifier = session.kernel.start(cell(step))
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        time.sleep(chance.random() * 0.6)
        processes = session.processes()
        kernels = [p for p in processes if program(p) == "notebook-kernel"]
        if chance.random() < 0.6 and kernels:
            kill(kernels[-1])
        elif processes:
            kill(chance.choice(processes))
    session.settle(identifier, step, happened=None)


def kill_between_cells(session, chance, step):
    """The next cell finds no process, and happens all the same."""
    processes = [p for p in session.processes() if program(p) == "notebook-kernel"]
    if processes:
        kill(chance.choice(processes))
    session.settle(session.kernel.start(cell(step)), step, happened=True)


def kill_the_kernel(session, chance, step):
    """What Jupyter has started, while a cell runs: nothing of it stays, and its restart is a fresh session."""
    session.kernel.start(cell(step))
    time.sleep(chance.random() * 0.8)
    processes = session.processes()
    kill(session.kernel.process, chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP]))
    left = wait_until_none(lambda: [p for p in processes if os.path.exists(f"/proc/{p}") and program(p)])
    if left:
        session.report(f"left after the kernel's end: {[(p, program(p)) for p in left]}")
    session.kernel.manager.restart_kernel(now=True)
    session.kernel.client.wait_for_ready(timeout=TIMEOUT)
    session.begin()


KINDS = [(suicide, 3), (kill_during_a_cell, 4), (kill_between_cells, 2), (kill_the_kernel, 1)]


def problems(count, seed, verbose=False):
    """What went wrong in a number of kills; the moments and victims follow from the seed."""
    chance = random.Random(seed)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        temporary, cache = Path(folder, "tmp"), Path(folder, "cache")
        temporary.mkdir()
        mark = f"NOTEBOOK_KILLS_OF={os.getpid()}"
        name, value = mark.split("=")
        environment = dict(os.environ, TMPDIR=str(temporary), XDG_CACHE_HOME=str(cache), **{name: value})
        what = "at the start"

        def report(text):
            found.append(f"{what}: {text}")
            print(found[-1], flush=True)

        session = Session(environment, report)
        for number in range(1, count + 1):
            kind = chance.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
            what = f"kill {number} of seed {seed} ({kind.__name__})"
            begin = time.monotonic()
            kind(session, chance, number)
            if verbose:
                print(f"{what}: {time.monotonic() - begin:.1f} s", flush=True)
        what = "in the end"
        session.kernel.__exit__()
        for process in wait_until_none(lambda: marked(mark)):
            report(f"process {process} is left: {program(process)}")
            kill(process)
        left = list(temporary.iterdir()) + list((cache / "notebook" / "work").glob("*"))
        for path in left:
            report(f"left behind: {path}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    begin = time.monotonic()
    found = problems(options.count, options.seed, options.verbose)
    print(f"{options.count} kills in {time.monotonic() - begin:.0f} s: {len(found) or 'no'} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

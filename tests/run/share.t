#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""teeproc-board run --share: a folder of the host in the board, and a firmware
that is built anew is the one that the next start loads, without a reboot."""

import os
import pty
import select
import shutil
import subprocess
import tempfile
import time

RUN_S = 600  # long enough for a debug kernel on a busy machine
ELFS = "build/tests/run/"
count = 0


def ok(good, name, detail=b""):
    global count
    count += 1
    if not good:
        print("# " + detail.decode(errors="replace").replace("\n", "\n# "))
    print(f"{'ok' if good else 'not ok'} {count} - {name}", flush=True)


class Run:
    """The command on a terminal of its own, or without one."""

    def __init__(self, folder, *options, terminal=True):
        self.master, slave = pty.openpty()
        self.seen = b""
        self.before = b""  # what was waited for
        self.process = subprocess.Popen(
            ["build/board/teeproc-board", "run", "--timeout", str(RUN_S),
             "--share", folder, *options, folder + "/my.elf"],
            stdin=slave if terminal else subprocess.DEVNULL,
            stdout=slave, stderr=slave, preexec_fn=self.take_terminal,
            env={**os.environ, "XDG_DATA_HOME": folder + "/data",
                 "TERM": "dumb"})
        os.close(slave)

    @staticmethod
    def take_terminal():
        os.setsid()
        os.close(os.open(os.ttyname(1), os.O_RDWR))

    def wait_for(self, text, seconds=RUN_S):
        """True once it has written that, behind what was waited for before"""
        end = time.monotonic() + seconds
        while text not in self.seen:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.master], [], [], left)[0]:
                return False
            try:
                self.seen += os.read(self.master, 65536)
            except OSError:
                return False
        self.before, self.seen = self.seen.split(text, 1)
        return True

    def type(self, keys):
        os.write(self.master, keys)

    def end(self):
        try:
            while True:
                self.seen += os.read(self.master, 65536)
        except OSError:
            pass
        return self.process.wait()


def build(folder, name):
    """As a linker does: the file goes, and is written anew"""
    os.unlink(folder + "/my.elf")
    shutil.copy(ELFS + name, folder + "/my.elf")


def restart(mode, first, second):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ELFS + first, folder + "/my.elf")
        start = time.monotonic()
        run = Run(folder, "--mode", mode, "--verbose")
        ok(run.wait_for(b"uart: tiny is up") and b"boot: " in run.before,
           f"{mode}: it boots and runs", run.seen)
        boot = time.monotonic() - start
        start = time.monotonic()
        build(folder, second)
        run.type(b"\x01r")
        came = run.wait_for(b"uart: version two")
        took = time.monotonic() - start
        ok(came, f"{mode}: Ctrl-A r starts what was built", run.seen)
        print(f"# {mode}: {took:.2f} s from the build to its first line, a boot took "
              f"{boot:.2f} s")
        ok(came and b"boot: " not in run.before,
           f"{mode}: without another boot", run.before)
        shutil.copy("README.md", folder + "/my.elf")
        ok(run.wait_for(b"neither an ELF file"), f"{mode}: no firmware is said")
        build(folder, second)
        ok(run.wait_for(b"my.elf: new"), f"{mode}: a good one again")
        run.type(b"\x01x")
        ok(run.end() == 0, f"{mode}: Ctrl-A x leaves", run.seen)


SCRIPT = """#!/bin/sh
cat /share/question >/share/answer
until [ -e /share/go ]; do usleep 50000; done
rprocctl restart m4-0 || exit 1
rprocctl state m4-0
"""


def script():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ELFS + "hello.elf", folder + "/my.elf")
        with open(folder + "/question", "w") as file:
            file.write("what is in the folder\n")
        with open(folder + "/test.sh", "w") as file:
            file.write(SCRIPT)
        run = Run(folder, "--script", folder + "/test.sh", terminal=False)
        ok(run.wait_for(b"uart: tiny is up"), "script: it runs", run.seen)
        build(folder, "second.elf")
        ok(run.wait_for(b"my.elf: new"), "script: a new firmware is noticed",
           run.seen)
        with open(folder + "/go", "w"):
            pass
        ok(run.wait_for(b"uart: version two"),
           "script: rprocctl restart takes it", run.seen)
        ok(run.end() == 0 and b"running" in run.seen, "script: its exit status",
           run.seen)
        with open(folder + "/answer") as file:
            ok(file.read() == "what is in the folder\n",
               "script: the folder is read and written")


def main():
    restart("secure", "hello.elf", "second.elf")
    restart("direct", "shared.elf", "shared-second.elf")
    script()
    print(f"1..{count}")


main()

#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""teeproc-board run on a terminal: Ctrl-A x and Ctrl-C leave, and leave nothing."""

import os
import pty
import re
import select
import subprocess
import tempfile
import termios
import time

RUN_S = 120


def ok(number, good, name, detail=b""):
    if not good:
        print("# " + detail.decode(errors="replace").replace("\n", "\n# "))
    print(f"{'ok' if good else 'not ok'} {number} - {name}", flush=True)


def take_terminal():
    """The child's session gets it as its own, so that Ctrl-C is a signal."""
    os.setsid()
    os.close(os.open(os.ttyname(0), os.O_RDWR))


def run(data, keys):
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    process = subprocess.Popen(
        ["build/board/teeproc-board", "run", "build/tests/run/hello.elf"],
        stdin=slave, stdout=slave, stderr=slave, preexec_fn=take_terminal,
        env={**os.environ, "XDG_DATA_HOME": data})
    seen = b""
    deadline = time.monotonic() + RUN_S
    typed = False
    while process.poll() is None and time.monotonic() < deadline:
        if select.select([master], [], [], 0.1)[0]:
            seen += os.read(master, 4096)
        if not typed and b"tiny is up" in seen:
            os.write(master, keys)
            typed = True
    if process.poll() is None:
        process.kill()
    return process.wait(), seen, before == termios.tcgetattr(slave)


def shell(data, options, command):
    """teeproc-board shell: types the command, and switches it off; returns its
    status, what is seen, and whether the board's own lines are in one piece"""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["build/board/teeproc-board", "shell", *options],
        stdin=slave, stdout=slave, stderr=slave, preexec_fn=take_terminal,
        env={**os.environ, "XDG_DATA_HOME": data})
    os.close(slave)
    seen = b""
    deadline = time.monotonic() + RUN_S
    lines = [command + b"\n", b"poweroff -f\n"]
    try:
        while time.monotonic() < deadline:
            if select.select([master], [], [], 0.1)[0]:
                seen += os.read(master, 4096)
            if lines and seen.count(b"board# ") > 2 - len(lines):
                os.write(master, lines.pop(0))
    except OSError:
        pass  # it has gone
    if process.poll() is None and time.monotonic() >= deadline:
        process.kill()
    whole = seen.count(b"teeproc-board: ") == len(
        re.findall(rb"^teeproc-board: [^\r\n]*\r+\n", seen, re.M))
    # a line of the kernel's may have come in the middle of another
    return (process.wait(),
            re.sub(rb"\[ *\d+\.\d{6}\] [^\n]*\n", b"", seen), whole)


def main():
    with tempfile.TemporaryDirectory() as data:
        number = 0
        for name, keys in (("Ctrl-A x", b"\x01x"), ("Ctrl-C", b"\x03")):
            status, seen, same = run(data, keys)
            ok(number + 1, b"tiny is up" in seen, f"{name}: it runs", seen)
            ok(number + 2, status == 0, f"{name}: exit status 0", seen)
            ok(number + 3, same, f"{name}: the terminal is as it was")
            number += 3
        status, seen, whole = shell(
            data, ["--mode", "direct", "build/tests/run/shared-end.elf"],
            b"rprocctl start m4-0 m4-0/shared-end.elf && rprocctl list")
        ok(number + 1, b"m4-0: rprocctl start m4-0 m4-0/shared-end.elf" in seen,
           "shell: says how its firmware is started", seen)
        ok(number + 2, b"m4-0 running" in b" ".join(seen.split()),
           "shell: that works", seen)
        ok(number + 3, status == 0, "shell: exit status 0", seen)
        ok(number + 4, whole and b"boot: " in seen,
           "shell: the stages of the boot, none within a line of the guest's",
           seen)
        # without a firmware its name alone tells the kind
        status, seen, _ = shell(data, ["--kind", "rv64"], b"rprocctl list")
        ok(number + 5, b"rv64-0 offline" in b" ".join(seen.split()) and
           b"m4-0" not in seen, "shell: cores of a kind", seen)
        ok(number + 6, status == 0, "shell: exit status 0", seen)
        number += 6
    print(f"1..{number}")


main()

# SPDX-License-Identifier: BSD-2-Clause
"""For tests of the SoC with its remote cores, but without application cores."""

import contextlib
import hashlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tap
from soc_client import *

BUILD = os.environ.get("B", "build")
PROGRAM = BUILD + "/tests/soc/teeproc-board"  # with the sanitizers
PLAIN = BUILD + "/board/teeproc-board"
SECURE = BUILD + "/board/secure.dtbo"
DIRECT = BUILD + "/board/direct.dtbo"
MIXED = BUILD + "/board/mixed.dtbo"
SRAM = 0x21000000
SRAM_SIZE = 0x1000000
TCM_SIZE = 0x400000
DATA_TCM = 0x20000000
RAM_SIZE = 512 << 20
COMMAND = 0x21ff0000
CRASH, LOCK_UP, WATCHDOG, EXIT, SELF_RESET, FLOOD, WRITE_TCM = range(1, 8)
HELLO = b"probe: hello"

with open(BUILD + "/tests/soc/probe-tcm.bin", "rb") as probe:
    PROBE_TCM = probe.read()
with open(BUILD + "/tests/soc/probe-sram.bin", "rb") as probe:
    PROBE_SRAM = probe.read()


@contextlib.contextmanager
def board(dtbo=SECURE, *options, program=PROGRAM, says="", leaves=()):
    """A board that must end cleanly, having said nothing but @says."""
    it = Board(program, dtbo, *options)
    ok = False
    try:
        yield it
        ok = True
    finally:
        children = it.qemus() if it.process.poll() is None else []
        status, said, left = it.end()
        if not ok:
            tap.note("the board said: " + said.replace("\n", "\n# "))
        else:
            assert status == 0, (status, said)
            assert left == set(leaves), left
            assert says or not said, said
            assert says in said, said
            assert not any(alive(pid) for pid in children)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_dead(pids, timeout=40):
    deadline = time.monotonic() + timeout
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < deadline, "still there: %s" % pids
        time.sleep(0.01)


def refused(reason, call, *args):
    try:
        call(*args)
    except Refused as error:
        assert str(error) == reason, f"{error} and not {reason}"
    else:
        raise AssertionError(f"not refused ({reason})")


def set_command(it, core, command):
    """Linux's side would write it; the DMA engine can only before a start."""
    it.load(core, COMMAND, struct.pack("<I", command))


def start_probe(it, core=0, command=0, probe=PROBE_TCM, da=0):
    """Load the firmware, which obeys @command once it runs."""
    it.load(core, da, probe)
    set_command(it, core, command)
    greetings = it.log(f"core{core}.log").count(HELLO)
    begin = time.monotonic()
    it.control.request("start", core)
    while it.log(f"core{core}.log").count(HELLO) == greetings:
        assert time.monotonic() - begin < 40, "no first line"
        time.sleep(0.001)
    return time.monotonic() - begin


def run(*options, program=PROGRAM, dtbo=SECURE):
    """A board to its end: what it said, and its status."""
    return subprocess.run(
        [program, "--dtbo", dtbo, "--no-ap", "--control-socket",
         BUILD + "/tests/soc/run.control", "--timeout", "20", *options],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)

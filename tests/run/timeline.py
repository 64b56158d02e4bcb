#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Checks the trace-event file (on stdin) of a run of tests/run/tasks.sh in MODE."""

import json
import sys

entries = json.load(sys.stdin)["traceEvents"]
rows = {e["tid"]: e["args"]["name"] for e in entries if e["ph"] == "M"}
spans = [e for e in entries if e["ph"] == "X"]
instants = [e for e in entries if e["ph"] == "i"]


def names(kind, row):
    return [e["name"] for e in kind if rows[e["tid"]] == row]


def main():
    assert all(e["dur"] >= 0 for e in spans)
    boot = names(spans, "boot")
    assert boot[-1:] == ["user land"] and "OP-TEE" in boot, boot
    states = names(spans, "core 0")
    assert states.count("running") == 4 and states.count("crashed") == 3, states
    causes = [e["args"]["cause"] for e in instants if e["name"] == "crash"]
    assert causes == ["watchdog", "watchdog", "its firmware says so"], causes
    kicks = names(instants, "core 0")
    assert kicks.count("kick from Linux") >= 80, len(kicks)
    assert kicks.count("kick to Linux") >= 80, len(kicks)
    requests = names(spans, "secure world")
    loads = [e for e in spans if e["name"] == "load"]
    if sys.argv[1] == "secure":
        assert requests.count("start") == 4 and len(loads) >= 4, requests
        assert all(e["args"] == {"answer": "ok", "core": 0} and e["dur"] > 0
                   for e in loads), loads
    else:
        assert not loads, loads


main()

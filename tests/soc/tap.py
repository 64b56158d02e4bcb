# SPDX-License-Identifier: BSD-2-Clause
"""A test runner that prints TAP: every function called test_* of a module."""

import signal
import sys
import traceback

TEST_TIMEOUT_S = 240


def _too_long(_signal, _frame):
    raise TimeoutError("test takes longer than %d s" % TEST_TIMEOUT_S)


def note(text):
    print("# " + text, flush=True)


def run(module, words):
    """Run the tests, those whose name has one of @words if there are any."""
    tests = [(name, test) for name, test in vars(module).items()
             if name.startswith("test_") and
             (not words or any(word in name for word in words))]
    print("1..%d" % len(tests), flush=True)
    failed = 0
    signal.signal(signal.SIGALRM, _too_long)
    # an interrupted run cleans up as well
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for number, (name, test) in enumerate(tests, 1):
        what = (test.__doc__ or name).strip()
        signal.alarm(TEST_TIMEOUT_S)
        try:
            test()
        except Exception:  # a test that fails must not end the others
            failed += 1
            for line in traceback.format_exc().splitlines():
                note(line)
            print("not ok %d - %s" % (number, what), flush=True)
        else:
            print("ok %d - %s" % (number, what), flush=True)
        signal.alarm(0)
    sys.exit(1 if failed else 0)

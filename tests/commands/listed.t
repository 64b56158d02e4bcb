#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Each command line of the documents and the manual pages is executed by a test, or the
table says why not; and what the table says is so."""

import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))

import before  # pylint: disable=wrong-import-position
from documents import commands, of_markdown, of_page
from table import OTHERS, PLACES, Table, first_lines, read_places

count = 0


def check(wrong, name):
    """One test of TAP: nothing is wrong"""
    global count
    count += 1
    for line in wrong:
        print("# " + line)
    print(f"{'not ' if wrong else ''}ok {count} - {name}")


def of_make():
    """Names of the targets, and the text of the database, of make"""
    text = subprocess.run(["make", "-pRrq", "help"], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return set(re.search(r"^\.PHONY: (.*)", text, re.M)[1].split()), text


def of_test(test):
    """What a test consists of: itself, and what it names of its own folder"""
    folder = os.path.dirname(test)
    with open(test, encoding="utf-8") as file:
        text = file.read()
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if path != test and os.path.isfile(path) and re.search(
                rf"(^|[/\s\"]){re.escape(name)}\b", text):
            with open(path, encoding="utf-8") as file:
                text += file.read()
    return text


def wrong_places(places, make):
    """Tests that the table names and that are none, or have not the command"""
    for how, what in sorted(set(places.values())):
        if how in OTHERS:
            if not what.strip():
                yield f"{PLACES}: {how}: no reason"
        elif not os.access(how, os.X_OK) or how not in make:
            yield f"{PLACES}: {how}: no test that make runs"
        elif not re.search(what, of_test(how)):
            yield f"{PLACES}: {how}: does not have {what}"


BOGUS = """A sentence with `rprocctl frobnicate m4-0`, `a_function()`, `cargo frobnicate`.

    make frobnicate          # whatever that is
    frobnicate my.elf

```console
$ frobnicate --all
what it prints
```
"""
BOGUS_PAGE = ".SH EXAMPLES\n.nf\nfrob\\-nicate \\-\\-all\n.fi\n"


def wrong_bogus(table):
    """Command lines of a document that nothing executes, as they should be found"""
    found = [(one.text, table.look_up(one)) for one in
             of_markdown("bogus.md", BOGUS, ()) + of_page("bogus.1", BOGUS_PAGE, ())]
    wanted = [("rprocctl frobnicate m4-0", "board"), ("cargo frobnicate", None),
              ("make frobnicate", None), ("frobnicate my.elf", None),
              ("frobnicate --all", None), ("frob-nicate --all", None)]
    return [f"found {one}" for one in found if one not in wanted] + [
        f"not found {one}" for one in wanted if one not in found]


def main():
    places = read_places()
    all_commands = commands(first_lines(places))
    targets, make = of_make()
    table = Table(places, all_commands, targets)
    lost = [f"{one.document}:{one.line}: {one.text}" for one in all_commands
            if table.look_up(one) is None]
    check(lost, f"each of {len(all_commands)} command lines is executed, "
          f"or {PLACES} says why not")
    check([f"{PLACES}: no document has: {text}" for text in places
           if text not in table.used], "the table has no other")
    check(list(wrong_places(places, make)), "the tests that it names have them")
    typed = {(one.document, one.text) for one in all_commands}
    documents = {one.document for one in all_commands}
    check(wrong_bogus(table), "command lines that nothing executes are found")
    check([f"before.py: {key}" for key in [*before.HOST, *before.BOARD]
           if (key if key[1] else key[0]) not in (typed if key[1] else documents)],
          "what is prepared for is there")
    print(f"1..{count}")


main()

#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""docs/tutorial.md: each command is typed, in one shell, and what comes is held
against what the page shows."""

import os
import re
import shutil
import subprocess
import tempfile

PAGE = "docs/tutorial.md"
TIMEOUT_S = 200


def steps():
    """(command, lines that it shows) of the page"""
    found = []
    with open(PAGE) as page:
        for line in page:
            if line.startswith("    $ "):
                found.append((line[6:].rstrip("\n"), []))
            elif line.startswith("    ") and found:
                found[-1][1].append(line[4:].rstrip("\n"))
    return found


def pattern(lines):
    """A line of ... stands for any lines, ... in a line for anything"""
    text = "".join(re.escape(line).replace(r"\.\.\.", ".*") + "\n"
                   if line != "..." else "(?:.*\n)*" for line in lines)
    return re.compile(text)


class Shell:
    """bash that says when a command has come to its end"""

    def __init__(self, data):
        self.process = subprocess.Popen(
            ["timeout", str(len(steps()) * TIMEOUT_S), "bash"], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env={**os.environ, "XDG_DATA_HOME": data})

    def run(self, command):
        self.process.stdin.write(
            f"{command}\nset -- $?\nprintf '\\nend of it %s\\n' $1\n(exit $1)\n")
        self.process.stdin.flush()
        said = ""
        for line in self.process.stdout:
            if line.startswith("end of it "):
                return said[:-1], int(line.split()[-1])
            said += line
        return said, -1


def main():
    shutil.rmtree("build/tutorial", ignore_errors=True)
    all_steps = steps()
    print(f"1..{2 * len(all_steps)}")
    with tempfile.TemporaryDirectory() as data:
        shell = Shell(data)
        for i, (command, lines) in enumerate(all_steps):
            said, status = shell.run(command)
            shown = pattern(lines).fullmatch(said) is not None
            name = command if len(command) < 60 else command[:57] + "..."
            print(f"{'ok' if status == 0 else 'not ok'} {2 * i + 1} - {name}")
            print(f"{'ok' if shown else 'not ok'} {2 * i + 2} - shows what the "
                  "page says", flush=True)
            if status or not shown:
                print("# " + said.replace("\n", "\n# "), flush=True)


main()

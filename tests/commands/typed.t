#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""The command lines of documents and manual pages, typed as they stand there and in their
order: on the host, each document in a folder of its own; those for the board's Linux in
one boot; make's that take too long as far as make -n goes. Those that a test of its own
executes are not (tests/commands/places)."""

import glob
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))

from before import BOARD, HOST  # pylint: disable=wrong-import-position
from documents import commands
from table import Place, Table, first_lines, read_places

TOP = os.getcwd()
TIMEOUT_S = 400
# what boots the board that is typed in, with these options
SESSION = "make run FIRMWARE=my.elf"
SESSION_OPTIONS = "--timeout 300 --script session.sh"
count = 0


def ok(good, name, detail=""):
    """One test of TAP"""
    global count
    count += 1
    if not good:
        print("\n".join("# " + line for line in detail.splitlines()[-40:]))
    print(f"{'ok' if good else 'not ok'} {count} - {name}", flush=True)


def name_of(command):
    """For the test that types it"""
    return f"{command.document}: {command.text}"


class Host:
    """Folders to type in, with what is built in the PATH"""

    def __init__(self, folder):
        self.folder = folder
        self.env = {**os.environ, "TOP": TOP, "XDG_DATA_HOME": folder + "/data",
                    "TEEPROC_PASSPHRASE": "a passphrase",
                    "PATH": f"{TOP}/build/board:{TOP}/build/tools/teeproc-image:" +
                            os.environ["PATH"]}
        # a make within this one is none of its parts
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
            self.env.pop(name, None)

    def run(self, text, where):
        """(status, what it says)"""
        done = subprocess.run(["bash", "-c", text], cwd=where, env=self.env, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=TIMEOUT_S, check=False)
        return done.returncode, done.stdout

    def of_document(self, command):
        """The folder of its document"""
        where = os.path.join(self.folder, command.document.replace("/", "-"))
        if not os.path.isdir(where):
            os.mkdir(where)
            self.prepare((command.document, None), where)
        return where

    def prepare(self, key, where):
        """What has to be there"""
        status, said = self.run("set -e\n" + HOST.get(key, ""), where)
        if status:
            ok(False, f"before {key}", said)

    def type(self, command, where, text=None):
        """One command of a document, or another text in its place"""
        self.prepare((command.document, command.text), where)
        status, said = self.run(text or command.text, where)
        ok(status == 0, name_of(command), said)
        return said

    def clone(self):
        """A folder in which all is that is in the clone, and can be more"""
        where = os.path.join(self.folder, "clone")
        os.mkdir(where)
        for path in glob.glob(TOP + "/*"):
            os.symlink(path, os.path.join(where, os.path.basename(path)))
        return where


def makefiles():
    """The text of all"""
    done = subprocess.run(["git", "grep", "-h", "", "--", "Makefile", "*.mk"], text=True,
                          stdout=subprocess.PIPE, check=True)
    return done.stdout


def dry(host, command, make):
    """What takes too long: whether make knows what it should do"""
    host.type(command, TOP, command.text.replace("make ", "make -n ", 1))
    unknown = [name for name in re.findall(r" ([A-Z_]+)=", command.text)
               if not re.search(rf"\b{name}\b", make)]
    ok(not unknown, f"{command.document}: its variables are make's", " ".join(unknown))


def script_of(typed):
    """A script of the board's: @ N STATUS behind what the Nth command says, and the
    kernel's last words"""
    lines, begun = ["#!/bin/sh"], set()
    for number, command in enumerate(typed):
        for key in ((command.document, None), (command.document, command.text)):
            if key in BOARD and key not in begun:
                begun.add(key)
                lines.append(BOARD[key])
        quoted = command.text.replace("'", "'\\''")
        lines += [f"echo '@ {number} begins'", f"sh -c '{quoted}' 2>&1",
                  f"status=$?; echo; echo '@ {number} kernel'; dmesg | tail -n 12",
                  f"echo '@ {number} '$status"]
    return "\n".join(lines) + "\n"


def refused(command):
    """Whether the document shows that it fails"""
    return any(line.startswith("sh: ") for line in command.shown)


def in_board(host, where, session, typed):
    """Types them in the board that the command `session` boots"""
    with open(os.path.join(where, "session.sh"), "w", encoding="utf-8") as file:
        file.write(script_of(typed))
    os.chmod(file.name, 0o755)
    host.env["RUN_OPTIONS"] = SESSION_OPTIONS
    said = host.type(session, where)
    for number, command in enumerate(typed):
        found = re.search(rf"^@ {number} begins\n(.*?)^@ {number} (\d+)$", said,
                          re.M | re.S)
        text = found[1] if found else "the board has not come to it"
        ok(bool(found) and (found[2] != "0") == refused(command), name_of(command), text)
        for line in command.shown:
            ok(line in text, f"{command.document}: shows: {line}", text)


def main():
    places = read_places()
    all_commands = commands(first_lines(places))
    table = Table(places, all_commands, set())
    make = makefiles()
    typed, once, session = [], set(), None
    with tempfile.TemporaryDirectory() as folder:
        host = Host(folder)
        clone = host.clone()
        for command in all_commands:
            how = table.look_up(command)
            how = how.how if isinstance(how, Place) else how
            if how == "board":
                typed.append(command)
            elif how == "host":
                host.type(command, host.of_document(command))
            elif how not in ("here", "dry") or command.text in once:
                continue
            elif command.text == SESSION:
                session = command
            elif how == "here":
                host.type(command, clone)
            else:
                dry(host, command, make)
            once.add(command.text)
        in_board(host, clone, session, typed)
    print(f"1..{count}")


main()

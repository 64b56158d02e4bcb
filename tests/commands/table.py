# SPDX-License-Identifier: BSD-2-Clause
"""Where each command line of the documents is executed: the table tests/commands/places,
and what needs no line there."""

import collections
import re
import shlex

from documents import first_word

PLACES = "tests/commands/places"

# how: the test that executes it, or one of OTHERS; what: the pattern by which that test
# has it, or the reason
Place = collections.namedtuple("Place", "how what")
OTHERS = ("here",   # tests/commands/typed.t, in the clone
          "board",  # the same, in the board
          "dry",    # the same, with make's -n
          "never",  # nothing executes it
          "shown")  # the first line of a block without commands


def read_places():
    """{command: Place}. A line at the margin is HOW: WHAT, those below it are the
    commands, or DOCUMENT: all for each of its blocks"""
    places, place = {}, None
    with open(PLACES, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            text = line.strip()
            if line.startswith("#") or not text:
                continue
            if not line[0].isspace():
                place = Place(*text.split(": ", 1))
            elif text in places:
                raise ValueError(f"{PLACES}:{number}: twice: {text}")
            else:
                places[text] = place
    return places


def first_lines(places):
    """Of the blocks that have no commands"""
    return {text for text, place in places.items() if place.how == "shown"}


def is_for_board(command):
    """Whether it is typed in the board's Linux"""
    return command.board or first_word(command.text) in ("rprocctl", "dmesg") or bool(
        re.search(r"(^|[ >])/(sys|dev)/", command.text))


def has_words(text, mention):
    """Whether a command has the words of a mention in their order; WORD and ... in it
    stand for anything"""
    words = iter(shlex.split(text.replace("'", "").replace('"', "")))
    return all(word in words for word in mention.split()
               if not re.fullmatch(r"[A-Z]+|\.+", word))


class Table:
    """The table, with what else is needed to look a command up"""

    def __init__(self, places, commands, targets):
        self.places = places
        self.targets = targets
        self.used = first_lines(places)
        # those that a mention may be of
        self.blocks = {one.text for one in commands if one.kind != "sentence"}
        self.texts = {one.text for one in commands}

    def look_up(self, command):
        """A Place, "board" or "host" (typed.t types it there), "mention", or None"""
        everything = command.document + ": all"
        if command.text in self.places:
            self.used.add(command.text)
            return self.places[command.text]
        if everything in self.places and command.kind != "sentence":
            self.used.add(everything)
            return self.places[everything]
        if command.kind == "sentence" and self.is_mention(command.text):
            return "mention"
        if is_for_board(command):
            return "board"
        if first_word(command.text) == "teeproc-image":
            return "host"
        return None

    def is_mention(self, text):
        """Of a command that a block has, or that is longer, or of targets of make"""
        words = text.split()
        if words[0] == "make" and set(words[1:]) <= self.targets:
            return True
        return any((other in self.blocks or len(other.split()) > len(words)) and
                   has_words(other, text) for other in self.texts)

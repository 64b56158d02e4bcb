# SPDX-License-Identifier: BSD-2-Clause
"""The command lines that the documents and the manual pages show.

In a block (of Markdown, or .nf to .fi in a manual page's EXAMPLES) each line is a
command, but for comments; where some have a prompt, only those, and the others are what
they show. What a block has that is neither, a drawing or a file, is named in the table,
by its first line. In a sentence, a piece of code is one that has a program's name and
words behind it."""

import collections
import os
import re
import subprocess

PROGRAMS = ("apt", "apt-get", "arm-none-eabi-gcc", "cargo", "dkms", "dmesg", "echo",
            "gdb-multiarch", "git", "make", "modprobe", "remoteproc-runtime",
            "rprocctl", "teeproc-board", "teeproc-image", "west")
PROMPT = re.compile(r"(\$|board#) ")
HISTORY = "CHANGELOG.md"  # tells what was there, not what is to be typed

# kind: block, page or sentence; board: behind the board's prompt; shown: the lines that
# the document has behind it
Command = collections.namedtuple("Command", "document line kind board text shown")


def first_word(text):
    """The program, behind variables that are set for it"""
    for word in text.split():
        if not re.match(r"[A-Z_]+=", word):
            return word
    return ""


def of_block(document, kind, lines, no_commands):
    """The commands of a block: (number, text)..."""
    lines = [(number, text) for number, text in lines if text]
    if not lines or lines[0][1] in no_commands:
        return []
    prompts = any(PROMPT.match(text) for _, text in lines)
    found = []
    for number, text in lines:
        prompt = PROMPT.match(text)
        if prompts and not prompt:
            if found:
                found[-1].shown.append(text)
        elif not text.startswith("#"):
            text = re.sub(r"\s+# .*", "", text[prompt.end():] if prompt else text)
            found.append(Command(document, number, kind,
                                 bool(prompt) and prompt[1] == "board#", text, []))
    return found


def of_sentences(document, lines):
    """The commands in what lies between two blocks"""
    text = "\n".join(text for _, text in lines)
    for match in re.finditer(r"`([^`]+)`", text):
        code = " ".join(match[1].split())
        word = first_word(code)
        if len(code.split()) > 1 and (word in PROGRAMS or
                                      "/" in word and os.access(word, os.X_OK)):
            yield Command(document, lines[0][0] + text.count("\n", 0, match.start()),
                          "sentence", False, code, [])


def of_markdown(document, text, no_commands):
    """A fence that names a language other than the shell's has a file in it"""
    found, block, sentences, fence = [], [], [], None

    def flush():
        found.extend(of_block(document, "block", block, no_commands))
        if sentences:
            found.extend(of_sentences(document, sentences))
        block.clear()
        sentences.clear()

    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            flush()
            fence = line.strip("` \t") if fence is None else None
        elif fence is not None:
            if fence in ("", "sh", "bash", "shell", "console"):
                block.append((number, line.strip()))
        elif line.startswith(("    ", "\t")) or block and not line.strip():
            if sentences:
                flush()
            block.append((number, line.strip()))
        else:
            if block:
                flush()
            sentences.append((number, line))
    flush()
    return found


def of_page(document, text, no_commands):
    """EXAMPLES of a manual page"""
    found, section, block = [], "", None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(".SH"):
            section = line[4:].strip('" ')
        elif line == ".nf":
            block = []
        elif line == ".fi" and block is not None:
            found += of_block(document, "page", block, no_commands)
            block = None
        elif block is not None and section == "EXAMPLES":
            block.append((number, line.replace(r"\-", "-").replace(r"\e", "\\")))
    return found


def commands(no_commands):
    """All of them, in their order. no_commands: the first lines of other blocks"""
    files = subprocess.run(["git", "ls-files", "*.md", "*.[1-8]"], text=True,
                           stdout=subprocess.PIPE, check=True).stdout.split()
    found = []
    for document in files:
        if document != HISTORY:
            with open(document, encoding="utf-8") as file:
                text = file.read()
            found += (of_markdown if document.endswith(".md") else of_page)(
                document, text, no_commands)
    return found

# SPDX-License-Identifier: BSD-2-Clause
"""Plays the pseudo-TA and Linux's side of the mailbox against teeproc-board.

Board starts a board without application cores in a folder of its own; its
ControlPort sends requests as the pseudo-TA does, its Mailbox rings and waits as
Linux's driver does, and Board.ram is the application cores' RAM.
"""

import array
import atexit
import hashlib
import mmap
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
import zlib

RAM_PA = 0x40000000
PAGE = 4096
TIMEOUT_S = 60.0

RESET, RUNNING, CRASHED, EXITED = range(4)
REG_MAGIC, REG_VERSION, REG_CORE, REG_RESET, REG_SEQ, REG_ACK, REG_RESULT, \
    REG_STATE = range(0, 0x20, 4)
REG_INJECT_NTH, REG_INJECT_VERB, REG_INJECT_REASON, REG_REQUESTS, \
    REG_PRIVATE = range(0x40, 0x54, 4)
VEC_VQ0, VEC_VQ1, VEC_CRASH, VEC_RESET, VEC_SHUTDOWN = range(5)
VECTORS = VEC_SHUTDOWN + 1


class Refused(Exception):
    """The SoC answered err; str() is the reason."""


class Silence(Exception):
    """No answer, or the SoC closed the port."""


def parent_of(pid):
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            return int(stat.read().rpartition(b")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def crc_line(text):
    """A request or answer as it goes over the wire."""
    return b"\x02%s %08x\n" % (text, zlib.crc32(text))


class ControlPort:
    """The pseudo-TA's end of the control port."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(TIMEOUT_S)
        self.socket.connect(path)
        self.buffer = b""
        self.seq = 0

    def close(self):
        self.socket.close()

    def send_raw(self, data):
        self.socket.sendall(data)

    def read_line(self, timeout=TIMEOUT_S):
        """The text of the next answer, its CRC checked and taken off."""
        deadline = time.monotonic() + timeout
        while b"\n" not in self.buffer:
            self.socket.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                data = self.socket.recv(65536)
            except (socket.timeout, ConnectionError) as error:
                raise Silence("no answer") from error
            if not data:
                raise Silence("closed")
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        assert line[:1] == b"\x02", line
        text, crc = line[1:-9], line[-8:]
        assert b"%08x" % zlib.crc32(text) == crc, line
        return text

    def request(self, verb, *args, seq=None):
        """Send a request; a list of the answer's values, or Refused."""
        if seq is None:
            self.seq = self.seq + 1 & 0xffff
            seq = self.seq
        words = [verb] + [word if isinstance(word, str) else f"{word:x}"
                          for word in args]
        self.send_raw(crc_line(b"%04x %s" % (seq, " ".join(words).encode())))
        while True:
            answer = self.read_line().decode().split(" ")
            if int(answer[0], 16) == seq:
                break
        if answer[1] == "err":
            raise Refused(answer[2])
        assert answer[1] == "ok", answer
        return answer[2:]

    def state(self, core):
        return int(self.request("state", core)[0], 16)

    def wait_state(self, core, state, timeout=TIMEOUT_S):
        deadline = time.monotonic() + timeout
        while self.state(core) != state:
            assert time.monotonic() < deadline, "state %d" % self.state(core)
            time.sleep(0.005)


class Mailbox:
    """Linux's end of a mailbox: an ivshmem client."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(TIMEOUT_S)
        self.socket.connect(path)
        self.handshake = [self.message() for _ in range(3 + 2 * VECTORS)]
        page_fd = self.handshake[2][1]
        self.page = mmap.mmap(page_fd, 4096)
        os.close(page_fd)
        self.to_soc = [fd for _, fd in self.handshake[3:3 + VECTORS]]
        self.to_linux = [fd for _, fd in self.handshake[3 + VECTORS:]]

    def message(self):
        fds = array.array("i")
        data, control, _, _ = self.socket.recvmsg(8, socket.CMSG_SPACE(4))
        for level, kind, payload in control:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                fds.frombytes(payload[:4])
        return struct.unpack("<q", data)[0], fds[0] if fds else -1

    def close(self):
        for fd in self.to_soc + self.to_linux:
            os.close(fd)
        self.page.close()
        self.socket.close()

    def read(self, reg):
        return struct.unpack_from("<I", self.page, reg)[0]

    def write(self, reg, value):
        struct.pack_into("<I", self.page, reg, value)

    def ring(self, vector):
        os.write(self.to_soc[vector], struct.pack("<Q", 1))

    def raised(self, vector, timeout=TIMEOUT_S):
        """Wait for a vector and take it; False when it does not come."""
        fd = self.to_linux[vector]
        if not select.select([fd], [], [], timeout)[0]:
            return False
        os.read(fd, 8)
        return True

    def reset(self, hold, timeout=TIMEOUT_S):
        """Direct mode: ask for the reset line, return the result."""
        seq = self.read(REG_SEQ) + 1 & 0xffffffff
        self.write(REG_RESET, hold)
        self.write(REG_SEQ, seq)
        self.ring(VEC_RESET)
        deadline = time.monotonic() + timeout
        while self.read(REG_ACK) != seq:
            left = deadline - time.monotonic()
            assert left > 0 and self.raised(VEC_RESET, left), "no answer"
        return self.read(REG_RESULT)


class Board:
    """A teeproc-board without application cores, and its clients."""

    def __init__(self, program, dtbo, *options, wait=True):
        self.dir = tempfile.mkdtemp(prefix="teeproc-soc.")
        atexit.register(shutil.rmtree, self.dir, ignore_errors=True)
        self.log_dir = os.path.join(self.dir, "log")
        self.control_path = os.path.join(self.dir, "control")
        self.mailbox_prefix = os.path.join(self.dir, "mailbox")
        self.ram_path = os.path.join(self.dir, "ram")
        self.next_page = 0
        self.clients = []
        self.ram = None
        self.process = subprocess.Popen(
            [program, "--dtbo", dtbo, "--no-ap", "--control-socket",
             self.control_path, "--mailbox-socket", self.mailbox_prefix,
             "--ram-file", self.ram_path, "--log-dir", self.log_dir,
             "--timeout", "300", *options],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        atexit.register(self.process.kill)
        if wait:
            self.wait_up()

    def insist(self, connect):
        """Call connect until the board, which comes up, takes it."""
        deadline = time.monotonic() + TIMEOUT_S
        while True:
            try:
                return connect()
            except OSError:
                assert self.process.poll() is None, "board ended: " + \
                    self.process.stderr.read().decode()
                assert time.monotonic() < deadline, "board does not come up"
                time.sleep(0.005)

    def wait_up(self):
        self.control = self.insist(self.connect)
        with open(self.ram_path, "r+b") as ram:
            self.ram = mmap.mmap(ram.fileno(), 0)

    def connect(self):
        port = ControlPort(self.control_path)
        self.clients.append(port)
        return port

    def mailbox(self, core):
        # the sockets do not come all at once
        mailbox = self.insist(
            lambda: Mailbox(self.mailbox_prefix + str(core)))
        self.clients.append(mailbox)
        return mailbox

    def qemus(self):
        """Process ids of the board's children, the cores' QEMUs."""
        # the kernel's list of them may lack some while another one ends
        return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc")))
                if parent_of(pid) == self.process.pid]

    def qemu_of(self, core):
        for pid in self.qemus():
            with open(f"/proc/{pid}/cmdline", "rb") as cmdline:
                if b"core%d" % core in cmdline.read().split(b"\0"):
                    return pid
        return None

    def log(self, name):
        with open(os.path.join(self.log_dir, name), "rb") as log:
            return log.read()

    def wait_log(self, name, text, timeout=TIMEOUT_S):
        deadline = time.monotonic() + timeout
        while text not in self.log(name):
            assert time.monotonic() < deadline, (name, text, self.log(name))
            time.sleep(0.002)

    # RAM of the application cores

    def allocate(self, size):
        """PAs of fresh pages for @size bytes, each second one apart."""
        pages = [RAM_PA + PAGE * (self.next_page + 2 * i)
                 for i in range((size + PAGE - 1) // PAGE)]
        self.next_page += 2 * len(pages) + 2
        return pages

    def put_list(self, pages):
        data = struct.pack("<%dQ" % len(pages), *pages)
        place = RAM_PA + PAGE * self.next_page
        self.next_page += (len(data) + PAGE - 1) // PAGE + 1
        self.poke(place, data)
        return place

    def poke(self, pa, data):
        self.ram[pa - RAM_PA:pa - RAM_PA + len(data)] = data

    def peek(self, pa, size):
        return self.ram[pa - RAM_PA:pa - RAM_PA + size]

    def put(self, data, offset=0):
        """Data into scattered pages; PA of their list."""
        pages = self.allocate(offset + len(data))
        data = bytes(offset) + data
        for i, pa in enumerate(pages):
            self.poke(pa, data[i * PAGE:(i + 1) * PAGE])
        return self.put_list(pages)

    # what the pseudo-TA does

    def load(self, core, da, data, offset=0, digest=None):
        digest = digest or hashlib.sha256(data).hexdigest()
        self.control.request("load", core, da, len(data), digest,
                             self.put(data, offset), offset)

    def dump(self, core, da, size, offset=0):
        pages = self.allocate(offset + size)
        self.control.request("dump", core, da, size, self.put_list(pages),
                             offset)
        data = b"".join(self.peek(pa, PAGE) for pa in pages)
        return data[offset:offset + size]

    def end(self, how=signal.SIGTERM):
        """End the board; its exit status and what it said."""
        for client in self.clients:
            client.close()
        self.clients = []
        if self.process.poll() is None:
            self.process.send_signal(how)
        said = self.process.communicate(timeout=TIMEOUT_S)[1].decode()
        if self.ram:
            self.ram.close()
        left = set(os.listdir(self.dir)) - {"log", "ram"}
        shutil.rmtree(self.dir)
        return self.process.returncode, said, left

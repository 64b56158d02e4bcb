# SPDX-License-Identifier: BSD-2-Clause
"""What has to be there before a command line of a document is typed, as a user has it who
has read that far: shell for (document, command), or for the first one (document, None).
On the host $TOP is the clone and each document has a folder of its own."""

HOST = {
    ("docs/containers.md", None):
        "teeproc-image keygen --type p256 --out my.pem\n"
        "cp $TOP/build/firmware/teeproc-tcm.elf hello.elf",
    ("docs/firmware.md", None):
        "ln -s $TOP/build build; cp build/firmware/teeproc-tcm.elf my.elf",
    ("docs/keys.md", None):
        "echo a passphrase >passphrase\n"
        "teeproc-image keygen --type p256 --out release2.pem\n"
        "teeproc-image pubkey --key release2.pem --out release2.blob\n"
        "cp $TOP/build/firmware/teeproc-tcm.elf m4.elf",
    ("docs/keys.md", "teeproc-image verify --pubkey release2.blob m4.signed"):
        "rm m4.signed\n"
        "teeproc-image sign --key release2.pem --target m4-0@soc --out m4.signed m4.elf",
    ("tools/teeproc-image/teeproc-image.1", None):
        "cp $TOP/build/board/secure.dtbo board.dtb\n"
        "cp $TOP/build/firmware/teeproc-tcm.elf fw.elf",
    ("README.md", "make run FIRMWARE=my.elf"):
        "cp build/firmware/teeproc-tcm.elf my.elf",
    ("board/run/teeproc-board.1",
     "teeproc-board run --script test.sh --junit result.xml my.elf"):
        "cp build/tests/run/hello.elf my.elf\n"
        "printf '#!/bin/sh\\necho ok 1\\necho 1..1\\n' >test.sh; chmod +x test.sh",
}

# In the board, where my.elf runs. Its channel is there a little later than it is.
CHANNEL = "until [ -c /dev/rpmsg0 ]; do usleep 50000; done\n"
CRASH = "rprocctl recovery m4-0 off\n" + CHANNEL + "echo teeproc crash >/dev/rpmsg0\n"
SIGNED = "/lib/firmware/m4-0/my.elf"

BOARD = {
    ("README.md", None):
        f"rprocctl stop m4-0; cp {SIGNED} /lib/firmware/teeproc-tcm.signed",
    ("README.md", "echo start > state"):
        "rprocctl stop m4-0\n"
        "cd /lib/firmware && cp teeproc-tcm.signed tampered.signed\n"
        "printf '\\377\\0\\377' | dd of=tampered.signed bs=1 seek=30000 conv=notrunc "
        "2>/dev/null\n"
        "cmp -s teeproc-tcm.signed tampered.signed && exit 1\n"
        "cd /sys/class/remoteproc/remoteproc0 && echo tampered.signed >firmware",
    ("docs/board.md", None): "rprocctl start m4-0 m4-0/my.elf",
    ("docs/board.md", "rprocctl log m4-0 | grep -q 'is up' || exit 1"): CHANNEL,
    ("docs/board.md", "rprocctl start m4-0 m4-0/my.elf"): "rprocctl stop m4-0",
    ("docs/firmware.md", None): CHANNEL,
    ("docs/firmware.md", "echo start >/sys/class/remoteproc/remoteproc0/state"):
        "rprocctl stop m4-0",
    ("docs/firmware.md", "echo teeproc crash >/dev/rpmsg0"):
        CHANNEL + "rprocctl recovery m4-0 off",
    ("docs/linux.md", None):
        "rprocctl wait m4-0 crashed --timeout 60\n"
        "rprocctl recovery m4-0 on\n"
        "rprocctl restart m4-0; rprocctl stop m4-0\n"
        f"cp {SIGNED} /lib/firmware/m4.signed",
    ("docs/linux.md",
     "echo remoteproc-0 > /sys/bus/platform/drivers/teeproc_rproc/bind"):
        "echo remoteproc-0 >/sys/bus/platform/drivers/teeproc_rproc/unbind",
    ("docs/linux.md", "echo recover > recovery"):
        "rprocctl start m4-0 m4.signed\n" + CRASH +
        "rprocctl wait m4-0 crashed --timeout 60\n"
        "cd /sys/class/remoteproc/remoteproc0",
    ("docs/linux.md", "echo stop > state"): "rprocctl wait m4-0 running --timeout 60",
    ("tools/rprocctl/rprocctl.1", None):
        f"cd /tmp; rprocctl stop m4-0; cp {SIGNED} /lib/firmware/teeproc-sram.elf",
    ("tools/rprocctl/rprocctl.1", "rprocctl ping m4-0 -c 3"): CHANNEL,
    ("tools/rprocctl/rprocctl.1", "rprocctl wait m4-0 crashed --timeout 60"):
        CHANNEL + "echo teeproc crash >/dev/rpmsg0",
}

# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# For said.t and said_keys.t: all that teeproc-image says, on both outputs, and how it
# ends, of commands that are right, and of those that are just not: it is what
# tests/image/said/ has, a file for each part, a function PART_ of the test. With --write
# a test writes them there anew, to be looked at before they are believed; with names of
# parts it does those alone.

# no sanitizers, since these are many commands: tool.t has them
TOOL=${TOOL:-build/tools/teeproc-image/teeproc-image}
. tests/image/lib.sh
TOOL=$(realpath "$TOOL")
MAKE_ELF=$(realpath $MAKE_ELF)
expected=$PWD/tests/image/said
real=$PWD/tests/boards/real.dts
rsa=$PWD/tests/image/rsa2048.pem
write=
[ "${1:-}" != --write ] || { write=1 && shift; }
cd "$dir" || exit 1
unset TEEPROC_PASSPHRASE

many() { # N TEXT
	printf "%$1s" '' | sed "s/ /$2/g"
}

# try ARGUMENT...: the tool, into said
try() {
	local shown status

	printf -v shown ' %q' "$@"
	echo "\$$shown" >>said
	"$TOOL" "$@" >out 2>err </dev/null
	status=$?
	cat out >>said
	sed 's/^/! /' err >>said
	echo "= $status" >>said
}

# is NAME: what has been said since the last one
is() {
	(echo '# SPDX-License-Identifier: BSD-2-Clause' && cat said) >now
	[ -z "$write" ] || cp now "$expected/$1"
	: >said
	cmp -s now "$expected/$1"
	local same=$?
	[ $same = 0 ] || diff "$expected/$1" now | head -n 20 | sed 's/^/# /'
	ok $same "$1"
}

"$TOOL" keygen --type p256 --out p256.pem
# to make one takes long
cp "$rsa" rsa2048.pem
for type in p256 rsa2048; do
	"$TOOL" pubkey --key $type.pem --out $type.blob --hash-out $type.hash --pem-out $type.pub
done
"$TOOL" keygen --type p256 --out other.pem
$MAKE_ELF fw.elf segment=0x21000000:0x400:0x400 rsc=0x21000010
$MAKE_ELF two.elf machine=243 segment=0x40000000:0x101:0x200
"$TOOL" sign --key p256.pem --out plain.fw fw.elf
openssl pkey -in p256.pem -passout pass:secret -aes128 -out pass.pem
printf 'secret' >pass

# parts ALL [PART...]: those that are asked for, or all, and the end
parts() {
	local all=$1 part
	shift
	# shellcheck disable=SC2086 # a list of words
	[ $# -gt 0 ] || set -- $all
	for part; do
		"${part}_"
	done
	done_testing
}

#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Each call by which teeproc-image allocates, hashes, signs, reads or writes fails
# once, in each of its commands: it says so in one sentence, ends with 1, and leaves no
# file behind. What may fail and be made up for is named below. Without TEEPROC_ALL only
# the first and the last call of each name.
set -u
TOOL=${FAILING_TOOL:-build/tests/image/teeproc-image-failing}
. tests/image/lib.sh
TOOL=$(realpath "$TOOL")
MAKE_ELF=$(realpath $MAKE_ELF)
cd "$dir" || exit 1

for type in p256 rsa2048; do
	"$TOOL" keygen --type $type --out $type.pem
	"$TOOL" pubkey --key $type.pem --out $type.blob
done
# the last area of one is a vring, and the last thing that is found of the other an overlap
$MAKE_ELF fw.elf segment=0x21000000:0x1003:0x2000 segment=0x20000000:0:0x40 rsc=0x21000010 pokersc=152:0xffffffff
$MAKE_ELF over.elf segment=0x21000000:0x1003:0x2000 rsc=0x21000010 pokersc=36:0x21c00000
$MAKE_ELF large.elf segment=0x21000000:0x100000:0x100000
"$TOOL" sign --key p256.pem --name n --target 0 --out p256.fw fw.elf
"$TOOL" sign --key rsa2048.pem --out rsa2048.fw fw.elf
measured=$("$TOOL" inspect p256.fw | sed -n 's/^measurement once loaded: //p')
echo secret >pass
"$TOOL" otp --create --add p256.blob otp.json >/dev/null

# one_fails N COMMAND...: with its N-th call, whose name is $called; what is written only
# if all but the last step went well may be there
one_fails() {
	local status lines

	ASAN_OPTIONS=$refused_asan FAIL=$1 "$TOOL" "${@:2}" >stdout 2>stderr
	status=$?
	mapfile -t lines <stderr
	# a measurement is the right one or none
	[ $status = 0 ] && [[ " $made_up " == *" $called "* ]] &&
		! grep measurement stdout | grep -qv "$measured" && return
	if [ $status = 1 ] && [ ${#lines[@]} = 1 ] && [[ ${lines[0]} == teeproc-image:\ ?*:\ ?* ]] &&
		[ "$(echo .*.??????)" = '.*.??????' ]; then
		[[ ${lines[0]} == *"cannot sync"* || ${lines[0]} == *"has the key"* ||
			" $made_up " == *" new "* ]] && return
		[ ! -e new ] && [ "$(<otp.json)" = "$before" ] && return
	fi
	echo "# call $1, $called: status $status"
	printf '# %s\n' "${lines[@]:0:4}"
	return 1
}

# fails MADE_UP NAME COMMAND...: each of its calls; MADE_UP: those without which it can
# do, and "new" if that file is written whatever is refused then
fails() {
	local made_up=$1 name=$2 bad=0 tried=0 n names before called
	local -A first=() last=()
	shift 2
	before=$(<otp.json)
	FAIL_LOG=log "$TOOL" "$@" >stdout 2>stderr
	ok $? "$name: as it is"
	mapfile -t names <log
	for n in "${!names[@]}"; do
		: "${first[${names[n]}]:=$n}"
		last[${names[n]}]=$n
	done
	for n in "${!names[@]}"; do
		called=${names[n]}
		[ -n "${TEEPROC_ALL:-}" ] || [ $n = ${first[$called]} ] ||
			[ $n = ${last[$called]} ] || continue
		tried=$((tried + 1))
		[ ! -e new ] || rm new
		echo "$before" >otp.json
		one_fails $((n + 1)) "$@" || bad=1
	done
	rm -f new
	echo "$before" >otp.json
	[ $tried -gt 0 ] || bad=1
	ok $bad "$name: $tried of its ${#names[@]} calls"
}

# a key that does not tell its public half has another object that does, or that too tells
open=EVP_PKEY_get_bn_param
fails '' 'a key' keygen --type p256 --out new
fails '' 'a key with a passphrase' keygen --type p256 --passphrase-file pass --out new
for type in p256 rsa2048; do
	fails $open "the blob of $type" pubkey --key $type.pem --out new
	fails '' "of its blob: $type" pubkey --key $type.blob --pem-out new
	fails $open "sign with $type" sign --key $type.pem --out new fw.elf
	fails '' "verify with $type" verify --pubkey $type.blob $type.fw
done
# without a thread it copies behind the hashing
fails "pthread_create $open" 'a large file' sign --key p256.pem --out new --tlv 0x10000=0x1 large.elf
fails '' 'verify core and measurement' verify --pubkey p256.blob --core 0 --measurement "$measured" p256.fw
# what can't be hashed is shown as not the same
hashing='EVP_MD_CTX_new EVP_MD_fetch EVP_DigestInit_ex2 EVP_DigestUpdate EVP_DigestFinal_ex'
fails "$hashing" 'inspect' inspect p256.fw
fails '' 'inspect an ELF file' inspect fw.elf
fails '' 'inspect an overlap' inspect over.elf
fails "$hashing malloc open_memstream json_loadb" 'inspect as JSON' inspect --json p256.fw
fails "$hashing new" 'inspect as SVG' inspect --svg new p256.fw
fails '' 'a one-time memory' otp --create new
fails '' 'a key for it' otp --add rsa2048.blob otp.json
fails '' 'a counter' otp --counter 3=9 otp.json
fails '' 'a revocation' otp --revoke 0 otp.json
fails '' 'show it' otp --show otp.json
fails '' 'show it as JSON' otp --show --json otp.json

# --- a counter only grows: with its file the folder that has the name is synchronised, which comes last
FAIL_LOG=log "$TOOL" otp --counter 3=9 otp.json >/dev/null
syncs() {
	FAIL=$(sed -n '/^fsync$/=' log | tail -n 1) "$TOOL" "$@"
}
refuses 1 'otp.json: cannot sync its folder: ' 'a folder that cannot be synchronised' \
	syncs otp --counter 3=10 otp.json

# --- what is copied beside the hashing is waited for; until it is done, it has a name of its own
SLOW=1 "$TOOL" sign --key p256.pem --out new large.elf &
seen=1
while kill -0 $! 2>/dev/null; do
	[ "$(echo .new.??????)" = '.new.??????' ] || seen=0
	sleep 0.01
done
wait $! && "$TOOL" verify --pubkey p256.pem new
ok $? 'a file that takes long to be written'
ok $seen 'until then it is hidden'
rm -f new
ended() {
	ENDED=1 "$TOOL" sign --key p256.pem --out new large.elf 2>/dev/null
	[ $? = 143 ] && [ "$(echo .new.??????)" = '.new.??????' ] && [ ! -e new ]
}
ended
ok $? 'a signal when it is made leaves nothing'
ended <&-
ok $? 'nor where it is the standard input'
# --- few bytes at a time
for file in fw large; do
	PIECES=1 "$TOOL" sign --key p256.pem --out new $file.elf && "$TOOL" verify --pubkey p256.pem new
	ok $? "piece by piece: $file"
	rm -f new
	PIECES=1 "$TOOL" sign --key p256.pem --out /dev/stdout $file.elf | cat >new
	"$TOOL" verify --pubkey p256.pem new
	ok $? "piece by piece, to a pipe: $file"
	rm -f new
done

# --- images of 2 GiB: not refused is a file that is just small enough, of which nothing
# but its headers is read before the key is missed
grown() {
	GROWN=$1 "$TOOL" sign --key none --out new "${@:2}"
}
# sizes so that 1073741000 more for each are 2 GiB
$MAKE_ELF first.elf segment=0x21000000:0x10:0x10
$MAKE_ELF second.elf segment=0x22000000:0x10:0x10
truncate -s 1024 first.elf
truncate -s 623 second.elf
refuses 1 'none: no private key' '2 GiB but a byte' grown $((0x7fffffff - 1024)) first.elf
refuses 1 'first.elf: .* larger than 4 GiB' '2 GiB' grown $((0x80000000 - 1024)) first.elf
refuses 1 'none: no private key' 'two files of 2 GiB but a byte' grown 1073741000 first.elf second.elf
truncate -s 624 second.elf
refuses 1 'second.elf: .* larger than 4 GiB' 'two files of 2 GiB' grown 1073741000 first.elf second.elf
done_testing

#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# What is said of keys, and of the file of a SoC's slots: see lib-said.sh.
set -u
. tests/image/lib-said.sh

# keys
keys_() {
	try keygen --type p256
	try keygen --out x
	try keygen --type p256 --out x y
	try keygen --type dsa --out x
	try keygen --type p256 --out p256.pem
	try keygen --type p256 --passphrase-file pass --out p256.pem
	try keygen --type p256 --force --out other.pem
	try keygen --type p256 --out none/x
	try keygen --type p256 --out y --passphrase-file none
	printf '\nsecret\n' >empty
	printf 'secret\r\nmore' >lines
	printf 'secret\0x\n' >zero
	# not one of these ends a line
	printf 'a\tb\vc\fd\1e\x7f' >controls
	printf a >short
	try keygen --type p256 --out controls.pem --passphrase-file controls
	try pubkey --key controls.pem --passphrase-file short
	openssl pkey -in controls.pem -passin file:controls -noout 2>out
	ok $? "a passphrase with controls is what OpenSSL takes for one"
	printf '%s' "$(many 1023 x)" >longest
	printf '%s' "$(many 1024 x)" >toolong
	for file in empty lines zero longest toolong; do
		try keygen --type p256 --out $file.pem --passphrase-file $file
	done
	try pubkey --key lines.pem --passphrase-file pass --hash-out lines.hash
	try pubkey --key longest.pem --passphrase-file longest --hash-out longest.hash
	cmp -s longest.hash lines.hash
	[ $? = 1 ] && [ -s longest.hash ] && [ "$(stat -c %s lines.hash)" = 32 ]
	ok $? "hashes of two keys"
	try pubkey --key pass.pem
	try pubkey --key pass.pem --passphrase-file longest
	try pubkey --key lines.pem --passphrase-file pass --out x.blob
	for file in longest toolong; do
		TEEPROC_PASSPHRASE=$(<$file) try pubkey --key longest.pem --out $file.blob
	done
	TEEPROC_PASSPHRASE=wrong try pubkey --key pass.pem --passphrase-file pass --out x.blob
	TEEPROC_PASSPHRASE=secret try pubkey --key pass.pem --out x.blob
	TEEPROC_PASSPHRASE='' try pubkey --key pass.pem --out x.blob
	for type in p256 rsa2048; do
		try pubkey --key $type.pub --out again.blob --hash-out again.hash --pem-out again.pub
		cmp -s again.blob $type.blob && cmp -s again.hash $type.hash && cmp -s again.pub $type.pub
		ok $? "a key's public parts are the same again: $type"
		[ "$(openssl pkey -in $type.pem -pubout 2>/dev/null)" = "$(<again.pub)" ] &&
			[ "$(openssl dgst -sha256 -binary $type.blob | od -An -tx1)" = "$(od -An -tx1 $type.hash)" ]
		ok $? "and are those of OpenSSL: $type"
		blob=$(od -An -tx1 -v $type.blob | tr -d ' \n')
		hash=$(od -An -tx1 -v $type.hash | tr -d ' \n')
		"$TOOL" pubkey --key $type.blob >out 2>&1
		sed "s/^blob: $blob\$/blob: BLOB/; s/^hash: $hash\$/hash: HASH/" out >>said
	done
	for file in p256.blob rsa2048.blob; do
		head -c -1 $file >short.blob
		(cat $file && printf x) >long.blob
		try pubkey --key short.blob
		try pubkey --key long.blob
	done
	openssl req -new -x509 -key rsa2048.pem -subj /CN=x -out rsa.crt 2>/dev/null
	openssl req -new -x509 -key p256.pem -subj /CN=x -outform DER -out p256.crt 2>/dev/null
	openssl pkey -in p256.pem -outform DER -out p256.der
	openssl pkcs12 -export -inkey p256.pem -nocerts -passout pass:secret -out p256.p12 2>/dev/null
	for file in rsa.crt p256.crt p256.der p256.p12; do
		try pubkey --key $file --out of.blob --passphrase-file pass
		cmp of.blob ${file%.*}*.blob >>said 2>&1
	done
	try sign --key p256.crt --out x fw.elf
	try sign --key p256.p12 --passphrase-file pass --out p12.fw fw.elf
	try verify --pubkey p256.pem p12.fw
	for curve in P-384 secp256k1; do
		openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:$curve -out $curve.pem 2>/dev/null
		try pubkey --key $curve.pem
	done
	openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out 1024.pem 2>/dev/null
	try pubkey --key 1024.pem
	openssl genpkey -algorithm ed25519 -out ed.pem 2>/dev/null
	try pubkey --key ed.pem
	# numbers that are none of RSA's
	modulus=$(openssl rsa -in rsa2048.pem -noout -modulus 2>/dev/null)
	for numbers in "${modulus#*=} 02" "${modulus#*=} 01" "${modulus#*=} 0100000001" "${modulus#*=} FFFFFFFF" \
		"$(sed 's/^Modulus=//; s/.$/8/' <<<"$modulus") 010001"; do
		printf '%s\n' 'asn1=SEQUENCE:rsa' '[rsa]' "n=INTEGER:0x${numbers% *}" "e=INTEGER:0x${numbers#* }" >numbers
		openssl asn1parse -genconf numbers -noout -out numbers.der
		openssl rsa -RSAPublicKey_in -inform DER -in numbers.der -pubout -out numbers.pub 2>/dev/null
		try pubkey --key numbers.pub --out x.blob
	done
	# of several keys the first one
	for type in p256 rsa2048; do
		cat $type.pem p256.pem rsa2048.pem >several.pem
		try pubkey --key several.pem --hash-out of.hash
		cmp of.hash $type.hash >>said 2>&1
	done
	# what is damaged ends it, whatever comes behind
	(printf '%s\n' '-----BEGIN CERTIFICATE-----' AAAA '-----END CERTIFICATE-----' && cat p256.pem) >damaged.pem
	try pubkey --key damaged.pem
	try pubkey --key p256.blob x
	try pubkey --out x
	try pubkey --key none
	try pubkey --key fw.elf
	try pubkey --key p256.blob --out none/x
	try pubkey --key p256.blob --hash-out none/x
	try pubkey --key p256.blob --pem-out none/x
	try pubkey --key p256.blob --out none/x --hash-out none/y --pem-out none/z
	is keys
}

# otp
otp_() {
	try otp --show otp.json
	try otp --add p256.blob otp.json
	try otp --create otp.json
	cat otp.json >>said
	try otp --create otp.json
	try otp --show otp.json
	try otp --show --json otp.json
	try otp otp.json
	try otp --show
	try otp --show otp.json x
	try otp --show --show otp.json
	try otp --show --revoke 0 otp.json
	try otp --create --show --json new.json
	try otp --create --counter 2=5 counted.json
	cat counted.json >>said
	for number in 010 0x10 0X1F 08; do
		try otp --create --counter "2=$number" "of-$number.json"
	done
	try otp --create --json new2.json
	cat new2.json >>said
	for option in --add --slot --cores --revoke --counter; do
		try otp $option
	done
	for slot in -1 0 3 4 "" x; do
		try otp --revoke "$slot" otp.json
		try otp --slot "$slot" otp.json
		try otp --add p256.blob --slot "$slot" none.json
	done
	for cores in 0 15 16 0,15 0,16 0,0 1,2,1 "" ',' '0,' ',0' -1 x 0x3; do
		try otp --add p256.blob --cores "$cores" none.json
	done
	for counter in 0 =1 0= 0=x x=1 0=1 15=1 16=1 0=4294967295 0=4294967296 0=-1 0x3=0x4; do
		try otp --counter "$counter" none.json
	done
	try otp --add p256.blob --cores 0,1 --cores 1 none.json
	try otp --cores 0 --show otp.json
	try otp --slot 0 --show otp.json
	try otp --slot 0 --create x.json
	try otp --json --create x.json
	try otp --json --add p256.blob otp.json
	try otp --add none otp.json
	try otp --add fw.elf otp.json
	try otp --add p256.blob none/otp.json
	try otp --create none/otp.json
	try otp --revoke 0 otp.json
	try otp --counter 0=1 otp.json
	try otp --counter 0=1 otp.json
	try otp --counter 0=0 otp.json
	try otp --counter 0=2 otp.json
	try otp --counter 3=0 otp.json
	try otp --counter 3=0x10 otp.json
	try otp --counter 2=7 otp.json
	cat otp.json >>said
	try otp --show otp.json
	try otp --show --json otp.json
	try otp --show .
	is otp
}

# the one-time memory with keys: as words, of any key its own
burned_() {
	# what is another one each time: each word of it, and the bytes
	known() {
		python3 - said p256 rsa2048 other more <<'END'
import hashlib, re, struct, sys
text = open(sys.argv[1], encoding="utf-8").read()
for name in sys.argv[2:]:
    blob = open(name + ".blob", "rb").read()
    for what, of in (blob, "blob"), (hashlib.sha256(blob).digest(), "hash"):
        words = struct.unpack(f"<{len(what) // 4}I", what)
        pattern = r"(\s+)".join(f"0x{word:08x}" for word in words)
        text = re.sub(pattern, lambda m: "".join(
            f"{name[0]}{n}" + (m[n + 1] if n + 1 < len(words) else f" {of}")
            for n in range(len(words))), text)
        text = text.replace(what.hex(), f"{of} of {name}")
open(sys.argv[1], "w", encoding="utf-8").write(text)
END
	}
	"$TOOL" pubkey --key other.pem --out other.blob
	"$TOOL" keygen --type p256 --out more.pem
	"$TOOL" pubkey --key more.pem --out more.blob
	try otp --create --add p256.blob --slot 2 keys.json
	try otp --add rsa2048.pem --cores 0,15 keys.json
	try otp --add p256.blob keys.json
	try otp --add rsa2048.blob --slot 3 keys.json
	try otp --add other.pem --slot 2 keys.json
	try otp --revoke 1 keys.json
	try otp --revoke 3 keys.json
	try otp --revoke 0 keys.json
	try otp --revoke 0 keys.json
	try otp --add rsa2048.blob keys.json
	try otp --add other.pem --cores 7 keys.json
	try otp --show keys.json
	try otp --show --json keys.json
	try otp --add more.pem --slot 3 --cores 3 keys.json
	try otp --show keys.json
	try otp --add p256.pem keys.json
	cat keys.json >>said
	sed -i 's/"blob": "..*"/"blob": "ffeeddccbb"/' keys.json
	try otp --show keys.json
	try otp --show --json keys.json
	printf '{"keys": [{"blob": "", "revoked": true}, {"blob": "%s", "cores": []}]}' \
		"$(od -An -tx1 -v p256.blob | tr -d ' \n')" >revoked.json
	try otp --show revoked.json
	try otp --show --json revoked.json
	try otp --add p256.pem --slot 0 revoked.json
	try otp --add other.pem --slot 0 revoked.json
	try otp --add other.pem revoked.json
	try otp --revoke 0 revoked.json
	cat revoked.json >>said
	known
	is burned
}

parts 'keys otp burned' "$@"

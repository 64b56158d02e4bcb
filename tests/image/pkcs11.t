#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Keys on a token: a pkcs11: URI signs, by OpenSSL's provider and SoftHSM.
set -u
TOOL=${TOOL:-build/tools/teeproc-image/teeproc-image}
. tests/image/lib.sh
module=$(find /usr/lib -name libsofthsm2.so -print -quit)
provider=$(find build/cache/pkcs11-provider/ -name pkcs11.so -print -quit)

mkdir "$dir/tokens"
cat >"$dir/softhsm.conf" <<END
directories.tokendir = $dir/tokens
objectstore.backend = file
log.level = ERROR
END
cat >"$dir/openssl.cnf" <<END
openssl_conf = init
[init]
providers = providers
[providers]
default = default_provider
pkcs11 = pkcs11_provider
[default_provider]
activate = 1
[pkcs11_provider]
module = $PWD/$provider
pkcs11-module-path = $module
activate = 1
END
export SOFTHSM2_CONF=$dir/softhsm.conf

softhsm2-util --init-token --free --label teeproc --pin 1234 --so-pin 5678 \
	>"$dir/log" 2>&1
ok $? "a token"
token() {
	pkcs11-tool --module "$module" --token-label teeproc --login --pin 1234 \
		"$@" >"$dir/log" 2>&1 || sed 's/^/# /' "$dir/log"
}
token --keypairgen --key-type EC:prime256v1 --label p256 --id 01
token --keypairgen --key-type rsa:2048 --label rsa2048 --id 02
token --keypairgen --key-type EC:secp384r1 --label p384 --id 03
# two keys whose halves are named crosswise
token --keypairgen --key-type EC:prime256v1 --label one --id 04
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
	-out "$dir/other.pem" 2>/dev/null
openssl pkey -in "$dir/other.pem" -pubout -outform DER -out "$dir/other.der"
token --delete-object --type pubkey --id 04
token --write-object "$dir/other.der" --type pubkey --label one --id 04

make_sample "$dir/fw.elf"
echo 1234 >"$dir/pin"
echo 4321 >"$dir/badpin"
hsm() {
	OPENSSL_CONF=$dir/openssl.cnf timeout 60 setsid "$TOOL" "$@"
}
for type in p256 rsa2048; do
	uri="pkcs11:token=teeproc;object=$type"
	accepts "$type signs" hsm sign --key "$uri;type=private" \
		--passphrase-file "$dir/pin" --out "$dir/$type.fw" "$dir/fw.elf"
	accepts "$type with its type in the middle" hsm sign \
		--key "pkcs11:token=teeproc;type=private;object=$type" \
		--passphrase-file "$dir/pin" --out "$dir/$type.fw" "$dir/fw.elf"
	accepts "$type without its type" hsm sign --key "$uri" \
		--passphrase-file "$dir/pin" --out "$dir/$type.fw" "$dir/fw.elf"
	accepts "$type's public key" hsm pubkey --key "$uri;type=public" \
		--out "$dir/$type.blob" --pem-out "$dir/$type.pub"
	accepts "$type: verified without the token" tool verify \
		--pubkey "$dir/$type.blob" "$dir/$type.fw"
	accepts "$type: by its PEM" tool verify --pubkey "$dir/$type.pub" \
		"$dir/$type.fw"
	accepts "$type: and with it" hsm verify --pubkey "$uri;type=public" \
		"$dir/$type.fw"
done
accepts "the PIN from the environment" env TEEPROC_PASSPHRASE=1234 \
	OPENSSL_CONF="$dir/openssl.cnf" "$TOOL" sign \
	--key "pkcs11:token=teeproc;object=p256" --out "$dir/env.fw" "$dir/fw.elf"
accepts "the PIN in the URI" hsm sign \
	--key "pkcs11:token=teeproc;object=p256?pin-value=1234" \
	--out "$dir/uri.fw" "$dir/fw.elf"

rejects() {
	local pattern=$1 name=$2
	shift 2
	hsm sign --out "$dir/no.fw" "$dir/fw.elf" "$@" </dev/null 2>"$dir/stderr"
	local status=$?
	# a token asks on its own account as well
	[ $status = 1 ] && grep '^teeproc-image: pkcs11:\|^teeproc-image: /' \
		"$dir/stderr" | grep -qE "$pattern" && [ ! -e "$dir/no.fw" ]
	ok $? "$name"
}
rejects "no passphrase is given" "no PIN" \
	--key "pkcs11:token=teeproc;object=p256;type=private"
rejects "does not fit" "the wrong PIN" --passphrase-file "$dir/badpin" \
	--key "pkcs11:token=teeproc;object=p256;type=private"
rejects "no such key" "no such object" --passphrase-file "$dir/pin" \
	--key "pkcs11:token=teeproc;object=none;type=private"
rejects "cannot be used" "a P-384 key" --passphrase-file "$dir/pin" \
	--key "pkcs11:token=teeproc;object=p384;type=private"
rejects "no pair" "halves that do not fit" --passphrase-file "$dir/pin" \
	--key "pkcs11:token=teeproc;object=one;type=private"
# --- a PIN in the URI is in no message, whatever goes wrong
secret=73952846
keeps() {
	local name=$1 pattern=$2
	shift 2
	"$@" >"$dir/stdout" 2>"$dir/stderr" </dev/null
	[ $? != 0 ] && grep -qE "$pattern" "$dir/stderr" &&
		! grep -q "$secret" "$dir/stdout" "$dir/stderr"
	local status=$?
	[ $status = 0 ] || sed 's/^/# /' "$dir/stderr"
	ok $status "no PIN in: $name"
}
uri="pkcs11:token=teeproc;object=p256?pin-value=$secret"
keeps "a wrong one" 'pkcs11:token=teeproc;object=p256\.\.\.: ' hsm sign --key "$uri" \
	--out "$dir/no.fw" "$dir/fw.elf"
keeps "no such object" ': ' hsm sign --key "pkcs11:object=none?pin-value=$secret" \
	--out "$dir/no.fw" "$dir/fw.elf"
keeps "no such token" ': ' hsm pubkey --key "pkcs11:token=x?pin-value=$secret"
keeps "behind another part of the query" ': ' hsm sign \
	--key "pkcs11:object=x?module-name=y&pin-value=$secret" --out "$dir/no.fw" "$dir/fw.elf"
keeps "a file that has one" ': ' hsm sign --key "pkcs11:object=x?pin-source=file:/$secret" \
	--out "$dir/no.fw" "$dir/fw.elf"
keeps "in the wrong place" 'PIN-Value=\.\.\.: ' hsm verify \
	--pubkey "pkcs11:object=x;PIN-Value=$secret" "$dir/p256.fw"
keeps "verify" ': ' hsm verify --pubkey "$uri" "$dir/p256.fw"
keeps "no provider" 'no provider for PKCS#11' env OPENSSL_MODULES="$dir" "$TOOL" sign \
	--key "$uri" --out "$dir/no.fw" "$dir/fw.elf"
keeps "an output" 'cannot write' "$TOOL" keygen --type p256 --out "$dir/$uri/x"
keeps "an input" ': ' "$TOOL" inspect "$uri"
keeps "an ELF file" ': ' "$TOOL" sign --key "$dir/other.pem" --out "$dir/no.fw" "$uri"
keeps "a passphrase file" ': ' "$TOOL" sign --key "$dir/other.pem" \
	--passphrase-file "$uri" --out "$dir/no.fw" "$dir/fw.elf"
keeps "a wrong option" 'no such option; see' "$TOOL" sign "--kee=$uri: x"
keeps "a wrong value" 'not a number' "$TOOL" sign --rollback "$uri"
keeps "a wrong command" 'no such command' "$TOOL" "$uri"
# and where a file is called so
cp "$dir/fw.elf" "$dir/a?pin-value=$secret"
"$TOOL" inspect "$dir/a?pin-value=$secret" >"$dir/stdout"
"$TOOL" inspect --json "$dir/a?pin-value=$secret" >>"$dir/stdout"
"$TOOL" inspect --svg - "$dir/a?pin-value=$secret" >>"$dir/stdout"
[ "$(grep -c 'pin-value=\.\.\.\|pin-value="' "$dir/stdout")" = 3 ] &&
	! grep -q "$secret" "$dir/stdout"
ok $? "no PIN in what inspect shows, in text, JSON and picture"
refuses 1 "no provider for PKCS#11" "no provider" env OPENSSL_MODULES="$dir" "$TOOL" sign --out "$dir/no.fw" \
	--key "pkcs11:token=teeproc;object=p256" "$dir/fw.elf"
done_testing

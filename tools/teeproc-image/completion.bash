# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Completion for teeproc-image in bash: source it, or put it where
# bash-completion looks, as teeproc-image.

_teeproc_image() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local options=

	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W \
			"keygen pubkey sign check verify inspect otp --help --version" -- "$word")
		return
	fi
	case $before in
	--type)
		mapfile -t COMPREPLY < <(compgen -W \
			"rsa2048 rsa3072 rsa4096 p256" -- "$word")
		return
		;;
	--slot | --cores | --revoke | --counter) return ;;
	--target | --core | --class | --soc) return ;;
	--rollback | --name | --version | --tlv) return ;;
	--add | --board | --measurement | --key | --pubkey | --out | --hash-out | --pem-out | --svg | --passphrase-file)
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return
		;;
	esac
	case ${COMP_WORDS[1]} in
	keygen) options="--type --out --passphrase-file --force" ;;
	pubkey) options="--key --out --hash-out --pem-out --passphrase-file" ;;
	sign)
		options="--key --out --target --rollback --name --version --debug --tlv
			--no-key-info --passphrase-file --board --core"
		;;
	check) options="--board --core" ;;
	verify) options="--pubkey --any-key-info --core --class --soc --measurement --passphrase-file" ;;
	inspect) options="--json --svg" ;;
	otp)
		options="--create --add --slot --cores --revoke --counter --show --json"
		;;
	esac
	if [ "${word#-}" != "$word" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}
complete -o filenames -F _teeproc_image teeproc-image

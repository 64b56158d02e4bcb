// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-image keygen, pubkey */
#include <errno.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../common/hex.h"
#include "file.h"
#include "key.h"
#include "tool.h"

/*
 * The work of trying one passphrase: 16 MiB, five times over, which OWASP's
 * Password Storage Cheat Sheet (2023) holds equal to 128 MiB once. OpenSSL reads
 * no key that takes more than 32 MiB.
 */
#define SCRYPT_N (1u << 14)
#define SCRYPT_R 8
#define SCRYPT_P 5
#define SCRYPT_SALT_SIZE 16

static EVP_PKEY *generate(const char *type)
{
	if (!strcmp(type, "rsa2048"))
		return EVP_RSA_gen(2048);
	if (!strcmp(type, "rsa3072"))
		return EVP_RSA_gen(3072);
	if (!strcmp(type, "rsa4096"))
		return EVP_RSA_gen(4096);
	return EVP_EC_gen("P-256");
}

static bool is_type(const char *type)
{
	return !strcmp(type, "rsa2048") || !strcmp(type, "rsa3072") ||
	       !strcmp(type, "rsa4096") || !strcmp(type, "p256");
}

/* PKCS#8 whose key scrypt makes of the passphrase; NULL on failure */
static X509_SIG *encrypt(const PKCS8_PRIV_KEY_INFO *plain,
			 const char *passphrase)
{
	X509_ALGOR *how;
	X509_SIG *encrypted;

	how = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), NULL, SCRYPT_SALT_SIZE,
				    NULL, SCRYPT_N, SCRYPT_R, SCRYPT_P);
	if (!how)
		return NULL;
	encrypted = PKCS8_set0_pbe(passphrase, (int)strlen(passphrase),
				   (PKCS8_PRIV_KEY_INFO *)plain, how);
	if (!encrypted)
		X509_ALGOR_free(how); /* otherwise it is a part of it */
	return encrypted;
}

static bool encode_encrypted(BIO *bio, EVP_PKEY *pkey, const char *passphrase)
{
	PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(pkey);
	X509_SIG *encrypted = plain ? encrypt(plain, passphrase) : NULL;
	bool done = encrypted && PEM_write_bio_PKCS8(bio, encrypted);

	X509_SIG_free(encrypted);
	PKCS8_PRIV_KEY_INFO_free(plain);
	return done;
}

static bool encode(BIO *bio, EVP_PKEY *pkey, const char *passphrase)
{
	if (passphrase)
		return encode_encrypted(bio, pkey, passphrase);
	return PEM_write_bio_PKCS8PrivateKey(bio, pkey, NULL, NULL, 0, NULL,
					     NULL);
}

static int write_private(const char *path, EVP_PKEY *pkey,
			 const char *passphrase)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *pem;
	long size;
	int status;

	if (!bio || !encode(bio, pkey, passphrase)) {
		status = refuse_openssl(path, "cannot encode the key");
	} else {
		size = BIO_get_mem_data(bio, &pem);
		status = output_file(path, 0600, pem, (size_t)size);
		OPENSSL_cleanse(pem, (size_t)size);
	}
	BIO_free(bio);
	return status;
}

static int keygen(const char *type, const char *out, const char *passphrase)
{
	EVP_PKEY *pkey = generate(type);
	int status;

	if (!pkey)
		return refuse_openssl(out, "cannot make a key");
	status = write_private(out, pkey, passphrase);
	EVP_PKEY_free(pkey);
	return status;
}

static int run_keygen(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{ "type", required_argument, NULL, 't' },
		{ "out", required_argument, NULL, 'o' },
		{ "passphrase-file", required_argument, NULL, 'p' },
		{ "force", no_argument, NULL, 'f' },
		HELP_OPTION,
		{ 0 }
	};
	const char *type = NULL, *out = NULL, *passphrase_file = NULL;
	char passphrase[PASSPHRASE_MAX];
	bool force = false;
	int option, status;

	while ((option = next_option(command, argc, argv, options, &status)) !=
	       -1) {
		switch (option) {
		case 't':
			type = optarg;
			break;
		case 'o':
			out = optarg;
			break;
		case 'p':
			passphrase_file = optarg;
			break;
		case 'f':
			force = true;
			break;
		default:
			return status;
		}
	}
	if (!type || !out || optind != argc)
		return usage(command, "--type and --out are needed, no more");
	if (!is_type(type))
		return usage(command, "%s: no such type of key", type);
	if (!force && !access(out, F_OK))
		return refuse(out, "exists; --force overwrites it");

	if (passphrase_file) {
		status = read_passphrase(passphrase_file, passphrase);
		if (status)
			return status;
	}
	status = keygen(type, out, passphrase_file ? passphrase : NULL);
	OPENSSL_cleanse(passphrase, sizeof(passphrase));
	return status;
}

const struct command keygen_command = {
	.name = "keygen",
	.summary = "make a signing key",
	.help = "Usage: " TOOL " keygen --type TYPE --out FILE [OPTION]...\n"
		"Make a signing key and write it as PEM, readable by its owner only.\n\n"
		"  --type TYPE             rsa2048, rsa3072, rsa4096 or p256\n"
		"  --out FILE              where the private key goes\n"
		"  --passphrase-file FILE  encrypt it (PKCS#8, scrypt, AES-256); the passphrase\n"
		"                          is the first line\n"
		"  --force                 overwrite an existing file\n",
	.run = run_keygen,
};

static void print_key(const struct signing_key *key)
{
	char hash[2 * TEEPROC_SHA256_SIZE + 1];
	char blob[2 * TEEPROC_KEY_BLOB_MAX + 1];

	hex_text(key->hash, sizeof(key->hash), hash);
	hex_text(key->blob, key->blob_size, blob);
	printf("type: %s\nbits: %u\nhash: %s\nblob: %s\n",
	       key->type == TEEPROC_SIGN_RSA ? "rsa" : "p256", key->bits, hash,
	       blob);
}

static int write_pem(const char *path, EVP_PKEY *pkey)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *pem;
	long size;
	int status;

	if (!bio || !PEM_write_bio_PUBKEY(bio, pkey)) {
		status = refuse_openssl(path, "cannot encode the key");
	} else {
		size = BIO_get_mem_data(bio, &pem);
		status = output_file(path, 0644, pem, (size_t)size);
	}
	BIO_free(bio);
	return status;
}

static int run_pubkey(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{ "key", required_argument, NULL, 'k' },
		{ "out", required_argument, NULL, 'o' },
		{ "hash-out", required_argument, NULL, 'H' },
		{ "pem-out", required_argument, NULL, 'P' },
		{ "passphrase-file", required_argument, NULL, 'p' },
		HELP_OPTION,
		{ 0 }
	};
	const char *out = NULL, *hash_out = NULL, *pem_out = NULL;
	struct key_source source = { 0 };
	struct signing_key key;
	int option, status;

	while ((option = next_option(command, argc, argv, options, &status)) !=
	       -1) {
		switch (option) {
		case 'k':
			source.uri = optarg;
			break;
		case 'o':
			out = optarg;
			break;
		case 'H':
			hash_out = optarg;
			break;
		case 'P':
			pem_out = optarg;
			break;
		case 'p':
			source.passphrase_file = optarg;
			break;
		default:
			return status;
		}
	}
	if (!source.uri || optind != argc)
		return usage(command, "--key is needed, and no file");

	status = key_load_public(&source, &key);
	if (status)
		return status;
	if (out)
		status = output_file(out, 0644, key.blob, key.blob_size);
	if (!status && hash_out)
		status =
			output_file(hash_out, 0644, key.hash, sizeof(key.hash));
	if (!status && pem_out)
		status = write_pem(pem_out, key.public ? key.public : key.pkey);
	if (!out && !hash_out && !pem_out)
		print_key(&key);
	key_free(&key);
	return status;
}

const struct command pubkey_command = {
	.name = "pubkey",
	.summary = "print or write the key blob for a SoC's key slot",
	.help = "Usage: " TOOL " pubkey --key KEY [OPTION]...\n"
		"Print a key's blob and its hash, or write them.\n\n"
		"  --key KEY               private or public key, certificate, key blob,\n"
		"                          or a URI such as pkcs11:object=firmware\n"
		"  --out FILE              write the blob, as the SoC's key slot holds it\n"
		"  --hash-out FILE         write its SHA-256, 32 bytes\n"
		"  --pem-out FILE          write the public key as PEM\n"
		"  --passphrase-file FILE  passphrase or PIN: the first line; otherwise from\n"
		"                          " PASSPHRASE_ENV
		" or the terminal\n",
	.run = run_pubkey,
};

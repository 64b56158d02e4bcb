// SPDX-License-Identifier: BSD-2-Clause
/* Loading a key through OSSL_STORE: PEM, DER, PKCS#12, pkcs11: and others. */
#include "key.h"

#include <openssl/err.h>
#include <openssl/provider.h>
#include <openssl/store.h>
#include <openssl/ui.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "key_blob.h"

/* What the callback for passphrases knows, and what it has to report */
struct passphrase_request {
	char text[PASSPHRASE_MAX];
	bool known;
	bool asked; /* somebody wanted a passphrase */
	bool in_vain; /* and there was none to be had */
};

int read_passphrase(const char *path, char *passphrase)
{
	struct input input;
	size_t length;
	int status;

	status = input_open(&input, path);
	if (status)
		return status;
	for (length = 0; length < input.size; length++)
		if (input.data[length] == '\n' || input.data[length] == '\r')
			break;
	/* with a 0 in it, only what is before that would count */
	if (!length || length >= PASSPHRASE_MAX ||
	    memchr(input.data, 0, length)) {
		status = refuse(path, "its first line is no passphrase");
	} else {
		memcpy(passphrase, input.data, length);
		passphrase[length] = 0;
	}
	input_close(&input);
	return status;
}

static int find_passphrase(const struct key_source *source,
			   struct passphrase_request *request)
{
	const char *environment = getenv(PASSPHRASE_ENV);
	int status = 0;

	if (source->passphrase_file) {
		status =
			read_passphrase(source->passphrase_file, request->text);
		request->known = !status;
	} else if (environment && strlen(environment) < PASSPHRASE_MAX) {
		strcpy(request->text, environment);
		request->known = true;
	}
	return status;
}

static int give_passphrase(char *buffer, int size, int writing, void *data)
{
	struct passphrase_request *request = data;
	size_t length;

	(void)writing;
	request->asked = true;
	if (!request->known && isatty(STDIN_FILENO)) {
		if (EVP_read_pw_string(request->text, PASSPHRASE_MAX,
				       "Passphrase: ", 0))
			return -1;
		request->known = true;
	}
	if (!request->known) {
		request->in_vain = true;
		return -1;
	}
	length = strlen(request->text);
	if (length > (size_t)size)
		return -1;
	memcpy(buffer, request->text, length);
	return (int)length;
}

/* `expect` is OSSL_STORE_INFO_PKEY or _PUBKEY, or 0 for all that has a key */
static EVP_PKEY *take_key(OSSL_STORE_INFO *info, int expect)
{
	EVP_PKEY *pkey;
	X509 *certificate;

	if (expect && OSSL_STORE_INFO_get_type(info) != expect)
		return NULL;
	switch (OSSL_STORE_INFO_get_type(info)) {
	case OSSL_STORE_INFO_PKEY:
		return OSSL_STORE_INFO_get1_PKEY(info);
	case OSSL_STORE_INFO_PUBKEY:
		return OSSL_STORE_INFO_get1_PUBKEY(info);
	case OSSL_STORE_INFO_CERT:
		certificate = OSSL_STORE_INFO_get1_CERT(info);
		pkey = X509_get_pubkey(certificate);
		X509_free(certificate);
		return pkey;
	}
	return NULL;
}

static EVP_PKEY *search_store(const char *uri, int expect,
			      const UI_METHOD *method,
			      struct passphrase_request *request)
{
	OSSL_STORE_INFO *info;
	OSSL_STORE_CTX *store;
	EVP_PKEY *pkey = NULL;

	store = OSSL_STORE_open(uri, method, request, NULL, NULL);
	if (!store)
		return NULL;
	/* without this all that the folder or token has would be read */
	if (expect)
		OSSL_STORE_expect(store, expect);
	while (!pkey && !request->in_vain && !OSSL_STORE_eof(store)) {
		info = OSSL_STORE_load(store);
		if (!info && OSSL_STORE_error(store))
			break;
		if (!info)
			continue;
		pkey = take_key(info, expect);
		OSSL_STORE_INFO_free(info);
	}
	OSSL_STORE_close(store);
	return pkey;
}

/*
 * The other half of a private key that does not tell its public numbers: on a
 * token it is an object of its own, with the same name.
 */
static EVP_PKEY *search_public(const char *uri, const UI_METHOD *method,
			       struct passphrase_request *request)
{
	static const char from[] = "type=private", to[] = "type=public";
	char *public_uri = strdup(uri), *at;
	EVP_PKEY *pkey = NULL;

	if (!public_uri)
		return NULL;
	at = strstr(public_uri, from);
	if (at) {
		memcpy(at, to, sizeof(to) - 1);
		memmove(at + sizeof(to) - 1, at + sizeof(from) - 1,
			strlen(at + sizeof(from) - 1) + 1);
	}
	pkey = search_store(public_uri, OSSL_STORE_INFO_PUBKEY, method,
			    request);
	free(public_uri);
	return pkey;
}

static int refuse_key(const struct key_source *source, bool private,
		      const struct passphrase_request *request)
{
	if (request->in_vain)
		return refuse(source->uri,
			      "the key is encrypted and no passphrase is given");
	if (request->asked)
		return refuse(source->uri,
			      "there is no such key, or the passphrase does not fit");
	return refuse_openssl(source->uri, private ? "no private key found" :
						     "no key found");
}

static int load(const struct key_source *source, bool private,
		struct signing_key *key)
{
	struct passphrase_request request = { 0 };
	UI_METHOD *method;
	EVP_PKEY *pkey, *public = NULL;
	int status;

	status = find_passphrase(source, &request);
	if (status)
		return status;
	/* where the configuration does not name the provider already */
	if (!strncmp(source->uri, "pkcs11:", 7) &&
	    !OSSL_PROVIDER_available(NULL, "pkcs11") &&
	    !OSSL_PROVIDER_try_load(NULL, "pkcs11", 1))
		return refuse_openssl(source->uri,
				      "OpenSSL has no provider for PKCS#11");

	method = UI_UTIL_wrap_read_pem_callback(give_passphrase, 0);
	pkey = search_store(source->uri, private ? OSSL_STORE_INFO_PKEY : 0,
			    method, &request);
	if (pkey && !key_is_open(pkey))
	public = search_public(source->uri, method, &request);
	UI_destroy_method(method);
	OPENSSL_cleanse(request.text, sizeof(request.text));
	if (!pkey)
		return refuse_key(source, private, &request);
	ERR_clear_error();
	return key_describe(source->uri, pkey, public, key);
}

int key_load_private(const struct key_source *source, struct signing_key *key)
{
	return load(source, true, key);
}

/* Is the file a key blob? They are small and start with type and length. */
static EVP_PKEY *load_blob(const char *path)
{
	uint8_t blob[TEEPROC_KEY_BLOB_MAX + 1];
	FILE *file = fopen(path, "rb");
	size_t size;

	if (!file)
		return NULL;
	size = fread(blob, 1, sizeof(blob), file);
	fclose(file);
	return key_from_blob(blob, size);
}

int key_load_public(const struct key_source *source, struct signing_key *key)
{
	EVP_PKEY *pkey = load_blob(source->uri);

	if (pkey)
		return key_describe(source->uri, pkey, NULL, key);
	return load(source, false, key);
}

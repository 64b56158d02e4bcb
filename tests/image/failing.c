// SPDX-License-Identifier: BSD-2-Clause
/*
 * Linked to teeproc-image by --wrap: what it calls of others fails once. The
 * environment says which call, FAIL=N, counted from 1 in the order in which they
 * come; what the calls are is written to the file FAIL_LOG, a line each.
 *
 * GROWN=N: files are said to be N bytes longer than they are. SLOW: to write all but
 * the first bytes of a file takes long. PIECES: only some bytes are written at once,
 * and signals come between. ENDED: a SIGTERM comes when a temporary file is made.
 *
 * Whatever allocates, hashes, signs, reads or writes is here; what only frees or
 * asks is not.
 */
#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/store.h>
#include <openssl/ui.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../wrap.h"

static bool fails(const char *name)
{
	static atomic_uint calls;
	static unsigned int which;
	static FILE *log;
	unsigned int call = atomic_fetch_add(&calls, 1) + 1;

	if (call == 1) {
		const char *number = getenv("FAIL"), *path = getenv("FAIL_LOG");

		which = number ? (unsigned int)strtoul(number, NULL, 10) : 0;
		log = path ? fopen(path, "w") : NULL;
		if (log)
			setbuf(log, NULL);
	}
	if (log)
		fprintf(log, "%s\n", name);
	errno = call == which ? EIO : errno;
	return call == which;
}

WRAP(void *, malloc, (size_t size), (size), 0)
WRAP(void *, calloc, (size_t n, size_t size), (n, size), 0)
WRAP(void *, realloc, (void *at, size_t size), (at, size), 0)
WRAP(char *, strdup, (const char *text), (text), 0)
WRAP(char *, realpath, (const char *path, char *to), (path, to), 0)
WRAP(FILE *, open_memstream, (char **text, size_t *size), (text, size), 0)
WRAP(int, vasprintf, (char **to, const char *format, va_list args),
     (to, format, args), -1)
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
WRAP(int, fsync, (int fd), (fd), -1)
WRAP(int, flock, (int fd, int how), (fd, how), -1)
WRAP(int, rename, (const char *from, const char *to), (from, to), -1)
WRAP(void *, mmap,
     (void *at, size_t size, int prot, int flags, int fd, off_t offset),
     (at, size, prot, flags, fd, offset), MAP_FAILED)
WRAP(int, pthread_create,
     (pthread_t * thread, const pthread_attr_t *how, void *(*run)(void *),
      void *data),
     (thread, how, run, data), EAGAIN)

WRAP(json_t *, json_loadb,
     (const char *text, size_t size, size_t flags, json_error_t *error),
     (text, size, flags, error), 0)
WRAP(int, json_dumpf, (const json_t *json, FILE *file, size_t flags),
     (json, file, flags), -1)
WRAP(char *, json_dumps, (const json_t *json, size_t flags), (json, flags), 0)
WRAP(int, json_dump_callback,
     (const json_t *json, json_dump_callback_t give, void *data, size_t flags),
     (json, give, data, flags), -1)

WRAP(BIO *, BIO_new, (const BIO_METHOD *method), (method), 0)
WRAP(BIGNUM *, BN_bin2bn, (const unsigned char *from, int size, BIGNUM *to),
     (from, size, to), 0)
WRAP(int, BN_bn2binpad, (const BIGNUM *from, unsigned char *to, int size),
     (from, to, size), -1)
WRAP(ECDSA_SIG *, ECDSA_SIG_new, (void), (), 0)
WRAP(int, ECDSA_SIG_set0, (ECDSA_SIG * numbers, BIGNUM *r, BIGNUM *s),
     (numbers, r, s), 0)
WRAP(ECDSA_SIG *, d2i_ECDSA_SIG,
     (ECDSA_SIG * *to, const unsigned char **from, long size), (to, from, size),
     0)
WRAP(int, i2d_ECDSA_SIG, (const ECDSA_SIG *from, unsigned char **to),
     (from, to), -1)
WRAP(int, EVP_Digest,
     (const void *from, size_t size, unsigned char *to, unsigned int *length,
      const EVP_MD *type, ENGINE *engine),
     (from, size, to, length, type, engine), 0)
WRAP(EVP_MD_CTX *, EVP_MD_CTX_new, (void), (), 0)
WRAP(EVP_MD *, EVP_MD_fetch,
     (OSSL_LIB_CTX * lib, const char *name, const char *properties),
     (lib, name, properties), 0)
WRAP(int, EVP_DigestInit_ex2,
     (EVP_MD_CTX * context, const EVP_MD *type, const OSSL_PARAM *params),
     (context, type, params), 0)
WRAP(int, EVP_DigestUpdate,
     (EVP_MD_CTX * context, const void *from, size_t size),
     (context, from, size), 0)
WRAP(int, EVP_DigestFinal_ex,
     (EVP_MD_CTX * context, unsigned char *to, unsigned int *size),
     (context, to, size), 0)
WRAP(int, EVP_DigestSignInit,
     (EVP_MD_CTX * context, EVP_PKEY_CTX **how, const EVP_MD *type,
      ENGINE *engine, EVP_PKEY *pkey),
     (context, how, type, engine, pkey), 0)
WRAP(int, EVP_DigestSign,
     (EVP_MD_CTX * context, unsigned char *to, size_t *length,
      const unsigned char *from, size_t size),
     (context, to, length, from, size), 0)
WRAP(int, EVP_DigestVerifyInit,
     (EVP_MD_CTX * context, EVP_PKEY_CTX **how, const EVP_MD *type,
      ENGINE *engine, EVP_PKEY *pkey),
     (context, how, type, engine, pkey), 0)
WRAP(int, EVP_DigestVerify,
     (EVP_MD_CTX * context, const unsigned char *signature, size_t length,
      const unsigned char *from, size_t size),
     (context, signature, length, from, size), -1)
WRAP(int, EVP_PKEY_CTX_set_rsa_padding, (EVP_PKEY_CTX * context, int padding),
     (context, padding), 0)
WRAP(EVP_PKEY_CTX *, EVP_PKEY_CTX_new_from_name,
     (OSSL_LIB_CTX * lib, const char *name, const char *properties),
     (lib, name, properties), 0)
WRAP(int, EVP_PKEY_fromdata_init, (EVP_PKEY_CTX * context), (context), 0)
WRAP(int, EVP_PKEY_fromdata,
     (EVP_PKEY_CTX * context, EVP_PKEY **to, int selection, OSSL_PARAM *params),
     (context, to, selection, params), -1)
WRAP(int, EVP_PKEY_get_bn_param,
     (const EVP_PKEY *pkey, const char *name, BIGNUM **to), (pkey, name, to), 0)
WRAP(int, EVP_PKEY_get_group_name,
     (const EVP_PKEY *pkey, char *name, size_t size, size_t *length),
     (pkey, name, size, length), 0)
WRAP(PKCS8_PRIV_KEY_INFO *, EVP_PKEY2PKCS8, (const EVP_PKEY *pkey), (pkey), 0)
WRAP(OSSL_PARAM_BLD *, OSSL_PARAM_BLD_new, (void), (), 0)
WRAP(OSSL_PARAM *, OSSL_PARAM_BLD_to_param, (OSSL_PARAM_BLD * builder),
     (builder), 0)
WRAP(int, OSSL_PARAM_BLD_push_BN,
     (OSSL_PARAM_BLD * builder, const char *key, const BIGNUM *number),
     (builder, key, number), 0)
WRAP(int, OSSL_PARAM_BLD_push_octet_string,
     (OSSL_PARAM_BLD * builder, const char *key, const void *bytes,
      size_t size),
     (builder, key, bytes, size), 0)
WRAP(int, OSSL_PARAM_BLD_push_utf8_string,
     (OSSL_PARAM_BLD * builder, const char *key, const char *text, size_t size),
     (builder, key, text, size), 0)
WRAP(OSSL_STORE_CTX *, OSSL_STORE_open,
     (const char *uri, const UI_METHOD *method, void *data,
      OSSL_STORE_post_process_info_fn post, void *post_data),
     (uri, method, data, post, post_data), 0)
WRAP(int, PEM_write_bio_PKCS8, (BIO * bio, const X509_SIG *sig), (bio, sig), 0)
WRAP(int, PEM_write_bio_PKCS8PrivateKey,
     (BIO * bio, const EVP_PKEY *pkey, const EVP_CIPHER *cipher,
      const char *phrase, int size, pem_password_cb *ask, void *data),
     (bio, pkey, cipher, phrase, size, ask, data), 0)
WRAP(int, PEM_write_bio_PUBKEY, (BIO * bio, const EVP_PKEY *pkey), (bio, pkey),
     0)
WRAP(X509_ALGOR *, PKCS5_pbe2_set_scrypt,
     (const EVP_CIPHER *cipher, const unsigned char *salt, int size,
      unsigned char *iv, uint64_t n, uint64_t r, uint64_t p),
     (cipher, salt, size, iv, n, r, p), 0)
WRAP(X509_SIG *, PKCS8_set0_pbe,
     (const char *pass, int size, PKCS8_PRIV_KEY_INFO *info, X509_ALGOR *how),
     (pass, size, info, how), 0)

int __real_mkostemp(char *name, int flags);
int __wrap_mkostemp(char *name, int flags);
int __wrap_mkostemp(char *name, int flags)
{
	int fd;

	if (fails("mkostemp"))
		return -1;
	fd = __real_mkostemp(name, flags);
	if (getenv("ENDED"))
		raise(SIGTERM);
	return fd;
}

int __real_fstat(int fd, struct stat *status);
int __wrap_fstat(int fd, struct stat *status);
int __wrap_fstat(int fd, struct stat *status)
{
	const char *grown = getenv("GROWN");
	int result;

	if (fails("fstat"))
		return -1;
	result = __real_fstat(fd, status);
	if (grown)
		status->st_size += strtol(grown, NULL, 10);
	return result;
}

/* How many of these bytes are written at once; 0: none, something has come between */
static size_t piece(size_t size)
{
	static unsigned int calls;

	if (!getenv("PIECES"))
		return size;
	errno = EINTR;
	if (calls++ % 2)
		return 0;
	return size < 100 ? size : 100;
}

ssize_t __real_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size)
{
	if (fails("write"))
		return -1;
	size = piece(size);
	return size ? __real_write(fd, from, size) : -1;
}

ssize_t __real_pwrite(int fd, const void *from, size_t size, off_t at);
ssize_t __wrap_pwrite(int fd, const void *from, size_t size, off_t at);
ssize_t __wrap_pwrite(int fd, const void *from, size_t size, off_t at)
{
	const struct timespec slow = { .tv_nsec = 100000000 };

	if (fails("pwrite"))
		return -1;
	size = piece(size);
	if (!size)
		return -1;
	if (getenv("SLOW") && at)
		nanosleep(&slow, NULL);
	return __real_pwrite(fd, from, size, at);
}

/* those of a variable number of arguments, as the tool uses them */
int __real_asprintf(char **to, const char *format, ...);
int __wrap_asprintf(char **to, const char *format, ...);
int __wrap_asprintf(char **to, const char *format, ...)
{
	va_list args;
	int size = -1;

	if (fails("asprintf"))
		return -1;
	va_start(args, format);
	size = __real_vasprintf(to, format, args);
	va_end(args);
	return size;
}

EVP_PKEY *__real_EVP_PKEY_Q_keygen(OSSL_LIB_CTX *lib, const char *properties,
				   const char *type, ...);
EVP_PKEY *__wrap_EVP_PKEY_Q_keygen(OSSL_LIB_CTX *lib, const char *properties,
				   const char *type, ...);
EVP_PKEY *__wrap_EVP_PKEY_Q_keygen(OSSL_LIB_CTX *lib, const char *properties,
				   const char *type, ...)
{
	EVP_PKEY *pkey;
	va_list args;

	if (fails("EVP_PKEY_Q_keygen"))
		return NULL;
	va_start(args, type);
	pkey = strcmp(type, "RSA") ?
		       __real_EVP_PKEY_Q_keygen(lib, properties, type,
						va_arg(args, char *)) :
		       __real_EVP_PKEY_Q_keygen(lib, properties, type,
						va_arg(args, size_t));
	va_end(args);
	return pkey;
}

# SPDX-License-Identifier: GPL-2.0-only
s/Private to teeproc_tee: /Private to remoteproc_tee: /
/^\/\*$/,/^ \*\/$/ {
	/^\/\*$/ {
		N
		/Bytes of memory in a row/ { N; N; d; }
	}
}
/^#define TEEPROC_PIECE_SIZE/ { N; d; }
/^\/\* tee_session\.c \*\/$/ i\
/* remoteproc_tee_client.c */\
struct teeproc *rproc_to_tee(struct rproc *rproc);\

s/^\/\* (tee_[a-z_]*\.c) \*\/$/\/* remoteproc_\1 *\//
/^#endif/ i\
/* remoteproc_tee_lifecycle.c */\
int teeproc_give_back(struct teeproc *tee);\


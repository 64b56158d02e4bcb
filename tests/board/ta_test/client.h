/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A client of the TEE: context, session, memory shared with it.
 */
#ifndef CLIENT_H
#define CLIENT_H

#include <linux/tee_drv.h>
#include <linux/uuid.h>

/* GlobalPlatform TEE Internal Core API, and OP-TEE */
#define TEE_SUCCESS 0x00000000u
#define TEE_ERROR_GENERIC 0xffff0000u
#define TEE_ERROR_ACCESS_DENIED 0xffff0001u
#define TEE_ERROR_BAD_FORMAT 0xffff0005u
#define TEE_ERROR_BAD_PARAMETERS 0xffff0006u
#define TEE_ERROR_BAD_STATE 0xffff0007u
#define TEE_ERROR_ITEM_NOT_FOUND 0xffff0008u
#define TEE_ERROR_NOT_IMPLEMENTED 0xffff0009u
#define TEE_ERROR_NOT_SUPPORTED 0xffff000au
#define TEE_ERROR_OUT_OF_MEMORY 0xffff000cu
#define TEE_ERROR_BUSY 0xffff000du
#define TEE_ERROR_COMMUNICATION 0xffff000eu
#define TEE_ERROR_SECURITY 0xffff000fu
#define TEE_ERROR_SHORT_BUFFER 0xffff0010u
#define TEE_ERROR_TARGET_DEAD 0xffff3024u
#define TEE_ERROR_SIGNATURE_INVALID 0xffff3072u
/* not the TEE's: Linux' driver has refused the call */
#define CLIENT_ERRNO 0xe0000000u

#define CLIENT_PARAMS 4

struct client {
	struct tee_context *context;
	u32 session;
	bool open;
};

/**
 * struct shared - memory that both worlds see
 * @va: vmalloc memory, as large as @size in whole pages
 */
struct shared {
	void *va;
	size_t size;
	struct tee_shm *shm;
};

/* @login: TEE_IOCTL_LOGIN_*; returns a result of the TEE or CLIENT_ERRNO. */
u32 client_open(struct client *client, const uuid_t *uuid, u32 login, u32 core);
void client_close(struct client *client);

/* All four @params are the caller's. */
u32 client_invoke(struct client *client, u32 command, struct tee_param *params);

/* A command for @core that has no further parameters */
u32 client_call(struct client *client, u32 command, u32 core);

/* A command with one memory reference of @attribute; *@size is updated. */
u32 client_call_memory(struct client *client, u32 command, u32 core,
		       u64 attribute, const struct shared *memory,
		       size_t *size);

int shared_alloc(struct client *client, size_t size, struct shared *memory);
void shared_free(struct shared *memory);

/* A result of the TEE by its name without TEE_ERROR_, or SUCCESS */
bool result_by_name(const char *name, u32 *result);

#endif /* CLIENT_H */

/* SPDX-License-Identifier: BSD-2-Clause */
/* The one table of what can be wrong, in words. */
#include "teeproc/image.h"

static const char *const sentences[TEEPROC_IMAGE_ERRORS] = {
	[TEEPROC_IMAGE_OK] = "no error",
	[TEEPROC_IMAGE_END] = "there is no further one",
	[TEEPROC_IMAGE_TRUNCATED] =
		"the signed image is shorter than its header says",
	[TEEPROC_IMAGE_BAD_MAGIC] = "not a signed image: wrong magic number",
	[TEEPROC_IMAGE_BAD_FORMAT] =
		"the format version of the signed image is not 1",
	[TEEPROC_IMAGE_BAD_LENGTH] =
		"the lengths in the header do not add up to the file's size",
	[TEEPROC_IMAGE_TOO_BIG] = "the signed image is larger than 4 GiB",
	[TEEPROC_IMAGE_META_TOO_BIG] =
		"header, TLVs and signature take more than 32 KiB",
	[TEEPROC_IMAGE_TLV_TRUNCATED] = "a TLV reaches beyond the TLV area",
	[TEEPROC_IMAGE_TLV_TOO_MANY] = "more than 64 TLVs",
	[TEEPROC_IMAGE_TLV_DUPLICATE] = "a TLV occurs twice",
	[TEEPROC_IMAGE_TLV_UNKNOWN] =
		"a TLV has an unknown type outside the platform's range",
	[TEEPROC_IMAGE_TLV_MISSING] = "a TLV that must be there is missing",
	[TEEPROC_IMAGE_TLV_LENGTH] = "a TLV has the wrong length for its type",
	[TEEPROC_IMAGE_TLV_VALUE] = "a TLV has a value that is not allowed",
	[TEEPROC_IMAGE_TLV_TEXT] = "a TLV's text is not printable UTF-8",
	[TEEPROC_IMAGE_TLV_TARGET] =
		"the target is not CORE or CORE@SOC, of letters, digits and -_.,",
	[TEEPROC_IMAGE_SIGN_TYPE] = "unknown type of signature",
	[TEEPROC_IMAGE_SIGN_LENGTH] =
		"the signature's length does not fit its type",
	[TEEPROC_IMAGE_HASH_TYPE] = "unknown type of hash",
	[TEEPROC_IMAGE_NUM_IMAGES] =
		"the number of images is 0, above 8, or not that of their list",
	[TEEPROC_IMAGE_IMAGE_TYPE] = "an image is not of the type ELF",
	[TEEPROC_IMAGE_IMAGE_SIZE] =
		"the images' sizes do not add up to what the header says",
	[TEEPROC_IMAGE_HASH_TABLE] =
		"the hash table is not a whole number of entries",
	[TEEPROC_IMAGE_ENTRIES] =
		"the hash table does not fit the images' program headers",
	[TEEPROC_IMAGE_SEG_NONE] = "there is no segment to load",
	[TEEPROC_IMAGE_SEG_TOO_MANY] = "more than 64 segments to load",
	[TEEPROC_IMAGE_SEG_SIZE] =
		"a segment has more bytes in the file than in memory",
	[TEEPROC_IMAGE_SEG_OUTSIDE] = "a segment reaches beyond its image",
	[TEEPROC_IMAGE_SEG_ADDRESS] =
		"a segment reaches beyond the 32-bit address space",
	[TEEPROC_IMAGE_SEG_OVERLAP] = "two segments overlap in memory",
	[TEEPROC_IMAGE_SEG_HASH] =
		"a segment without file bytes has not the hash of no bytes",
	[TEEPROC_IMAGE_RSC_NONE] = "there is no resource table",
	[TEEPROC_IMAGE_RSC_TWICE] = "more than one image has a resource table",
	[TEEPROC_IMAGE_RSC_OUTSIDE] =
		"the resource table does not lie inside one loaded segment",
	[TEEPROC_IMAGE_RSC_MOVED] =
		"the resource table is not loaded at its address",
	[TEEPROC_ELF_TRUNCATED] = "the ELF header is truncated",
	[TEEPROC_ELF_BAD_MAGIC] = "not an ELF file",
	[TEEPROC_ELF_BAD_CLASS] = "the ELF file is neither 32 nor 64 bit",
	[TEEPROC_ELF_BAD_ENDIAN] = "the ELF file is not little endian",
	[TEEPROC_ELF_BAD_VERSION] = "the ELF version is not 1",
	[TEEPROC_ELF_BAD_MACHINE] =
		"the ELF file is not for Arm, AArch64 or RISC-V",
	[TEEPROC_ELF_PHDR_NONE] = "the ELF file has no program headers",
	[TEEPROC_ELF_PHDR_TOO_MANY] =
		"the ELF file has more program headers than its header can count",
	[TEEPROC_ELF_PHDR_SIZE] = "the size of a program header is wrong",
	[TEEPROC_ELF_PHDR_OUTSIDE] =
		"the program headers reach beyond the end of the file",
	[TEEPROC_ELF_SHDR_SIZE] = "the size of a section header is wrong",
	[TEEPROC_ELF_SHDR_OUTSIDE] =
		"the section headers reach beyond the end of the file",
	[TEEPROC_ELF_NAMES] = "the section names are out of range",
	[TEEPROC_ELF_SECTION_OUTSIDE] =
		"the section .resource_table has no bytes in the file",
	[TEEPROC_ELF_SEG_OUTSIDE] =
		"a segment reaches beyond the end of the file",
	[TEEPROC_ELF_NOT_32BIT] = "an address or size does not fit in 32 bits",
	[TEEPROC_RSC_TRUNCATED] = "the resource table is truncated",
	[TEEPROC_RSC_BAD_VERSION] = "the resource table's version is not 1",
	[TEEPROC_RSC_RESERVED] =
		"the resource table's reserved words are not 0",
	[TEEPROC_RSC_TOO_MANY] = "the resource table has more than 128 entries",
	[TEEPROC_RSC_OFFSET] =
		"the offset of a resource entry is outside the table",
	[TEEPROC_RSC_UNALIGNED] = "a resource entry is not aligned to 4 bytes",
	[TEEPROC_RSC_ENTRY_TRUNCATED] =
		"a resource entry reaches beyond the table",
	[TEEPROC_RSC_OVERLAP] = "two resource entries overlap in the table",
	[TEEPROC_RSC_BAD_TYPE] = "a resource entry has an unknown type",
	[TEEPROC_RSC_ENTRY_RESERVED] =
		"reserved bytes of a resource entry are not 0",
	[TEEPROC_RSC_NAME] =
		"the name of a resource entry does not end or is not printable",
	[TEEPROC_RSC_LENGTH] = "the length of a resource entry is 0",
	[TEEPROC_RSC_ADDRESS] =
		"the memory of a resource entry reaches beyond 32 bits",
	[TEEPROC_RSC_VRINGS] = "a vdev has not 1 or 2 vrings",
	[TEEPROC_RSC_VRING_NUM] =
		"a vring's number of buffers is no power of 2 up to 32768",
	[TEEPROC_RSC_VRING_ALIGN] =
		"a vring's alignment is no power of 2 or not kept",
	[TEEPROC_RSC_CONFIG] =
		"the configuration space of a vdev reaches beyond the table",
	[TEEPROC_KEY_TYPE] = "the key is neither RSA nor ECDSA on P-256",
	[TEEPROC_KEY_BITS] = "the key has a length that is not supported",
	[TEEPROC_KEY_LENGTH] = "the key blob has the wrong size",
	[TEEPROC_KEY_NUMBERS] = "the numbers of the key make no valid key",
	[TEEPROC_BUILD_NO_ROOM] = "the buffer is too small",
};

const char *teeproc_image_strerror(enum teeproc_image_error error)
{
	if ((unsigned int)error >= TEEPROC_IMAGE_ERRORS)
		return "unknown error";
	return sentences[error];
}

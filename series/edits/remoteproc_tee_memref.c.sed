# SPDX-License-Identifier: GPL-2.0-only
2,/^ \*\/$/ c\
/*\
 * Buffers for the TEE. A firmware lies in vmalloc memory; the TEE reads the very\
 * pages, and nothing is copied.\
 */
/TEE_REGISTERS_VMALLOC is told by Kbuild/,/^$/d
s/^\treturn virt_addr_valid\(data\);/\treturn is_vmalloc_addr(data) || virt_addr_valid(data);/
s/^( \* @size: in bytes, not 0)\. TEEPROC_PIECE_SIZE can always be had, more depends$/\1; how much can be had depends/
# the kernel's own kernel-doc asks for it
/^ \* teeproc_can_share\(\) - /,/^ \*\/$/ {
	/^ \* @data: the buffer$/ a\
 *\
 * Return: true if it can.
}

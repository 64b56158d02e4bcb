# SPDX-License-Identifier: GPL-2.0-only
# the kernel's own kernel-doc asks for it
/^ \* entry has behind its header is for the core to check\.$/ a\
 *\
 * Return: true if they do.

# SPDX-License-Identifier: BSD-2-Clause
#
# ta is a link to optee/ta, of which every file is compiled as it is. The linker
# puts panic.c between it and its two neighbours: the clients' calls come through
# there, and its own to the pseudo-TA go out through there.
subdirs-y += ta
srcs-y += panic.c

link-ldflags$(sm) += --wrap=TA_OpenSessionEntryPoint \
	--wrap=TA_InvokeCommandEntryPoint --wrap=TEE_InvokeTACommand

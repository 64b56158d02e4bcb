# SPDX-License-Identifier: GPL-2.0-only
# File: MAINTAINERS
/^RENESAS CLOCK DRIVERS$/ i\
REMOTE PROCESSORS IN THE CHARGE OF A TEE\
M:	@AUTHOR@\
L:	linux-remoteproc@vger.kernel.org\
S:	Maintained\
F:	Documentation/devicetree/bindings/remoteproc/remoteproc-tee.yaml\
F:	Documentation/staging/remoteproc-tee.rst\
F:	drivers/remoteproc/remoteproc_tee*\
F:	include/linux/remoteproc_tee.h\
F:	include/linux/tee_result.h\


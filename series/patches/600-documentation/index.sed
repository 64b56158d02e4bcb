# SPDX-License-Identifier: GPL-2.0-only
# File: Documentation/staging/index.rst
/^   remoteproc$/ a\
   remoteproc-tee

# SPDX-License-Identifier: GPL-2.0-only
# @AUTHOR@ is whose series it is
s/teeproc,tee-remoteproc\.yaml#/remoteproc-tee.yaml#/
s/teeproc developers <teeproc@localhost>/@AUTHOR@/
s/teeproc,tee properties/st,rproc-tee properties/

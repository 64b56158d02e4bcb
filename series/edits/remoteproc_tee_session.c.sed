# SPDX-License-Identifier: GPL-2.0-only
/^\tcase TEEPROC_TA_CMD_(LOAD_FW_PIECE|GET_COREDUMP_PIECE|GET_MEASUREMENT):$/ { N; d; }
/^\tif \(!tee->ctx\)$/ { N; d; }

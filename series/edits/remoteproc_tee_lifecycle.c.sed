# SPDX-License-Identifier: GPL-2.0-only
# The end of a handle, which is in no list any more, releases as well.
s/\bteeproc_release\b/teeproc_give_back/
/^EXPORT_SYMBOL_NS_GPL\(teeproc_give_back/ c\
\
/**\
 * teeproc_release() - have the TEE forget the firmware and scrub its memories\
 * @rproc: the remote processor\
 *\
 * Context: an unprepare operation, after which the core uses no table.\
 * Return: 0 or a negative errno; the reason is logged.\
 */\
int teeproc_release(struct rproc *rproc)\
{\
	return teeproc_give_back(rproc_to_tee(rproc));\
}\
EXPORT_SYMBOL_NS_GPL(teeproc_release, TEEPROC_NS);
/teeproc_give_back\(\) - / { n; s/handle of the remote processor/the handle/; }
s/(teeproc_stop\(\) or )teeproc_give_back\(\)( end it)/\1teeproc_release()\2/
s/(attachment fails, )teeproc_give_back\(\)/\1teeproc_release()/
s/(memories are kept until )teeproc_give_back\(\)/\1teeproc_release()/
s/^ \* Return: TEEPROC_TA_OFF, TEEPROC_TA_STARTED, or a negative errno, logged\./ * Return: 0 if it is off, positive if it runs, or a negative errno, logged./
s/^ \* teeproc_tee\.h\.$/ * linux\/remoteproc_tee.h./
/^int teeproc_stop\(/,/^\}/ {
	/^\tint ret;$/d
	/^$/N
	s/\tret = (stop_at_tee\(tee\);)/\treturn \1/
	/^\n\treturn ret;$/d
}

#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The patches as the kernel's own tools want them: checkpatch.pl --strict on each,
# kernel-doc on what is new, and the documentation is well-formed.
set -u
. tests/tap.sh

series=build/series
git=$series.git
tree=build/cache/series-tree
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# report STATUS NAME, with what there is to say in $work/log
report() {
	[ "$1" = 0 ] && [ ! -s "$work/log" ]
	ok $? "$2"
	head -n 12 "$work/log" | sed 's/^/# /'
}

# UNKNOWN_COMMIT_ID: there is no history here to look up "Fixes:" in
# FILE_PATH_CHANGES: MAINTAINERS has the patterns, and an entry at the end
for patch in "$series"/*.patch; do
	[[ $patch != */0000-* ]] || continue
	perl $tree/scripts/checkpatch.pl --no-tree --root=$tree --strict --terse --no-summary \
		--ignore UNKNOWN_COMMIT_ID,FILE_PATH_CHANGES "$patch" >"$work/log" 2>&1
	report $? "checkpatch: ${patch##*/}"
done

git -C "$git" archive HEAD | tar -x -C "$work"
mapfile -t files < <(cd "$work" && git -C "$OLDPWD/$git" diff --name-only --diff-filter=A base.. | grep '\.[ch]$')
documented=$(cd "$work" && grep -lE '^/\*\*$' -- "${files[@]}" | wc -l)
for tool in tools/docs/kernel-doc scripts/kernel-doc; do
	[ ! -x $tree/$tool ] || break
done
(cd "$work" && "$OLDPWD/$tree/$tool" -none -Wall -Werror "${files[@]}") >"$work/log" 2>&1
report $? "kernel-doc: $documented files with comments of that form"
[ "$documented" -ge 8 ]
ok $? "those that have interfaces do"

# what Sphinx adds is not known here
/usr/bin/python3 - "$work/Documentation/staging/remoteproc-tee.rst" >"$work/log" 2>&1 <<'EOT'
import sys
import docutils.core
import docutils.parsers.rst

class KernelDoc(docutils.parsers.rst.Directive):
    required_arguments = 1
    option_spec = {'export': lambda argument: argument}

    def run(self):
        return []

docutils.parsers.rst.directives.register_directive('kernel-doc', KernelDoc)
docutils.core.publish_string(open(sys.argv[1]).read(), source_path=sys.argv[1],
                             writer_name='null',
                             settings_overrides={'halt_level': 2})
EOT
report $? "the documentation can be parsed"
missing=$(cd "$work" && sed -n 's/^\.\. kernel-doc:: //p' Documentation/staging/remoteproc-tee.rst |
	while read -r file; do [ -f "$file" ] || echo "$file"; done)
[ -z "$missing" ]
ok $? "what it takes from the sources is there $missing"
missing=$(sed -n '/^REMOTE PROCESSORS IN THE CHARGE/,/^$/ s/^F:\t//p' "$work/MAINTAINERS" |
	while read -r pattern; do compgen -G "$work/$pattern" >/dev/null || echo "$pattern"; done)
[ -z "$missing" ]
ok $? "each pattern of MAINTAINERS is one of a file $missing"
done_testing

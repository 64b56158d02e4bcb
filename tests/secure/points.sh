# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The points that the review of the TEE interface settled (docs/linux.md), each
# by its number. Point 1, the same look as the normal case, is parity.sh; point
# 6, failures, is failures.sh; point 7, attach and detach, is attach.sh.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
# what is left by each one is seen as well after some
recoveries=$(in_check_all 200 40)
load_hooks
core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
remember first

point_2_and_3() {
	is "$(core_start "$core" $fw)" 0 'point 2: starts'
	parsed=$(hook parsed)
	diag "$parsed"
	# shellcheck disable=SC2154 # from table.sh
	like "$parsed" "return=0 size=$table_size ptr=cached memory=kmalloc *" \
		'point 2: parse_fw leaves cached_table, table_ptr and table_sz'
	ok 'point 2: cached_table has the bytes of the signed file' \
		cmp $hook_files/table/parsed /tests/table.bin
	like "$parsed" '* mapped=1 kept=0' \
		'point 3: parse_fw maps the table once, and unmaps it'
	is "$(core_stop "$core")" 0 'point 2: stops'
}

point_4() {
	is "$(table_mappings)" 0 'point 4: no mapping of the table before'
	on_loaded=$(hook starts_on_loaded)
	is "$(core_start "$core" $fw)" 0 'point 4: starts'
	is "$(hook starts_on_loaded)" $((on_loaded + 1)) \
		'point 4: the core works on the loaded table when it starts'
	is "$(table_mappings)" 1 'point 4: one mapping of it while it runs'

	mappings >/tmp/vmalloc.before
	grep 'phys=' /tmp/vmalloc.before >/tmp/maps.before
	remember running
	on_loaded=$(hook starts_on_loaded)
	stops=$(hook stops)
	on_cached=$(hook stops_on_cached)
	round=0
	while [ $round -lt "$recoveries" ] && crash_now "$core"; do
		round=$((round + 1))
	done
	is $round "$recoveries" "point 4: $recoveries recoveries"
	is "$(hook starts_on_loaded)" $((on_loaded + recoveries)) \
		'point 4: in each the core works on the loaded table when it starts'
	is "$(table_mappings)" 1 'point 4: then still one mapping of the table'
	mappings | grep 'phys=' >/tmp/maps.after
	ok 'point 4: and of all memory the same mappings as before them' \
		diff /tmp/maps.before /tmp/maps.after
	ok 'point 4: the driver holds the same as before them' holds running
	mappings >/tmp/vmalloc.after
	is "$(wc -l </tmp/vmalloc.after)" "$(wc -l </tmp/vmalloc.before)" \
		'point 4: and the number of mappings is the one before them' ||
		diag "$(diff /tmp/vmalloc.before /tmp/vmalloc.after)"

	is "$(core_stop "$core")" 0 'point 4: stops'
	is "$(hook stops)" $((stops + recoveries + 1)) \
		'point 4: once more than it has recovered'
	is "$(hook stops_on_cached)" $((on_cached + recoveries + 1)) \
		'point 4: by then the core works on its copy, each time'
	is "$(table_mappings)" 0 'point 4: no mapping of it after the stop'
}

# at the moment of a start, both copies
tables_equal() {
	cmp $hook_files/table/cached $hook_files/table/loaded
}

# words of a file, with their offsets
words() {
	hexdump -v -e '"%04_ax: " 1/4 "%08x" "\n"' "$1"
}

point_5() {
	buffers=$(printf %x $((sram0 + 0xd00000)))
	# where core and Linux see them at one address, the core's is in the table anyway
	own=0
	[ $((sram0)) -ne $((sram_da)) ] || own=1
	vring0=${vrings#vring }
	vring_words=": \(${vring0% *}\|${vrings##* }\)\$"
	for name in teeproc-sram teeproc-sram-anyvring; do
		is "$(core_start "$core" $name.signed)" 0 "point 5: $name: starts"
		ok "point 5: $name: the loaded table equals cached_table" \
			tables_equal
		wait_for 10 rpmsg_of "$core"
		is "$(command_to "$core" vring 5000)" "$vrings" \
			"point 5: $name: the firmware sees the vrings"

		equal=$(hook starts_equal)
		on_loaded=$(hook starts_on_loaded)
		up=$(hook starts)
		ok "point 5: $name: crashes" command_to "$core" crash
		ok "point 5: $name: recovers" wait_for 60 started_since "$core" "$up"
		ok "point 5: $name: after it the loaded table equals cached_table" \
			tables_equal
		is "$(hook starts_equal)" $((equal + 1)) \
			"point 5: $name: read back when the core was released"
		is "$(hook starts_on_loaded)" $((on_loaded + 1)) \
			"point 5: $name: through the loaded table's own mapping"
		wait_for 10 rpmsg_of "$core"
		is "$(command_to "$core" vring 5000)" "$vrings" \
			"point 5: $name: the firmware sees the same vrings"
		ok "point 5: $name: and echoes" echo_test "$core" 100 1

		# What Linux fills in is not in the file: the buffers' address, in
		# cached_table, and the vrings', once their device is there
		words $hook_files/table/loaded >/tmp/words.loaded
		is "$(grep -c ": $buffers\$" /tmp/words.loaded)" $((own + 1)) \
			"point 5: $name: with the address of the buffers"
		physmem read "$table_pa" "$table_size" >/tmp/table.now
		words /tmp/table.now >/tmp/words.now
		is "$(grep -c "$vring_words" /tmp/words.now)" 2 \
			"point 5: $name: with both vring addresses"
		is "$(core_stop "$core")" 0 "point 5: $name: stops"
	done

	words /tests/table-anyvring.bin >/tmp/words.file
	is "$(grep -c -e ": $buffers\$" -e "$vring_words" /tmp/words.file)" $own \
		'point 5: none of which is in the signed file'
}

point_8() {
	is "$(core_start "$core" teeproc-sram-notable.signed)" 0 \
		'point 8: starts a firmware without a resource table'
	is "$(core_get "$core" state)" running 'point 8: running'
	like "$(hook parsed)" 'return=0 size=0 ptr=cached memory=none *' \
		'point 8: cached_table and table_ptr are NULL'
	ok 'point 8: recovers' crash_now "$core"
	is "$(core_stop "$core")" 0 'point 8: stops'
	# the firmware before it had one, the one after it has one again
	is "$(core_start "$core" $fw)" 0 'point 8: one with a table starts again'
	ok 'point 8: and echoes' echo_test "$core" 20 2
	is "$(core_stop "$core")" 0 'point 8: stops'
}

for point in point_2_and_3 point_4 point_5 point_8; do
	$point
	ok "$(echo $point | tr _ ' '): nothing left" \
		left_nothing "$core"
done

done_testing

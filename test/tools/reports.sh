#!/bin/sh
# SPDX-License-Identifier: MIT
# Each report that the sources can emit has a section in docs/reports.md, a wrong
# driver, its expected text and a right twin; and no section is without report.
. test/tools/tap.sh

# In a file that emits reports, a string of words joined by '-' is an id.
ids()
{
	grep -rl --include='*.c' 'dmaspace/report\.h' core dma home host of |
	xargs grep -ohE '"[a-z]+(-[a-z]+)+"' | tr -d '"' | sort -u
}

sections()
{
	sed -n 's/^### //p' docs/reports.md | tr -d ' ' | tr , '\n' | sort
}

complete()
{
	sections | grep -qx "$1" || echo "no section in docs/reports.md"
	for file in "$1.c" "$1.expect" "$1-ok.c"; do
		[ -f "test/bugs/$file" ] || echo "no test/bugs/$file"
	done
	grep -q "$1: " "test/bugs/$1.expect" || echo "its text is not expected"
}

ids >"$work/ids"
sections >"$work/sections"
for id in $(cat "$work/ids"); do
	is "$id" 0 '^$' complete "$id"
done
is 'there are reports' 0 '' test "$(wc -l <"$work/ids")" -gt 30
is 'a section has a report' 1 '^$' grep -vxF -f "$work/ids" "$work/sections"
is 'an id has one section' 0 '^$' uniq -d "$work/sections"
finish

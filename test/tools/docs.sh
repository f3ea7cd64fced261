#!/bin/sh
# SPDX-License-Identifier: MIT
# What the documents say is what there is: examples print what they show, options
# and statements are those of the man pages, links lead somewhere.
. test/tools/tap.sh
PATH=$(dirname "$dmaspace"):$PATH

# The README's $ lines, and what stands below each up to the fence.
sed -n '/^```/,/^```/p' README.md | awk -v out="$work/shown" '
	/^\$ dmaspace / { n++; print substr($0, 3) >(out n ".sh"); next }
	/^```/ { shown = 0; if (n > done) done = n; next }
	n > done { print >(out n ".txt") }'

prints()
{
	CC=gcc sh "$work/shown$1.sh" >"$work/printed" 2>&1
	diff "$work/shown$1.txt" "$work/printed"
}

is 'the README has an example' 0 '' test -f "$work/shown1.txt"
for script in "$work"/shown*.sh; do
	n=${script#"$work/shown"}
	is "README: $(cat "$script")" 0 '^$' prints "${n%.sh}"
done

man_options()
{
	sed -n 's/^\.It Fl \(-[a-z-]*\)[ ,].*/-\1/p; s/^\.It Fl \(-[a-z-]*\)$/-\1/p' \
		"$(find tools -name "dmaspace-$1.1")" | sort -u
}
help_options()
{
	$dmaspace "$1" --help | grep -oE '^ +--[a-z-]+' | tr -d ' ' | sort -u
}
same_options()
{
	man_options "$1" >"$work/man"
	help_options "$1" >"$work/help"
	diff "$work/man" "$work/help"
}
for command in boot cc explain lint run; do
	is "options of $command are in its man page" 0 '^$' \
		same_options $command
done

same_statements()
{
	sed -n 's/^\t{ "\([a-z]*\)", [0-9]*, [0-9]*, ".*/\1/p' \
		tools/script-calls.c | sort -u >"$work/have"
	[ -s "$work/have" ] || return 9
	sed -n '/^\.Sh SCRIPTS/,/^\.Sh EXIT/s/^\.It Ic \([a-z]*\).*/\1/p' \
		tools/dmaspace-run.1 | sort -u |
		grep -vxE 'repeat|thread|join|expect' | diff - "$work/have"
}
is 'statements are in the man page' 0 '^$' same_statements

links()
{
	for document in README.md docs/*.md; do
		grep -oE '\]\([^):#]+' "$document" | cut -c3- |
		while read -r to; do
			[ -e "$(dirname "$document")/$to" ] ||
				echo "$document: $to is not there"
		done
		grep -oE '`(bench|core|dma|docs|drivers|home|host|include|kapi|models|of|scripts|test|tools)/[a-zA-Z0-9._/-]+`' \
			"$document" | tr -d '`' | grep -v '/ID' |
		while read -r to; do
			[ -e "$to" ] || echo "$document: $to is not there"
		done
	done
}
is 'links and paths in documents' 0 '^$' links

if command -v man >/dev/null; then
	for page in $(find tools -name "*.1" | sort); do
		is "$page is well formed" 0 '^$' \
			sh -c "man --warnings -E UTF-8 -l -Tutf8 -Z $page 2>&1 >/dev/null"
	done
fi
finish

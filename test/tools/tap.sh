# SPDX-License-Identifier: MIT
# TAP for shell tests: `. test/tools/tap.sh`, then is NAME STATUS TEXT COMMAND...
# $dmaspace is the command to test, $work a folder that goes away.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
points=0

# The command ends with STATUS and says TEXT (a regular expression; "" is
# anything).
is()
{
	name=$1 status=$2 text=$3
	shift 3
	points=$((points + 1))
	got=0
	out=$("$@" 2>&1 </dev/null) || got=$?
	if [ "$got" = "$status" ] && echo "$out" | grep -qE -e "$text"; then
		echo "ok $points - $name"
	else
		echo "# exit status $got, expected $status and /$text/:"
		echo "$out" | head -n 12 | sed 's/^/# /'
		echo "not ok $points - $name"
	fi
}

finish()
{
	echo "1..$points"
}

#!/usr/bin/env bash
# Every seeded bug by the command line: ./chaos run SYSTEM --on simulation --opt bug=NAME --runs 1000 --json must exit 1 for each of them.
# usage: eng/seeded-bugs.sh [NAME ...]   prints bug, exit code, the anomalies and the run that showed them; ends with how many were found.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
found=0 all=0

while read -r system name; do
    if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
    all=$((all + 1)) code=0
    "$root/chaos" run "$system" --on simulation --opt "bug=$name" --runs 1000 --seed 1 --out "$out/run" --json \
        >"$out/result.json" 2>"$out/progress.txt" </dev/null || code=$?
    [ "$code" != 1 ] || found=$((found + 1))
    anomalies=$(sed -n '/"anomalies": \[/,/\]/p' "$out/result.json" | grep -o '"name": "[a-z-]*"' | cut -d'"' -f4 | sort -u | paste -sd, || true)
    seed=$(grep -o -m1 '"seed": *[0-9]*' "$out/result.json" | grep -o '[0-9]*$' || true)
    printf '%-30s exit %s  seed %-20s %s\n' "$name" "$code" "${seed:-none}" "$anomalies"
    rm -rf "$out/run"*
done < <("$root/chaos" list bugs --json | sed -n 's/.*"name":"\([^"]*\)","system":"\([^"]*\)".*/\2 \1/p')

printf '%s of %s bugs were found.\n' "$found" "$all"
[ "$found" = "$all" ]

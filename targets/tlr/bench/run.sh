#!/bin/sh
# The translated machine against the one in C, in one run: medians of several runs in turn, and their ratio.
# Usage: bench/run.sh BINARY [RUNS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "${1:?usage: run.sh BINARY [RUNS]}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-cc} -O2 -o "$work/tlr-c" "$here/tlr.c"
# 10^8 instructions each: the square takes 7 for each step.
python3 "$here/../../../benches/ratio.py" --runs "${2:-5}" --name "square" \
    -- "$work/tlr-c square 14285714" "$binary 14285714"
python3 "$here/../../../benches/ratio.py" --runs "${2:-5}" --name "count" \
    -- "$work/tlr-c count 50000000" "$binary --program $here/../programs/count.tlr 50000000"

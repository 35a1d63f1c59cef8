#!/bin/sh
# The translated interpreter against the one in C, in one run: medians of several runs in turn, and their ratio.
# Usage: bench/run.sh BINARY [RUNS] [LIMIT]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "${1:?usage: run.sh BINARY [RUNS] [LIMIT]}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-cc} -O2 -o "$work/bf-c" "$here/bf.c"
echo "${3:-500}" > "$work/limit"
python3 "$here/../../../benches/ratio.py" --runs "${2:-5}" --name "primes" --input "$work/limit" \
    -- "$work/bf-c $here/../programs/primes.bf" "$binary $here/../programs/primes.bf"

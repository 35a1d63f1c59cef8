#!/bin/sh
# The paper's two measurements, untranslated and translated. Usage: bench/run.sh TRANSLATE [PYTHON]
# The untranslated runs are a tenth of the paper's (all) and one whole (typical); the times are given for the paper's numbers.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
translate=${1:?usage: run.sh TRANSLATE [PYTHON]}
python=${2:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$translate" -q "$here" -o "$work/bench"
export PYTHONPATH="$here/../../../frontends/rpython/lib"
echo "untranslated (all 100 stands for a tenth of 1000):"
"$python" "$here/target.py" all 100
"$python" "$here/target.py" typical 1
echo "translated:"
for _ in 1 2 3; do
    "$work/bench" all 1000
    "$work/bench" typical 1
done

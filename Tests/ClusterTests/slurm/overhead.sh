#!/usr/bin/env bash
# What a queue costs: 2000 units of about 0.2 s in 40 tasks on one node of two cores, against the same
# sweep in one process on two cores. overhead.sh SCARP [ROUNDS]. Needs an idle machine and minutes.
set -euo pipefail
scarp=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap '"$here/down.sh" "$work/slurm"; rm -rf "$work"' EXIT
settings=$(MAX_ARRAY=1001 "$here/up.sh" "$work/slurm") || { echo "no Slurm can be brought up here"; exit 77; }
eval "$settings"
export SCARP_SLURM_POLL=1 SCARP_SLURM_TASKS=40
cd "$work"

cat > t.md <<'T'
```{experiment #cliff}
run: threshold-sweep
delta: {from: 0.5, to: 10, step: 0.5}
d: 300
steps: 3000
seeds: 100
theory: false
```
T
elapsed() { # NAME [OPTION…]
  local start; start=$(date +%s.%N)
  $scarp render t.md --output-dir "$1" --store "$1/s.sqlite" "${@:2}" 2> "$1.log" || { tail -5 "$1.log"; exit 1; }
  echo "$(date +%s.%N) - $start" | bc
}
for round in $(seq "${2:-2}"); do
  local=$(elapsed "local-$round" --jobs 2)
  slurm=$(elapsed "slurm-$round" --engine slurm --slurm nodelist=n1)
  cmp "local-$round/t.html" "slurm-$round/t.html"
  units=$(grep -o "[0-9.]* s of one core\|[0-9.]* min [0-9.]* s of one core" "local-$round.log" | head -1)
  echo "round $round ($units in all): one process $local s, 40 tasks $slurm s, overhead $(echo "scale=4; 100 * ($slurm / $local - 1)" | bc -l) %"
done

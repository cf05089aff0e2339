#!/usr/bin/env bash
# The same sweep through this process and through a real Slurm of four nodes on loopback, undisturbed
# and disturbed: check.sh SCARP [all]. Each report must equal the local one to the byte. `all` adds the
# case that takes minutes, a node that dies while its tasks live on. Ends with 77 where Slurm does not run.
set -uo pipefail
scarp=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
failures=0
finish() {
  "$here/down.sh" "$work/slurm"
  test $failures = 0 && rm -rf "$work" || echo "left in $work"
}
trap finish EXIT
settings=$("$here/up.sh" "$work/slurm") || { echo "no Slurm can be brought up here"; exit 77; }
eval "$settings"
export SCARP_SLURM_GRACE=8 SCARP_SLURM_POLL=1 SCARP_SLURM_TASKS=12
cd "$work"

cat > t.md <<'T'
# A sweep

```{experiment #cliff}
run: threshold-sweep
delta: {from: 1, to: 8, step: 1}
d: 150
steps: 1500
seeds: 24
theory: false
```

```{figure #fig-cliff}
show: cliff
of: cliff
caption: The fraction that learns, with $\delta_{50}$ at `{value} cliff.delta50 :.2f±`.
```
T
$scarp render t.md --output-dir local --store local.sqlite 2> local.log || { cat local.log; exit 1; }

render() { # NAME [OPTION…]: through Slurm, with a store and a plan of its own
  $scarp render t.md --output-dir "$1" --store "$1/s.sqlite" --engine slurm "${@:2}" 2> "$1.log"
}
plan() { ls -d "$1"/plans/*; }
arrived() { cat "$(plan "$1")"/parts/*.jsonl 2>/dev/null | wc -l; }
until_running() { # NAME: some tasks run
  for _ in $(seq 100); do squeue -h -t R | grep -q . && return; sleep 0.1; done
}
same() { # NAME WHAT
  if cmp -s local/t.html "$1/t.html"; then
    echo "ok    $2"
  else
    echo "FAIL  $2"; tail -5 "$1.log"; failures=$((failures + 1))
  fi
}
says() { # NAME CODE WANTED PATTERN WHAT
  if test "$2" = "$3" && grep -q "$4" "$1.log"; then
    echo "ok    $5"
  else
    echo "FAIL  $5 (ended with $2)"; tail -5 "$1.log"; failures=$((failures + 1))
  fi
}

render plain; same plain "four nodes give the report of one process"

render killed & sleep 2; until_running
for _ in 1 2 3 4; do pkill -9 -f "worker --dir $work/killed" -o; sleep 0.5; done
wait $!; same killed "tasks killed by SIGKILL are made up for in another round"

render requeued & sleep 2; until_running
scontrol requeue "$(squeue -h -t R -o %i | head -1)"
wait $!; same requeued "a requeued task goes on"

# A controller that dies with jobs it has not yet written down launches them again, and drains the nodes.
render restarted & sleep 2; until_running
kill "$(cat slurm/run/slurmctld.pid)"; sleep 3; slurmctld
wait $!; same restarted "the controller was away for a while"

render detached --detach; code=$?
says detached $code 0 "submitted" "--detach submits and leaves"
$scarp status "$(plan detached)" > status.log; grep -q "of 192 units arrived" status.log \
  && echo "ok    status counts" || { echo "FAIL  status"; cat status.log; failures=$((failures + 1)); }
$scarp resume "$(plan detached)" 2>> detached.log; same detached "resume waits and makes the report"

render cancelled --detach; until_running; $scarp cancel "$(plan cancelled)"; sleep 2
$scarp resume "$(plan cancelled)" 2>> cancelled.log; same cancelled "what was cancelled is submitted again"

mkdir -p full/plans && mount -t tmpfs -o size=400k tmpfs full/plans 2>/dev/null && {
  render full & sleep 1.5; until_running
  head -c 400k /dev/zero > full/plans/filler 2>/dev/null; sleep 6; rm full/plans/filler
  wait $!; same full "a disk that was full for a while"
  umount full/plans
}

render rejected --slurm partition=none; says rejected $? 1 "sbatch: error" "a rejected job is an error, in Slurm's words"

mkdir bin && printf '#!/bin/sh\necho "Unable to contact the controller"; exit 1\n' > bin/squeue && chmod +x bin/squeue
PATH="$work/bin:$PATH" SCARP_SLURM_PATIENCE=4 SCARP_SLURM_TASKS=1 render silent
says silent $? 1 "units arrived: the queue has not answered" "a silent queue ends in a report of what there is"
timeout 20 scancel -u "$(id -u)"; sleep 1

printf '#!/bin/sh\necho 999999\n' > bin/sbatch; printf '#!/bin/sh\nexit 0\n' > bin/squeue; chmod +x bin/*
PATH="$work/bin:$PATH" SCARP_SLURM_GRACE=1 render lost
says lost $? 1 "0 of 192 units arrived: 3 rounds" "lost jobs end after three rounds"
SCARP_SLURM_TASKS=4 $scarp resume "$(plan lost)" 2>> lost.log; same lost "and the folder goes on where it can"

if test "${2:-}" = all; then
  SCARP_SLURM_TASKS=24 render node & sleep 2; until_running
  kill -9 "$(cat slurm/run/slurmd-n1.pid)"
  wait $!; same node "a node died while its tasks lived on"
fi
test $failures = 0

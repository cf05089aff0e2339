#!/usr/bin/env bash
# Ends the Slurm that up.sh DIR began.
dir=$(cd "$1" && pwd)
export SLURM_CONF="$dir/slurm.conf"
timeout 10 scancel -u "$(id -u)" 2>/dev/null
for _ in $(seq 50); do
  test -z "$(timeout 5 squeue -h 2>/dev/null)" && break
  sleep 0.2
done
for file in "$dir"/run/*.pid; do test -f "$file" && kill "$(cat "$file")" 2>/dev/null; done
sleep 1
for file in "$dir"/run/*.pid; do test -f "$file" && kill -9 "$(cat "$file")" 2>/dev/null; done
true

#!/usr/bin/env bash
# A Slurm of four nodes on this machine's loopback, all of it in the folder DIR: up.sh DIR.
# Prints what a shell must set to use it. Needs slurm-wlm, munge and root; down.sh ends it.
set -euo pipefail
mkdir -p "$1"
dir=$(cd "$1" && pwd)
mkdir -p "$dir"/{run,log,state} "$dir"/spool/n{1,2,3,4}
chmod 0755 "$dir" "$dir"/{run,log,state}
export SLURM_CONF="$dir/slurm.conf"

head -c 1024 /dev/urandom > "$dir/munge.key"
chmod 0400 "$dir/munge.key"
munged --socket="$dir/run/munge.sock" --key-file="$dir/munge.key" --log-file="$dir/log/munged.log" \
  --pid-file="$dir/run/munged.pid" --seed-file="$dir/run/munge.seed" --force 2>> "$dir/log/munged.err"

cat > "$dir/slurm.conf" <<CONF
ClusterName=loopback
SlurmctldHost=localhost
SlurmctldPort=17100
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/run/munge.sock
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/run/slurmctld.pid
SlurmdPidFile=$dir/run/slurmd-%n.pid
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=5,bf_interval=5,batch_sched_delay=0,sched_min_interval=0
SlurmdParameters=config_overrides
ReturnToService=2
SlurmdTimeout=10
KillWait=5
MailProg=/bin/true
NodeName=n[1-4] NodeHostname=localhost NodeAddr=127.0.0.1 Port=[17001-17004] CPUs=2 CoresPerSocket=2
PartitionName=main Nodes=ALL Default=YES
CONF
echo "CgroupPlugin=cgroup/v1" > "$dir/cgroup.conf"

slurmctld -c
for node in n1 n2 n3 n4; do slurmd -N $node; done
for _ in $(seq 100); do
  idle=$(sinfo -hN -t idle -o %N 2>/dev/null | sort -u | wc -l)
  test "$idle" = 4 && { echo "export SLURM_CONF=$SLURM_CONF"; exit 0; }
  sleep 0.2
done
echo "the nodes did not come up; see $dir/log" >&2
exit 1

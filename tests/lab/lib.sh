# What the lab's scripts share. Sourced, not run.
set -euo pipefail

# One lab a machine: its users and its FRR pathspace have fixed names.
LAB="${FLEET_LAB_DIR:-/tmp/fleet-lab}"
LAB_NAME=fleetlab
LAB_USERS=(fleetlab fleetsh fleetfrr)
LAB_COMMENT="Fleet test lab"
FRR_RUN="/var/run/frr/$LAB_NAME"
FRR_ETC="/etc/frr/$LAB_NAME"

say() { printf 'lab: %s\n' "$*" >&2; }

# A port of 127.0.0.1 that nobody listens on, below the range that outgoing connections take theirs from.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    ((SECONDS < until)) || return 1
    sleep 0.05
  done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

random_secret() { head -c 18 /dev/urandom | base64 | tr '+/' 'xy'; }

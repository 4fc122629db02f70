#!/usr/bin/env bash
# Two instances behind nginx with PostgreSQL and Redis, all real, on free loopback ports of one machine.
#
#   samples/deploy/scale-out.sh          builds, sends 10,000 hook calls and 5,000 feedback posts while one instance is
#                                        killed with SIGKILL and comes back, and checks that every acknowledged feedback
#                                        is in the report exactly once (tests/LegCramps.Service.Tests/Deploy/ScaleOutTests.cs)
#   samples/deploy/scale-out.sh serve    only the servers, until standard input ends (at most 15 minutes)
#
# Needs the .NET SDK, PostgreSQL, redis-server and nginx. Everything it makes is gone when it ends.
# Instances run in Development: this is about many instances, not about tokens.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
readonly here repository MostStarts=5 Seconds=900

die() {
  echo "$*" >&2
  exit 1
}

free_port() { # one that nobody listens on, and that was not given out before
  local port
  for _ in {1..200}; do
    port=$((20000 + RANDOM % 12000))
    [[ " ${ports[*]} " == *" $port "* ]] && continue
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
    ports+=("$port")
    return
  done
  die "no free port found"
}

wait_for() { # <what> <command...>: at most three minutes
  local what=$1
  shift
  for _ in {1..1800}; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  tail -n 20 "$work"/*.log >&2 || true
  die "$what did not start"
}

# PostgreSQL refuses to run as root.
as_nobody() {
  if [[ $(id -u) == 0 ]]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi
}

start_postgresql() {
  local pg
  pg=$(find /usr/lib/postgresql -name initdb -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)
  [[ $pg ]] || die "needs PostgreSQL"
  pg=$(dirname "$pg")
  mkdir "$work/pg"
  [[ $(id -u) != 0 ]] || chown nobody "$work/pg"
  (cd /tmp && as_nobody "$pg/initdb" -D "$work/pg/data" -U legcramps --auth=trust --encoding=UTF8 >"$work/pg/initdb.log" 2>&1)
  (cd /tmp && as_nobody "$pg/postgres" -D "$work/pg/data" -p "${ports[0]}" -c listen_addresses=127.0.0.1 -k "$work/pg" -c max_connections=100 >"$work/postgresql.log" 2>&1) &
  pids+=("$!")
  wait_for PostgreSQL as_nobody "$pg/pg_isready" -h 127.0.0.1 -p "${ports[0]}"
}

start_redis() {
  redis-server --bind 127.0.0.1 --port "${ports[1]}" --save '' --dir "$work" >"$work/redis.log" 2>&1 &
  pids+=("$!")
  wait_for Redis redis-cli -p "${ports[1]}" ping
}

start_nginx() {
  sed -e "s|legcramps-1:8080|127.0.0.1:${ports[3]}|; s|legcramps-2:8080|127.0.0.1:${ports[5]}|" \
    -e "s|listen 8080|listen 127.0.0.1:${ports[2]}|; s|/tmp/|$work/nginx-|" "$here/nginx.conf" >"$work/nginx.conf"
  nginx -c "$work/nginx.conf" -e "$work/nginx.log" -g "daemon off;" >"$work/nginx-start.log" 2>&1 &
  pids+=("$!")
  wait_for nginx curl -fsS "http://127.0.0.1:${ports[2]}/health/live"
}

# Starts an instance, and starts it again when it has died, as an orchestrator would.
keep_instance() { # <number> <public port> <management port>
  local pid=
  trap '[[ -z $pid ]] || kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; exit 0' TERM
  for ((start = 0; start < MostStarts; start++)); do
    env -C "$work" ASPNETCORE_ENVIRONMENT=Development \
      LegCramps__Cards="$repository/cards" LegCramps__DataFolder="$work/data" LegCramps__Secret=the-same-on-every-instance \
      Store__Provider=PostgreSql ConnectionStrings__Store="Host=127.0.0.1;Port=${ports[0]};Database=legcramps;Username=legcramps" \
      ConnectionStrings__Redis="127.0.0.1:${ports[1]}" Management__Urls="http://127.0.0.1:$3" \
      dotnet "$service" --urls "http://127.0.0.1:$2" >>"$work/instance-$1.log" 2>&1 &
    pid=$!
    # Moved into place, so that nobody reads half of it.
    echo "$pid" >"$work/instance-$1.new" && mv "$work/instance-$1.new" "$work/instance-$1.pid"
    wait "$pid" || true
    sleep 1
  done
}

stop() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  # PostgreSQL is asked through the process that it wrote down, because the shell around it would not pass the signal on.
  [[ ! -s $work/pg/data/postmaster.pid ]] || kill -INT "$(head -n 1 "$work/pg/data/postmaster.pid")" 2>/dev/null || true
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}

serve() {
  local database
  service=${LEGCRAMPS_SERVICE:-$repository/src/LegCramps.Service/bin/Release/net10.0/LegCramps.Service.dll}
  [[ -f $service ]] || die "there is no $service; run dotnet build -c Release"
  for tool in redis-server redis-cli nginx curl; do command -v "$tool" >/dev/null || die "needs $tool"; done
  work=$(mktemp -d)
  chmod 755 "$work"
  pids=() ports=()
  for _ in {1..7}; do free_port; done
  trap stop EXIT
  trap 'exit 1' INT TERM
  start_postgresql
  database="$(dirname "$(find /usr/lib/postgresql -name createdb -path '*/bin/*' | sort -V | tail -n 1)")"
  "$database/createdb" -h 127.0.0.1 -p "${ports[0]}" -U legcramps legcramps
  start_redis
  keep_instance 1 "${ports[3]}" "${ports[4]}" &
  pids+=("$!")
  keep_instance 2 "${ports[5]}" "${ports[6]}" &
  pids+=("$!")
  for port in "${ports[3]}" "${ports[5]}"; do wait_for "an instance" curl -fsS "http://127.0.0.1:$port/health/ready"; done
  start_nginx
  echo "front http://127.0.0.1:${ports[2]}"
  echo "instance1 http://127.0.0.1:${ports[3]} http://127.0.0.1:${ports[4]} $work/instance-1.pid"
  echo "instance2 http://127.0.0.1:${ports[5]} http://127.0.0.1:${ports[6]} $work/instance-2.pid"
  echo ready
  timeout "$Seconds" cat >/dev/null || true
}

case ${1:-} in
  serve) serve ;;
  '')
    cd "$repository"
    dotnet build tests/LegCramps.Service.Tests -c Release
    LEGCRAMPS_SCALE_OUT=full dotnet test tests/LegCramps.Service.Tests -c Release --no-build \
      --filter FullyQualifiedName~ScaleOutTests --logger 'console;verbosity=detailed'
    ;;
  *) die "usage: scale-out.sh [serve]" ;;
esac

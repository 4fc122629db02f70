#!/usr/bin/env bash
# Builds the Dockerfile as it stands and runs the image, without a Docker daemon and without an image registry.
#
# What it proves: every step of the Dockerfile, the layout, the user, the port and the entry point of the image;
# that the service answers in it with a read-only root file system, no capabilities, no network and 256 MB.
# What it does not prove: anything about the real base images. Stand-ins take their names, made of this machine's
# distribution and its .NET SDK, and packages come from this machine's package cache.
#
# Needs root on Debian or a relative of it. Stand-ins are kept in CONTAINER_PROOF_CACHE, by default below the
# user's cache folder; --fresh makes them anew. Prints PASS and FAIL lines; exits 0 when there is no FAIL, 2 when
# the proof could not be tried.
# shellcheck disable=SC2317 # functions are called through check, timed and trap
set -euo pipefail

readonly Tools=(buildah podman runc mmdebstrap jq curl nsenter unshare)
readonly Packages=(buildah podman runc mmdebstrap jq curl util-linux)
readonly Image=legcramps:proof Volume=legcramps-proof User=1654
readonly Sample=samples/requests/order-select-raloxifene.json

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${CONTAINER_PROOF_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/legcramps-container-proof}
work=$(mktemp -d)
failed=0
container=

pass() { echo "PASS  $*"; }
fail() { echo "FAIL  $*"; failed=$((failed + 1)); }
give_up() { echo "The container proof could not be tried: $*" >&2; exit 2; }
check() { # <what> <command...>
  local what=$1
  shift
  if "$@" >"$work/check.log" 2>&1; then pass "$what"; else fail "$what"; head -c 2000 "$work/check.log"; fi
}
timed() { # <what> <function>
  local start=$SECONDS
  "$2" >"$work/$2.log" 2>&1 9>&- || { tail -n 40 "$work/$2.log" >&2; return 1; }
  echo "      $1: $((SECONDS - start)) s"
}

# In a process namespace of its own: a build server that a step leaves behind ends with it.
buildah_() {
  BUILDAH_ISOLATION=chroot unshare --pid --fork --kill-child --mount-proc \
    buildah --root "$cache/store" --runroot "$cache/run" --storage-driver vfs "$@"
}
podman_() {
  timeout -k 10 120 podman --root "$cache/store" --runroot "$cache/run" --tmpdir "$cache/tmp" --storage-driver vfs \
    --runtime runc --cgroup-manager cgroupfs "$@" 9>&-
}

have_tools() {
  local tool
  for tool in "${Tools[@]}"; do command -v "$tool" >/dev/null || return 1; done
}

install_tools() {
  have_tools && return
  apt-get update -qq
  # RUNLEVEL=1: nothing that is installed starts by itself.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${Packages[@]}"
  have_tools
}

# The newest package of the distribution whose name is a stem and a number, such as a library and its version.
newest() { apt-cache pkgnames "$1" | grep -E "^$1[0-9]+(t64)?$" | sort -V | tail -n 1; }

make_root() {
  local suite sources libraries
  # shellcheck source=/dev/null
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mapfile -t sources < <(grep -lE "(^Suites:.*|[[:space:]])$suite([[:space:]]|$)" \
    /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null)
  libraries="ca-certificates,tzdata,libstdc++6,zlib1g,$(newest libicu),$(newest libssl)"
  mmdebstrap --variant=essential --include="$libraries" "$suite" "$work/root.tar" "${sources[@]}"
}

make_base() { # <name> <what of the SDK goes in...>
  local name=$1 base part
  shift
  base=$(buildah_ from scratch)
  buildah_ add "$base" "$work/root.tar" /
  for part in "$@"; do buildah_ copy "$base" "$sdk/$part" "/usr/share/dotnet/$part"; done
  buildah_ run "$base" -- ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
  buildah_ run "$base" -- useradd --uid "$User" --create-home app
  buildah_ config --env APP_UID="$User" --env ASPNETCORE_HTTP_PORTS=8080 --env DOTNET_RUNNING_IN_CONTAINER=true \
    --label org.legcramps.standin="$stamp" "$base"
  buildah_ commit --rm --disable-compression "$base" "mcr.microsoft.com/dotnet/$name:10.0"
}

make_bases() {
  make_root
  make_base aspnet dotnet host shared
  make_base sdk dotnet host shared sdk sdk-manifests packs templates
}

has_base() {
  [[ $(buildah_ inspect --type image --format "{{index .OCIv1.Config.Labels \"org.legcramps.standin\"}}" \
    "mcr.microsoft.com/dotnet/$1:10.0" 2>/dev/null) == "$stamp" ]]
}

fill_package_cache() { dotnet restore src/LegCramps.Service --locked-mode; }

build_image() {
  mkdir "$work/nuget"
  cat >"$work/nuget/NuGet.Config" <<'XML'
<configuration>
  <packageSources><clear /><add key="host" value="/root/.nuget/packages" /></packageSources>
</configuration>
XML
  buildah_ bud --pull-never --layers=false -v "$packages:/root/.nuget/packages:ro" -v "$work/nuget:/root/.nuget/NuGet:ro" \
    -t "$Image" "$repository"
}

start() { # [podman options...]
  stop
  # The two ulimits: without CAP_SYS_RESOURCE the defaults cannot be set.
  container=$(podman_ run -d --pull=never --network none --read-only --read-only-tmpfs=false --cap-drop ALL \
    --security-opt no-new-privileges --memory 256m --ulimit nofile=20000:20000 --ulimit nproc=4096:4096 "$@" "$Image")
}

stop() { [[ -z $container ]] || podman_ rm -f -t 5 "$container" >/dev/null 2>&1 || true; container=; }
pid() { podman_ inspect -f '{{.State.Pid}}' "$container"; }
# From the host into the container's own network: the image needs no tool for it, and the container no network.
call() { nsenter -t "$(pid)" -n curl -sS --max-time 20 "$@"; }

is_ready() {
  local i
  for ((i = 0; i < 60; i++)); do
    [[ $(call -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/health/ready 2>/dev/null) == 200 ]] && return
    sleep 0.5
  done
  podman_ logs "$container"
  return 1
}

lists_three_services() { call http://127.0.0.1:8080/cds-services | tee /dev/stderr | jq -e '.services | length == 3'; }

answers_with_a_card() {
  call -w '\n' --fail-with-body -H 'Content-Type: application/json' --data-binary "@$repository/$Sample" \
    "http://127.0.0.1:8080/cds-services/legcramps-$(jq -r .hook "$repository/$Sample")" |
    tee /dev/stderr | jq -e '.cards | length > 0'
}

is_not_root() { [[ $(awk '$1 == "Uid:" { print $2 $3 $4 $5 }' "/proc/$(pid)/status") == "$User$User$User$User" ]]; }
cannot_write() { ! podman_ exec "$container" touch /app/written && ! podman_ exec "$container" touch /tmp/written; }
refuses_without_clients() { start && [[ $(podman_ wait "$container") != 0 ]]; }
keeps_secret() {
  start -e ASPNETCORE_ENVIRONMENT=Development -e LegCramps__DataFolder=/data -v "$Volume:/data" && is_ready &&
    podman_ exec "$container" test -s /data/legcramps.secret
}

clean_up() {
  stop
  podman_ volume rm -f "$Volume" >/dev/null 2>&1 || true
  podman_ rmi -f "$Image" >/dev/null 2>&1 || true
  buildah_ rm --all >/dev/null 2>&1 || true
  podman_ image prune -f >/dev/null 2>&1 || true
  rm -rf "$work"
}

cd "$repository"
[[ $(id -u) == 0 ]] || give_up "it needs root"
command -v dotnet >/dev/null || give_up "there is no dotnet on the path"
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
packages=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
stamp="local-$(dotnet --version)"
timed "tools" install_tools || give_up "not all of ${Tools[*]} can be had"
trap clean_up EXIT
[[ ${1:-} != --fresh ]] || rm -rf "$cache"
mkdir -p "$cache"
exec 9>"$cache/lock"
flock -w 600 9 || give_up "another proof holds $cache/lock"

if has_base sdk && has_base aspnet; then echo "      stand-ins: kept from an earlier run"
else timed "stand-ins" make_bases || give_up "the stand-ins of the base images cannot be made"; fi
timed "package cache" fill_package_cache || give_up "packages cannot be restored here"
if ! timed "image" build_image; then
  fail "the Dockerfile builds"
  exit 1
fi

pass "the Dockerfile builds, its cards pass their check and their cases"
check "refuses to start in Production without clients" refuses_without_clients
start -e ASPNETCORE_ENVIRONMENT=Development
check "/health/ready answers 200" is_ready
check "/cds-services lists three services" lists_three_services
check "$Sample is answered by 200 and a card" answers_with_a_card
check "the process is user $User, not root" is_not_root
check "the root file system cannot be written" cannot_write
awk '$1 == "VmHWM:" { printf "      peak memory: %d MB\n", $2 / 1024 }' "/proc/$(pid)/status"
check "a volume at /data keeps the secret" keeps_secret
echo "Proved with local stand-ins for the base images; the real ones were not part of it."
exit $((failed > 0))

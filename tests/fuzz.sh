#!/usr/bin/env bash
# Damages the bodies of real clients (../shared, else samples/requests) and demands that each is read without a fault.
#   tests/fuzz.sh [bodies, 1000000 by default] [number of the run, a new one by default] [first body, 0 by default]
# The same run and body give the same bytes: to see one again, name its run, 1 body and its number.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
report=$(mktemp)
trap 'rm -f "$report"' EXIT
export FUZZ_BODIES=${1:-1000000} FUZZ_RUN=${2:-$RANDOM$RANDOM} FUZZ_FIRST=${3:-0} FUZZ_SECONDS=14400 FUZZ_REPORT=$report
status=0
nice -n 10 dotnet test tests/LegCramps.Tests -c Release --filter FullyQualifiedName~FuzzTests --logger 'console;verbosity=quiet' >"$report.log" 2>&1 || status=$?
if [[ -s $report ]]; then cat "$report"; else cat "$report.log"; fi
rm -f "$report.log"
exit "$status"

#!/usr/bin/env bash
# Asks the package source for known vulnerabilities of everything that is referenced, directly or not.
# Exit code 0: none known. 1: at least one. 2: the source told nothing, so nothing is proved.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
readonly Found='has the following vulnerable packages|>.*(Low|Moderate|High|Critical)'

canary=$(mktemp -d)
trap 'rm -rf "$canary"' EXIT
# GHSA-5crp-9r3c-p9vr, public since 2022: a source that does not know it knows nothing.
cat >"$canary/canary.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.3" /></ItemGroup>
</Project>
PROJECT

vulnerable() { dotnet list "$1" package --vulnerable --include-transitive 2>&1; }

if ! dotnet restore "$canary/canary.csproj" >"$canary/log" 2>&1; then
  cat "$canary/log"
  echo "BLIND: the package source cannot be reached. Nothing was audited."
  exit 2
fi
# Into a variable first: grep -q would close the pipe on whoever is still writing, which counts as a failure.
known=$(vulnerable "$canary/canary.csproj")
if ! grep -Eq "$Found" <<<"$known"; then
  echo "BLIND: the package source does not know a vulnerability that is public since 2022 (Newtonsoft.Json 12.0.3). Nothing was audited."
  exit 2
fi

dotnet restore >"$canary/log" 2>&1 || { cat "$canary/log"; echo "FAILED: restore"; exit 1; }
report=$(vulnerable LegCramps.sln) || { echo "$report"; echo "BLIND: the list could not be made. Nothing was audited."; exit 2; }
echo "$report"
if grep -Eq "$Found" <<<"$report"; then
  echo "FAILED: known vulnerabilities, see above"
  exit 1
fi
echo "No known vulnerability."

#!/usr/bin/env bash
# Publishes the service and writes beside it what it is made of: a CycloneDX SBOM in JSON.
#   .ci/sbom.sh [folder, artifacts by default]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=${1:-artifacts}
project=src/LegCramps.Service/LegCramps.Service.csproj
version=$(dotnet msbuild "$project" -getProperty:Version)
dotnet tool restore
dotnet publish "$project" -c Release -o "$out/service"
# What only builds and tests it is no part of it.
dotnet tool run dotnet-CycloneDX "$project" -o "$out" -fn legcramps.cdx.json -F Json --set-name legcramps --set-version "$version" --exclude-dev --disable-package-restore
components=$(grep -c '"purl"' "$out/legcramps.cdx.json") || true
[[ $components -gt 10 ]] || { echo "FAILED: the SBOM names $components components, which cannot be all of them"; exit 1; }
echo "$out/legcramps.cdx.json: $components components, version $version"

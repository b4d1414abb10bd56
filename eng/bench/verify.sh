#!/usr/bin/env bash
# maestro verify on the case of 1,000 nodes and 300 envelopes, whole process, median of 5; beside it one openssl signature check.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
dotnet build src/Maestro.Cli -c Release --nologo -v quiet -clp:NoSummary
dotnet build tests/Maestro.SafetyCase.Tests --nologo -v quiet -clp:NoSummary
MAESTRO_LARGE_CASE=$scratch/case artifacts/bin/Maestro.SafetyCase.Tests/debug/Maestro.SafetyCase.Tests -class '*LargeCaseTests' >"$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
key=$(find "$scratch/case" -name 'maestro.pub' | head -1)
folder=$(dirname "$key")
median() { sort -n "$1" | awk '{v[NR]=$0} END {split(v[int((NR + 1) / 2)], f, " "); printf "%.2f | %.2f", f[1], f[2] + f[3]}'; }
TIMEFORMAT='%R %U %S'
for _ in 1 2 3 4 5; do
  { time artifacts/bin/Maestro.Cli/release/maestro verify "$folder" --key "$key" >"$scratch/out" 2>&1 || true; } 2>>"$scratch/verify"
done
openssl ecparam -name prime256v1 -genkey -noout -out "$scratch/key.pem" && openssl ec -in "$scratch/key.pem" -pubout -out "$scratch/pub.pem" 2>/dev/null
openssl dgst -sha256 -sign "$scratch/key.pem" -out "$scratch/sig" "$folder/case.json"
for _ in 1 2 3 4 5; do
  { time openssl dgst -sha256 -verify "$scratch/pub.pem" -signature "$scratch/sig" "$folder/case.json" >/dev/null; } 2>>"$scratch/openssl"
done
echo "| what | wall s | CPU s |"; echo "|---|---|---|"
echo "| maestro verify, $(head -1 "$scratch/out") | $(median "$scratch/verify") |"
echo "| openssl dgst -verify, one signature | $(median "$scratch/openssl") |"

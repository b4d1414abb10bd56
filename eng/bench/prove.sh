#!/usr/bin/env bash
# maestro prove on the sample, whole process tree: cold verdict cache, then warm. The figures a method come from eng/bench/prove.
set -euo pipefail
cd "$(dirname "$0")/../.."
project=${1:-samples/Storefront/src/Storefront}
dotnet build src/Maestro.Cli -c Release --nologo -v quiet -clp:NoSummary
MAESTRO_CACHE=$(mktemp -d)
export MAESTRO_CACHE MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
trap 'rm -rf "$MAESTRO_CACHE"' EXIT
maestro=artifacts/bin/Maestro.Cli/release/maestro
dotnet build "$project" -c Release --nologo -v quiet -clp:NoSummary
TIMEFORMAT='%R %U %S'
echo "| verdict cache | verdicts | kept answers | wall s | CPU s |"
echo "|---|---|---|---|---|"
for run in cold warm; do
  code=0
  { time "$maestro" prove "$project" --scope Contracts >"$MAESTRO_CACHE/out" 2>/dev/null || code=$?; } 2>"$MAESTRO_CACHE/time"
  case $code in 0 | 1 | 5) ;; *) echo "bench: maestro prove ended with $code" >&2; exit "$code" ;; esac
  read -r wall user system <"$MAESTRO_CACHE/time"
  answers=$(find "$MAESTRO_CACHE/verdicts" -type f | wc -l)
  echo "| $run | $(head -1 "$MAESTRO_CACHE/out") | $answers | $wall | $(awk "BEGIN{print $user + $system}") |"
done

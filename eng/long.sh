#!/usr/bin/env bash
# The long runs of the contract verifier, in slices that each end within minutes: 10,000 generated methods and 100,000 generated expressions against .NET.
#   eng/long.sh methods|expressions [FIRST LAST]
# Seeds are 0 to 4999 for methods (each in checked and in unchecked code), 0 to 99 for expressions (a thousand each). A slice that has passed is written down in
# artifacts/long/ and left out the next time, so that a run which was stopped goes on where it was. Ends with 1 when a slice failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "${1:-}" in
  methods) class=GeneratedMethodTests; all=5000; step=50 ;;
  expressions) class=Conditions.DifferentialTests; all=100; step=5 ;;
  *) sed -n '2,6p' "$0" | cut -c3- >&2; exit 2 ;;
esac
first="${2:-0}"
last="${3:-$((all - 1))}"

program=artifacts/bin/Maestro.Verification.Tests/release/Maestro.Verification.Tests
[ -x "$program" ] || dotnet build tests/Maestro.Verification.Tests -c Release --nologo -v quiet || exit 1
mkdir -p artifacts/long
passed="artifacts/long/$1.passed"
touch "$passed"
failed=0
for ((from = first; from <= last; from += step)); do
  slice="$from-$((from + step - 1 < last ? from + step - 1 : last))"
  grep -qx "$slice" "$passed" && continue
  log="artifacts/long/$1-$slice.txt"
  if MAESTRO_LONG=1 MAESTRO_LONG_SEED="$slice" timeout 1800 "$program" -noColor -showLiveOutput -class "*$class" > "$log" 2>&1; then
    echo "$slice" >> "$passed"
    echo "$1 $slice passed: $(grep -o 'slowest: [0-9.]* s' "$log" | tr '\n' ' ')"
  else
    failed=1
    echo "$1 $slice FAILED: $log"
  fi
done
echo "$1: $(wc -l < "$passed") slices have passed"
exit "$failed"

#!/usr/bin/env bash
# Sets up all, runs all tests; last line: N passed, N failed. Exit code 0 only when everything ran and passed.
# Usage: eng/test.sh [NAME…]      only the test projects whose name contains one of the words
set -uo pipefail
cd "$(dirname "$0")/.."

mkdir -p artifacts/logs
rm -f artifacts/logs/test-*
passed=0 failed=0
finish() { echo "$passed passed, $failed failed"; [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]; exit; }
# A step that breaks before any test ran counts as one failure: a run that could not start is not a pass.
broken() { echo "test: $1" >&2; failed=$((failed + 1)); }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

eng/setup.sh tests || { broken "set-up failed"; finish; }

while IFS= read -r package; do
  folder=$(dirname "$package")
  stamp="$folder/node_modules/.installed"
  sum=$(cat "$folder/package.json" "$folder/package-lock.json" 2>/dev/null | sha256sum)
  [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && continue
  log="artifacts/logs/test-npm-$(echo "$folder" | tr / -).log"
  if (cd "$folder" && npm ci --no-progress) >"$log" 2>&1; then echo "$sum" >"$stamp"
  else tail -20 "$log" >&2; broken "npm ci failed in $folder ($log)"; fi
done < <(git ls-files -- 'tests/**/package.json' 'tests/*/package.json' | sort -u)

log=artifacts/logs/test-build.log
if ! dotnet build Maestro.Analyzers.sln -c Release --nologo -v quiet >"$log" 2>&1; then
  grep -E 'error|warning' "$log" | sort -u | head -20 >&2
  broken "the solution does not build ($log)"
  finish
fi

while IFS= read -r project; do
  name=$(basename "$project" .csproj)
  if [ $# -gt 0 ]; then
    wanted=; for word in "$@"; do case "$name" in *"$word"*) wanted=1;; esac; done
    [ -n "$wanted" ] || continue
  fi
  log="artifacts/logs/test-$name.log" results="artifacts/logs/test-$name.xml"
  timeout --kill-after=10 1800 "artifacts/bin/$name/release/$name" -noLogo -noColor -xml "$results" >"$log" 2>&1
  code=$?
  read -r total ok bad < <(grep -o '<assembly [^>]*>' "$results" 2>/dev/null | awk '
    function attribute(name,  text) { text = $0; if (!sub(".* " name "=\"", "", text)) return 0; sub("\".*", "", text); return text }
    { t += attribute("total"); p += attribute("passed"); f += attribute("failed") + attribute("errors") } END { print t + 0, p + 0, f + 0 }')
  passed=$((passed + ok)) failed=$((failed + bad))
  if [ "$bad" -gt 0 ]; then
    grep -A 12 -E '\[FAIL\]|\[ERROR\]' "$log" | head -60 >&2
    echo "test: $name: $bad failed (whole log: $log)" >&2
  elif [ "$code" -ne 0 ]; then
    tail -20 "$log" >&2
    broken "$name: the test host ended with $code (whole log: $log)"
  elif [ "$total" -eq 0 ]; then
    broken "$name: no test ran"
  fi
done < <(dotnet sln Maestro.Analyzers.sln list | tr '\\' / | grep -E '^tests/.*\.csproj$' | sort)

# What each obligation takes, and what moved since the table that is kept: shown, never a failure. A table that cannot be made is one.
if [ $# -eq 0 ]; then eng/rlimits.sh spine || broken "eng/rlimits.sh failed"; fi
finish

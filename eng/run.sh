#!/usr/bin/env bash
# The main job: set-up, then `maestro check` on the sample change, or on a solution of yours.
# Usage: eng/run.sh                                the sample change, samples/changes/3-feature-with-contracts.patch
#        eng/run.sh SOLUTION [--base REF] […]      yours; everything is passed to `maestro check`
set -euo pipefail
start=$PWD
cd "$(dirname "$0")/.."
root=$PWD
mkdir -p artifacts/logs
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

eng/setup.sh

# Built once: again only when a source's name, size or time has changed.
sources=$({ find src -type f; find . -maxdepth 1 -type f; } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 stat -c '%n %s %.9Y' | sha256sum)
tool=artifacts/bin/Maestro.Cli/release/maestro
if [ ! -x "$tool" ] || [ "$(cat artifacts/run-built 2>/dev/null)" != "$sources" ]; then
  log=artifacts/logs/run-build.log
  if ! dotnet build src/Maestro.Cli -c Release --nologo -v quiet >"$log" 2>&1; then
    grep -E 'error' "$log" | sort -u | head -10 >&2
    echo "run: maestro does not build (whole log: $log)" >&2
    exit 4
  fi
  echo "$sources" >artifacts/run-built
fi

if [ $# -gt 0 ]; then
  cd "$start"
  exec "$root/$tool" check "$@"
fi

# A scratch repository of its own: the sample, then the change as a second commit. Fixed author and dates, so that the same sample gives
# the same commits; kept as long as they are the same, so that a second run finds what the first built.
change=samples/changes/3-feature-with-contracts.patch
scratch=$root/artifacts/run/storefront
wanted=$( { git ls-files -z -- samples/Storefront "$change" | xargs -0 sha256sum; cat eng/run.sh; } | sha256sum)
if [ "$(cat "$scratch/.git/maestro-sample" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$scratch"
  mkdir -p "$scratch"
  git ls-files -z -- samples/Storefront | tar --null -T - -c | tar -x -C "$scratch" --strip-components=2
  export GIT_AUTHOR_NAME=Sample GIT_AUTHOR_EMAIL=sample@example.com GIT_COMMITTER_NAME=Sample GIT_COMMITTER_EMAIL=sample@example.com
  export GIT_AUTHOR_DATE='2026-01-05T09:00:00Z' GIT_COMMITTER_DATE='2026-01-05T09:00:00Z'
  git="git -C $scratch -c core.autocrlf=false -c commit.gpgsign=false"
  git -C "$scratch" init -q -b main
  printf 'bin/\nobj/\nartifacts/\nTestResults/\n' >"$scratch/.git/info/exclude"
  $git add -A && $git commit -q -m "Storefront"
  $git apply -p3 "$root/$change"
  $git add -A && $git commit -q -m "Storefront: $(basename "$change" .patch)"
  echo "$wanted" >"$scratch/.git/maestro-sample"
fi

solution=$(find "$scratch" -maxdepth 1 -name "*.sln*" -printf "%f\n" | LC_ALL=C sort | head -1)
exec "$tool" check "artifacts/run/storefront/$solution" --base HEAD~1 --out artifacts/run/case

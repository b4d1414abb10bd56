#!/usr/bin/env bash
# What each obligation of the corpora takes, in the solver's units, as artifacts/rlimits/CORPUS.csv: the same bytes on every machine with this solver.
#   eng/rlimits.sh [CORPUS…]
# and what moved since the table that is kept in tests/corpora/rlimits: another verdict, or over twice or under half of the units.
#   eng/rlimits.sh --since REF [CORPUS…]    compares with what REF takes
#   eng/rlimits.sh --keep [CORPUS…]         keeps the table of now
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
since= keep=
if [ "${1:-}" = --keep ]; then keep=1; shift; fi
if [ "${1:-}" = --since ]; then since=$(git rev-parse --verify "$2^{commit}"); shift 2; fi
corpora=("${@:-spine}")
work=$(mktemp -d)
cleanup() {
  if [ -d "$work/base" ]; then git worktree remove --force "$work/base"; fi
  rm -rf "$work"
}
trap cleanup EXIT
# Questions are asked anew: a kept answer says what it took, but not that it still does.
export MAESTRO_CACHE="$work/cache" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Copies, so that nothing is built in place. 1 and 5 are answers too: something is refuted, or open.
table() {
  local maestro=$1 corpus=$2 file=$3 code=0; shift 3
  rm -rf "$work/copy"
  cp -r "tests/corpora/$corpus" "$work/copy"
  "$maestro" prove "$work/copy" --scope All --rlimits "$file" "$@" 2>"$work/errors" >"$work/out" || code=$?
  case $code in 0 | 1 | 5) ;; *) cat "$work/errors" >&2; return "$code" ;; esac
}

dotnet build src/Maestro.Cli -c Release --nologo -v quiet >&2
head=$PWD/artifacts/bin/Maestro.Cli/release/maestro
base=
if [ -n "$since" ]; then
  git worktree add --quiet --detach "$work/base" "$since"
  (cd "$work/base" && dotnet build src/Maestro.Cli -c Release --nologo -v quiet >&2)
  base=$work/base/artifacts/bin/Maestro.Cli/release/maestro
fi

mkdir -p artifacts/rlimits
for corpus in "${corpora[@]}"; do
  before=tests/corpora/rlimits/$corpus.csv
  if [ -n "$base" ]; then before=$work/base.csv; table "$base" "$corpus" "$before" || before=; fi
  if [ -f "$before" ]; then
    table "$head" "$corpus" "artifacts/rlimits/$corpus.csv" --rlimits-since "$before"
    grep -E ': [a-z]+ with [0-9]+, now ' "$work/out" || echo "$corpus: nothing moved"
  else
    table "$head" "$corpus" "artifacts/rlimits/$corpus.csv"
  fi
  if [ -n "$keep" ]; then mkdir -p tests/corpora/rlimits; cp "artifacts/rlimits/$corpus.csv" "tests/corpora/rlimits/$corpus.csv"; fi
  echo "$corpus: $(($(wc -l <"artifacts/rlimits/$corpus.csv") - 1)) rows, $(awk -F, '$(NF-3) == "*" { sum += $NF } END { print sum + 0 }' "artifacts/rlimits/$corpus.csv") units"
done

#!/usr/bin/env bash
# The build after one body was edited, in a project of 500 methods with contracts: without Maestro, with the packed package whose worker knows the rest, and
# with its findings forgotten but the solver's answers kept. Pairs in turn, with the compiler's server as in a developer's day. Usage: warm-build.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-7}
[ -n "$(ls artifacts/packages/Maestro.Analyzers.*.nupkg 2>/dev/null)" ] || eng/pack.sh
scratch=$(mktemp -d)
export MAESTRO_CACHE=$scratch/cache NUGET_PACKAGES=$scratch/packages DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
# The worker and its solvers have this cache in their environment; the compiler's server is told apart by its pipe.
ours() { for p in /proc/[0-9]*; do
  if grep -qzxF "MAESTRO_CACHE=$MAESTRO_CACHE" "$p/environ" 2>/dev/null && grep -qzE '^(worker|solver)$|VBCSCompiler' "$p/cmdline" 2>/dev/null; then echo "${p#/proc/}"; fi
done; }
end() { local id; for id in $(ours); do kill "$id" 2>/dev/null || true; done; }
trap 'end; rm -rf "$scratch"' EXIT
dotnet build eng/bench/squiggle -c Release --nologo -v quiet -clp:NoSummary
generate() { dotnet artifacts/bin/SquiggleBench/release/SquiggleBench.dll generate "$1" "$2"; }
version=$(basename artifacts/packages/Maestro.Analyzers.*.nupkg .nupkg | sed 's/^Maestro.Analyzers.//')
for kind in plain maestro; do
  generate "$scratch/$kind" 0
  echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><UseSharedCompilation>true</UseSharedCompilation></PropertyGroup></Project>' >"$scratch/$kind/Bench.csproj"
done
echo '<Project><ItemGroup><PackageReference Include="Maestro.Analyzers" Version="'"$version"'" PrivateAssets="all" /></ItemGroup></Project>' >"$scratch/maestro/Directory.Build.targets"
echo '<configuration><packageSources><add key="maestro" value="'"$PWD/artifacts/packages"'" /></packageSources></configuration>' >"$scratch/maestro/NuGet.config"
build() { dotnet build "$scratch/$1" --no-restore --nologo -v quiet >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }; }
for kind in plain maestro; do
  dotnet restore "$scratch/$kind" -v quiet >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
done
build plain
TIMEFORMAT=%R
{ time build maestro; } 2>"$scratch/first"
measure() { # NAME KIND EDIT
  generate "$scratch/$2" "$3"
  { time build "$2"; } 2>"$scratch/time"
  echo "$1 $(cat "$scratch/time")" >>"$scratch/rows"
}
forget() { { grep -rl '^maestro-method' "$MAESTRO_CACHE" || true; } | xargs -r rm -f; }
edit=0
for round in $(seq "$rounds"); do
  edit=$((edit + 1))
  measure without plain $edit; measure with maestro $edit
  edit=$((edit + 1))
  measure without plain $edit; forget; measure forgotten maestro $edit
done
median() { awk -v n="$1" '$1 == n {print $2}' "$scratch/rows" | sort -n | awk '{v[NR]=$1} END {printf "%.2f", v[int((NR + 1) / 2)]}'; }
echo "| build after one body edit, 500 methods with contracts (median of $rounds pairs) | wall s | more than without, ms |"; echo "|---|---|---|"
without=$(median without)
for name in without with forgotten; do echo "| $name | $(median "$name") | $(awk "BEGIN{printf \"%.0f\", 1000 * ($(median "$name") - $without)}") |"; done
echo "| first build, nothing known | $(cat "$scratch/first") | |"

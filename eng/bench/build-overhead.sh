#!/usr/bin/env bash
# A clean build of a copy of the sample: without Maestro, with the packed package and a cold verdict cache, with a warm one, and with nothing
# changed. CPU counts the build's process tree and the worker with its solvers. Usage: build-overhead.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3}
[ -n "$(ls artifacts/packages/Maestro.Analyzers.*.nupkg 2>/dev/null)" ] || eng/pack.sh
scratch=$(mktemp -d)
export MAESTRO_CACHE=$scratch/cache NUGET_PACKAGES=$scratch/packages MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_NOLOGO=1
# The worker and its solvers have this cache in their environment, whoever started them.
ours() { for p in /proc/[0-9]*; do
  if grep -qzxF "MAESTRO_CACHE=$MAESTRO_CACHE" "$p/environ" 2>/dev/null && grep -qzxE 'worker|solver' "$p/cmdline" 2>/dev/null; then echo "${p#/proc/}"; fi
done; }
served() { local sum=0 id; for id in $(ours); do sum=$((sum + $(awk '{print $14 + $15}' "/proc/$id/stat" 2>/dev/null || echo 0))); done; awk "BEGIN{print $sum / $(getconf CLK_TCK)}"; }
end() { local id; for id in $(ours); do kill "$id" 2>/dev/null || true; done; }
trap 'end; rm -rf "$scratch"' EXIT
for kind in plain maestro; do mkdir "$scratch/$kind"; cp -r samples/Storefront/src samples/Storefront/Directory.* "$scratch/$kind/"; done
find "$scratch" \( -name bin -o -name obj -o -name packages.lock.json \) -prune -exec rm -rf {} +
version=$(basename artifacts/packages/Maestro.Analyzers.*.nupkg .nupkg | sed 's/^Maestro.Analyzers.//')
echo '<Project><ItemGroup><PackageReference Include="Maestro.Analyzers" VersionOverride="'"$version"'" PrivateAssets="all" /></ItemGroup></Project>' >"$scratch/maestro/Directory.Build.targets"
echo '<configuration><packageSources><add key="maestro" value="'"$PWD/artifacts/packages"'" /></packageSources></configuration>' >"$scratch/maestro/NuGet.config"
for kind in plain maestro; do
  dotnet restore "$scratch/$kind/src/Storefront" -p:RestorePackagesWithLockFile=false -v quiet >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
done
measure() { # NAME KIND CLEAN COLD
  if [ "$3" = clean ]; then rm -rf "$scratch/$2/src/Storefront/bin" "$scratch/$2/src/Storefront/obj/Debug"; fi
  if [ "$4" = cold ]; then end; rm -rf "$MAESTRO_CACHE"; fi
  local before after
  before=$(served)
  { time dotnet build "$scratch/$2/src/Storefront" --no-restore --nologo -v quiet >"$scratch/log" 2>&1; } 2>"$scratch/time" || { cat "$scratch/log" >&2; exit 1; }
  after=$(served)
  awk -v name="$1" -v more="$after" -v less="$before" '{printf "%s %.2f %.2f\n", name, $1, $2 + $3 + more - less}' "$scratch/time" >>"$scratch/rows"
}
TIMEFORMAT='%R %U %S'
for _ in $(seq "$rounds"); do
  measure without plain clean -; measure cold maestro clean cold; measure warm maestro clean -; measure unchanged maestro - -; measure unchanged-without plain - -
done
echo "| build (median of $rounds) | wall s | CPU s |"; echo "|---|---|---|"
for name in without cold warm unchanged unchanged-without; do
  echo "| $name | $(awk -v n="$name" '$1 == n {print $2}' "$scratch/rows" | sort -n | awk '{v[NR]=$1} END {print v[int((NR + 1) / 2)]}') | $(awk -v n="$name" '$1 == n {print $3}' "$scratch/rows" | sort -n | awk '{v[NR]=$1} END {print v[int((NR + 1) / 2)]}') |"
done

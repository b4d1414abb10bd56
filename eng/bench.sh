#!/usr/bin/env bash
# Runs one benchmark, or lists them. Usage: eng/bench.sh NAME [arguments…]   runs every eng/bench/NAME*
set -euo pipefail
cd "$(dirname "$0")/.."
list() { find eng/bench -maxdepth 1 -mindepth 1 -printf '  %f\n' 2>/dev/null | sed 's/\.[^.]*$//' | sort -u; }
name=${1:-}
if [ -z "$name" ]; then echo "usage: eng/bench.sh NAME, one of:" >&2; list >&2; exit 2; fi
shift
eng/setup.sh tests
found=
for script in eng/bench/"$name"*; do
  [ -e "$script" ] || continue
  case "$script" in
    *.sh) runner=(bash "$script") ;;
    *.mjs | *.js) runner=(node "$script") ;;
    *.csproj) runner=(dotnet run -c Release --project "$script" --) ;;
    *) if [ -d "$script" ]; then
         project=$(find "$script" -maxdepth 1 -name '*.csproj' | head -1)
         if [ -n "$project" ]; then runner=(dotnet run -c Release --project "$project" --)
         elif [ -f "$script/run.sh" ]; then runner=(bash "$script/run.sh")
         else continue; fi
       elif [ -x "$script" ]; then runner=("$script")
       else continue; fi ;;
  esac
  found=1
  "${runner[@]}" "$@"
done
if [ -z "$found" ]; then echo "bench: no benchmark begins with '$name'; there are:" >&2; list >&2; exit 3; fi

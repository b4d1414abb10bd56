#!/usr/bin/env bash
# Applies each change to a scratch copy of samples/Storefront, builds it and runs its tests.
# All six must compile, and the tests must not notice: what is wrong with 4 to 6 only a proof finds.
set -euo pipefail

changes="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$changes/../.." && pwd)"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

failed=0
for patch in "$changes"/*.patch; do
    name="$(basename "$patch" .patch)"
    copy="$scratch/$name"
    mkdir -p "$copy"
    (cd "$root" && git ls-files -co --exclude-standard -z -- samples/Storefront | tar --null -T - -cf -) | tar -xf - -C "$copy"
    log="$scratch/$name.log"
    if (cd "$copy" && git apply "$patch" && cd samples/Storefront && dotnet test Storefront.slnx) >"$log" 2>&1; then
        echo "$name: $(grep -o 'Passed: *[0-9]*' "$log" | tail -1 | tr -s ' ')"
    else
        echo "$name: FAILED"
        tail -20 "$log"
        failed=1
    fi
done
exit "$failed"

#!/usr/bin/env bash
# Installs what the build and the tests need beyond the .NET SDK and Node. Silent when nothing is missing.
# Usage: eng/setup.sh [tests]     with "tests", also what only the tests need (npm, a browser)
set -euo pipefail
cd "$(dirname "$0")/.."

missing() { echo "setup: $1" >&2; exit 4; }

sdk=$(sed -n 's/.*"version": *"\([0-9]*\)\..*/\1/p' global.json 2>/dev/null || true)
command -v dotnet >/dev/null || missing "the .NET SDK ${sdk:-10} is missing: install it from https://dot.net and put dotnet on the PATH"
dotnet --version >/dev/null 2>&1 || missing "no .NET SDK that fits global.json: $(dotnet --version 2>&1 | head -1)"

packages=()
command -v git >/dev/null || packages+=(git)
command -v openssl >/dev/null || packages+=(openssl)
# ldconfig is not on every user's PATH.
{ /sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true; } | grep -q 'libz3\.so\.4' || packages+=(libz3-4)
if [ "${1:-}" = tests ]; then
  command -v node >/dev/null && command -v npm >/dev/null || missing "Node 20 or later with npm is missing: install it from https://nodejs.org"
  command -v chromium >/dev/null || packages+=(chromium)
  command -v cvc5 >/dev/null || packages+=(cvc5)
fi
[ ${#packages[@]} -gt 0 ] || exit 0

command -v apt-get >/dev/null || missing "cannot install ${packages[*]} without apt-get: install them with your system's package manager"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || missing "needs root to install ${packages[*]}: run 'apt-get install ${packages[*]}' as root, then again"
  as_root=(sudo -n)
fi
mkdir -p artifacts/logs
log=artifacts/logs/setup.log
if ! { "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=300 update &&
       "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
  tail -5 "$log" >&2
  missing "apt-get could not install ${packages[*]} (whole log: $log)"
fi

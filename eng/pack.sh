#!/usr/bin/env bash
# Makes the NuGet packages in artifacts/packages: Maestro.Analyzers, Maestro.Annotations and the tool maestro. The same sources give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p artifacts/logs
log=artifacts/logs/pack.log
: >"$log"
fail() { echo "pack: $1 (whole log: $log)" >&2; exit "${2:-1}"; }
step() { "$@" >>"$log" 2>&1 || { grep -E 'error' "$log" | sort -u | head -10 >&2; fail "failed: $*"; }; }

eng/setup.sh

step dotnet build src/Maestro.CodeFixes -c Release --nologo -v quiet
step dotnet build src/Maestro.Generators -c Release --nologo -v quiet
step dotnet build src/Maestro.Build -c Release --nologo -v quiet
step dotnet build src/Maestro.Cli -c Release --nologo -v quiet

# The worker as the package carries it: no executable of one platform, no symbols.
stage=artifacts/package
rm -rf "$stage"
step dotnet publish src/Maestro.Cli -c Release --no-build --nologo -v quiet -p:UseAppHost=false -o "$stage"
find "$stage" \( -name '*.pdb' -o -name '*.xml' -o -name maestro \) -type f -delete

# libz3 lies outside the analyzers folder: a native .dll there gives CS8034.
z3=$stage/runtimes
mkdir -p "$z3"/{linux-x64,win-x64,osx-x64}/native artifacts/obj/z3
version=$(sed -n 's/.*Include="Microsoft.Z3" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
[ -d "$packages/microsoft.z3/$version" ] || step dotnet restore eng/package/Z3Natives.csproj --nologo -v quiet
source=$packages/microsoft.z3/$version
cp "$source/runtimes/win-x64/native/libz3.dll" "$z3/win-x64/native/" 2>>"$log" || fail "Microsoft.Z3 $version has no libz3.dll for win-x64"
cp "$source/runtimes/osx-x64/native/libz3.dylib" "$z3/osx-x64/native/" 2>>"$log" || fail "Microsoft.Z3 $version has no libz3.dylib for osx-x64"

# Debian's libz3 for linux-x64, as the reference of signed evidence: from the package itself, installed or not.
if [ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ]; then
  deb=artifacts/obj/z3/deb
  if [ ! -f "$deb/usr/share/doc/libz3-4/copyright" ]; then
    rm -rf "$deb"
    installed=$(dpkg -L libz3-4 2>/dev/null | grep -m1 'libz3\.so\.4$' || true)
    if [ -n "$installed" ]; then
      mkdir -p "$deb/usr/lib" "$deb/usr/share/doc/libz3-4"
      cp -L "$installed" "$deb/usr/lib/libz3.so.4"
      cp /usr/share/doc/libz3-4/copyright "$deb/usr/share/doc/libz3-4/" 2>>"$log" || rm -rf "$deb"
    fi
    # A slim image leaves out /usr/share/doc: then the package is unpacked.
    if [ ! -f "$deb/usr/share/doc/libz3-4/copyright" ]; then
      (cd artifacts/obj/z3 && rm -f ./*.deb && { apt-get -q download libz3-4 || { apt-get -q update && apt-get -q download libz3-4; }; } &&
        dpkg-deb -x libz3-4_*.deb deb) >>"$log" 2>&1 || fail "apt-get download libz3-4 failed" 4
    fi
  fi
  cp -L "$(find "$deb" -name 'libz3.so.4' | head -1)" "$z3/linux-x64/native/libz3.so"
  cp "$deb/usr/share/doc/libz3-4/copyright" "$z3/linux-x64/native/LICENSE.libz3.txt"
  for rid in win-x64 osx-x64; do cp "$deb/usr/share/doc/libz3-4/copyright" "$z3/$rid/native/LICENSE.libz3.txt"; done
else
  fail "libz3 for linux-x64 is taken from Debian's libz3-4: run this on Debian or Ubuntu, amd64" 4
fi

# Native code beside the portable assemblies, for the platform that is tested; its libz3 with it, because the worker looks beside itself.
ready=$PWD/$stage/linux-x64
step dotnet msbuild eng/package/ReadyToRun.csproj -restore -t:CompileReadyToRun -nologo -v:quiet "-p:MaestroPortableFolder=$PWD/$stage" "-p:MaestroReadyFolder=$ready"
cp "$stage/maestro.runtimeconfig.json" "$ready/"
mkdir -p "$ready/runtimes"
mv "$z3/linux-x64" "$ready/runtimes/"
chmod -R u=rwX,go=rX "$stage"

# NuGet stamps every entry of the zip with this instead of the clock.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)
export SOURCE_DATE_EPOCH
rm -rf artifacts/packages
out=$PWD/artifacts/packages
step dotnet pack eng/package/Maestro.Analyzers.Package.csproj -c Release --nologo -v quiet -o "$out"
step dotnet pack src/Maestro.Annotations -c Release --nologo -v quiet -o "$out"
# The tool brings the same solvers: nobody who installs it alone has them from elsewhere.
natives=$PWD/artifacts/natives
rm -rf "$natives" && mkdir -p "$natives" && cp -r "$z3/." "$ready/runtimes/." "$natives/"
step dotnet pack src/Maestro.Cli -c Release --no-build --nologo -v quiet -o "$out" "-p:MaestroNatives=$natives"
for package in "$out"/*.nupkg; do echo "artifacts/packages/$(basename "$package")"; done

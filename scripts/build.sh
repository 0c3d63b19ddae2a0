# shellcheck shell=bash disable=SC2016,SC2154
# Sourced by run.sh and akashi: builds a program into artifacts/ when its sources are newer than what lies there.
# Needs $root. Messages go to standard error, so that the program's own output stays clean.

say() { # japanese english
  case "${language:-${AKASHI_LANGUAGE:-${LANG:-}}}" in en*) printf '%s' "$2" >&2 ;; *) printf '%s' "$1" >&2 ;; esac
}

need_sdk() {
  if command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then return; fi
  say ".NET SDK 10 が必要です。https://dotnet.microsoft.com/download/dotnet/10.0 から入手して、もう一度お試しください。
" "The .NET SDK 10 is needed. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and try again.
"
  exit 1
}

# step 'japanese' 'english' command…: one line with its time; on failure the errors of the log, and the end.
step() {
  local ja=$1 en=$2 since=$SECONDS
  shift 2
  say "  $ja " "  $en "
  if "$@" >>"$log" 2>&1; then printf '… %d s\n' $((SECONDS - since)) >&2; return; fi
  printf '\n' >&2
  grep -E 'error' "$log" | sort -u | head -20 >&2 || tail -20 "$log" >&2
  say "ビルドできませんでした。全文: $log
" "The build failed. All of it: $log
"
  exit 1
}

# stale program source…: true when a source (or a folder that lost or gained a file) is newer than the build.
stale() {
  local stamp=$root/artifacts/$1/.built
  shift
  [ -f "$stamp" ] || return 0
  [ -n "$(cd "$root" && find "$@" Directory.Build.props Directory.Packages.props global.json scripts \
    \( -name bin -o -name obj \) -prune -o -newer "$stamp" ! -path src/Akashi.Server ! -path src/Akashi.Cli ! -path src/Akashi.Ledger ! -path scripts -print -quit)" ]
}

# Compiles the assemblies of a folder that a start needs ahead of time. What was compiled before is taken from a cache by its
# hash, so a change of ours compiles ours only. Without the compiler the program runs all the same and compiles while it runs.
ready_to_run() {
  local folder=$1 processor compiler shared
  case "$(uname -s)/$(uname -m)" in Linux/x86_64) processor=x64 ;; Linux/aarch64) processor=arm64 ;; *) return 0 ;; esac
  dotnet restore "$root/scripts/ReadyToRun.csproj" -p:Processor=$processor --nologo -v quiet || return 0
  compiler=$(dotnet msbuild "$root/scripts/ReadyToRun.csproj" -t:Where -p:Processor=$processor -nologo -v:minimal -nodeReuse:false | tr -d ' ')
  [ -f "$compiler" ] || return 0
  shared=$(dotnet --list-runtimes | sed -n 's/^Microsoft\.NETCore\.App \(10[^ ]*\) \[\(.*\)\/Microsoft\.NETCore\.App\]$/\2 \1/p' | tail -1)
  local version=${shared##* } at=${shared% *} cache=$root/artifacts/compiled
  mkdir -p "$cache"
  # What runs between the start and the first page; the rest would cost minutes for nothing.
  find "$folder" -maxdepth 1 -name '*.dll' ! -name '*.Design.dll' \( -name 'Akashi*' -o -name 'akashi*' -o -name 'Microsoft.EntityFrameworkCore*' -o -name 'Microsoft.Data.Sqlite*' \
    -o -name 'EFCore*' -o -name 'SQLitePCLRaw*' -o -name 'MudBlazor*' -o -name 'System.CommandLine*' -o -name 'Spectre*' \) -print0 |
    xargs -0 -n 1 -P "$(nproc)" sh -c '
      ready=$0/$(sha256sum "$6" | cut -c 1-32)-$5.dll
      [ -f "$ready" ] || { "$1" "$6" -o "$ready.part" -r "$2/*.dll" -r "$3/*.dll" -r "$4/*.dll" --targetos linux --targetarch "$5" -O && mv "$ready.part" "$ready"; }
      if [ -f "$ready" ]; then ln -f "$ready" "$6.ready" || cp "$ready" "$6.ready"; fi' \
      "$cache" "$compiler" "$at/Microsoft.NETCore.App/$version" "$at/Microsoft.AspNetCore.App/$version" "$folder" "$processor" || true
  # Put in place only when all are compiled: each was compiled against the others as they were.
  find "$folder" -maxdepth 1 -name '*.ready' -exec sh -c 'mv "$1" "${1%.ready}"' _ {} ';'
  find "$cache" -name '*.dll' -mtime +30 -delete
}

# build name project source…: into artifacts/name, whole or not at all.
build() {
  local name=$1 project=$2 new=$root/artifacts/$1.new
  shift 2
  stale "$name" "$@" || return 0
  need_sdk
  mkdir -p "$root/artifacts"
  # Two commands that start at once: the second waits, and then finds the work done.
  exec 9>"$root/artifacts/.lock"
  if command -v flock >/dev/null; then flock 9; fi
  if stale "$name" "$@"; then
    log=$root/artifacts/build-$name.log
    : >"$log"
    rm -rf "$new"
    touch "$root/artifacts/.began"
    step 'パッケージを復元しています' 'Restoring packages' dotnet restore "$project" --locked-mode --nologo -v minimal
    step 'ビルドしています' 'Building' dotnet build "$project" --no-restore -c Release --nologo -v minimal -nodeReuse:false -p:UseSharedCompilation=false
    cp -R "${project%/*}/bin/Release/net10.0" "$new"
    step '速く起動できるようにしています' 'Compiling for a quick start' ready_to_run "$new"
    mv "$root/artifacts/.began" "$new/.built"
    rm -rf "${root:?}/artifacts/$name"
    mv "$new" "$root/artifacts/$name"
  fi
  exec 9>&-
}

build_server() { build server "$root/src/Akashi.Server/Akashi.Server.csproj" src/Akashi.Server src/Akashi.Ledger catalogs samples; }

build_cli() { build cli "$root/src/Akashi.Cli/Akashi.Cli.csproj" src/Akashi.Cli src/Akashi.Ledger; }

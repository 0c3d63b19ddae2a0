#!/usr/bin/env bash
# Builds Akashi when its sources have changed, and starts it on 127.0.0.1. Ctrl-C ends it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/scripts/build.sh"

previous=
for argument in "$@"; do
  [ "$previous" = --language ] && language=$argument
  previous=$argument
done
for argument in "$@"; do
  case $argument in -h | --help)
    say "使い方: ./run.sh [--data DIR] [--port N] [--once] [--no-sample] [--database CONNECTION] [--language ja|en]

  --data DIR        データフォルダー（既定: ./data）。次回はここから数秒で始まります
  --port N          127.0.0.1 のポート（既定: 5180、0 で空きポート）
  --once            読み込んで件数の表を出し、終わる
  --no-sample       空のデータフォルダーに見本の組織を入れない
  --database CONN   PostgreSQL の接続文字列（既定: データフォルダーの SQLite）
  --language ja|en  端末の表示言語
" "Usage: ./run.sh [--data DIR] [--port N] [--once] [--no-sample] [--database CONNECTION] [--language ja|en]

  --data DIR        data folder (default: ./data); the next start takes up from there in seconds
  --port N          port on 127.0.0.1 (default: 5180; 0 takes a spare one)
  --once            load, print the table of counts, end
  --no-sample       leave an empty data folder without the sample organisation
  --database CONN   connection string for PostgreSQL (default: SQLite in the data folder)
  --language ja|en  language of the terminal
" 2>&1
    exit 0 ;;
  esac
done

build_server
build_cli
# Measured: profiling for later optimisation costs a tenth of the start, a heap per core brings nothing at this size.
export DOTNET_TieredPGO="${DOTNET_TieredPGO:-0}" DOTNET_gcServer="${DOTNET_gcServer:-0}"
# 16 MiB (hexadecimal) between collections of what is young. Left alone the runtime goes by the processor's cache: with one of 260 MB an
# export of 100,000 rows took 270 MiB instead of 200. It reads this from the environment only.
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-1000000}"
exec dotnet "$root/artifacts/server/Akashi.Server.dll" "$@"

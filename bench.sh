#!/usr/bin/env bash
# Runs the benchmarks; arguments go through to them.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/scripts/build.sh"
need_sdk
exec dotnet run -c Release --project "$root/bench/Akashi.Bench" -- "$@"

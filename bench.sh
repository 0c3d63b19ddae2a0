#!/bin/sh
# Measures speed and size beside the raw limit of the same run; see docs/benchmarks.md.
#   ./bench.sh                 everything (some minutes)
#   ./bench.sh coverage        what has "coverage" in its name
#   ./bench.sh --list          the names
#   ./bench.sh --json > a.json figures for a program
# Ends with 1 when a budget is exceeded.
set -e
# As run.sh starts the server.
export DOTNET_TieredPGO="${DOTNET_TieredPGO:-0}" DOTNET_gcServer="${DOTNET_gcServer:-0}" DOTNET_GCgen0size="${DOTNET_GCgen0size:-1000000}"
cd "$(dirname "$0")"
exec dotnet run -c Release --project bench/Akashi.Bench -- "$@"

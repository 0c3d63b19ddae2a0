#!/usr/bin/env bash
# Runs every test: unit, both databases for real, the command line, a real browser. Ends with "N passed, N failed".
# On Debian as root it installs what the tests need; elsewhere it says what is missing. Windows and macOS: dotnet test.
#   ./test.sh --long   the crash campaign only: 1,000 killed servers, an hour or so
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
. scripts/build.sh
need_sdk

has_chromium() { [ -x "${AKASHI_CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome >/dev/null; }
has_japanese() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ja family)" ]; }
has_go_mod() { [ -d "${GOPATH:-}/src/golang.org/x/mod/sumdb" ] || [ -d /usr/share/gocode/src/golang.org/x/mod/sumdb ]; }
has_postgres() { command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }

missing=()
has_chromium || missing+=(chromium)
has_japanese || missing+=(fonts-noto-cjk)
has_postgres || missing+=(postgresql)
[ "$(uname)" != Linux ] || command -v strace >/dev/null || missing+=(strace)
command -v openssl >/dev/null || missing+=(openssl)
# Certificates for SSH are judged by a real sshd, their authority's key also sits in a token.
[ -x /usr/sbin/sshd ] || [ -x /usr/local/sbin/sshd ] || [ -x /sbin/sshd ] || missing+=(openssh-server)
command -v ssh >/dev/null || missing+=(openssh-client)
command -v softhsm2-util >/dev/null || missing+=(softhsm2)
# Verifiers that are not ours check the ledger: one of the Go team, one of Sigstore. npm brings axe-core, too.
command -v go >/dev/null || missing+=(golang-go)
has_go_mod || missing+=(golang-golang-x-mod-dev)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ] && [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  echo "Installing ${missing[*]} …"
  # The tests start a database of their own; the package need not start one.
  mkdir -p /etc/postgresql-common/createcluster.d
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/akashi-tests.conf
  # Nor does the SSH server: Debian starts nothing that it installs while this says no.
  policy=/usr/sbin/policy-rc.d
  if [ -e $policy ]; then policy=; else printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy; fi
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends fontconfig "${missing[@]}"; } >/dev/null || { rm -f ${policy:+"$policy"}; echo "The packages could not be installed: ${missing[*]}"; exit 1; }
  rm -f ${policy:+"$policy"}
elif [ ${#missing[@]} -gt 0 ]; then
  echo "Missing for the tests:"
  for package in "${missing[@]}"; do
    case $package in
      chromium) echo "  a Chromium. Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium; or set AKASHI_CHROMIUM to the path of one." ;;
      fonts-noto-cjk) echo "  a Japanese font. Debian, Ubuntu: apt-get install fonts-noto-cjk fontconfig; Fedora: dnf install google-noto-sans-cjk-fonts." ;;
      strace) echo "  strace. Debian, Ubuntu: apt-get install strace; Fedora: dnf install strace." ;;
      openssh-server) echo "  the SSH server program. Debian, Ubuntu: apt-get install openssh-server; Fedora: dnf install openssh-server. It need not run." ;;
      openssh-client) echo "  the programs ssh and ssh-keygen. Debian, Ubuntu: apt-get install openssh-client; Fedora: dnf install openssh-clients." ;;
      softhsm2) echo "  SoftHSM 2. Debian, Ubuntu: apt-get install softhsm2; Fedora: dnf install softhsm." ;;
      openssl) echo "  openssl, the program." ;;
      golang-go) echo "  Go. Debian, Ubuntu: apt-get install golang-go; Fedora: dnf install golang." ;;
      golang-golang-x-mod-dev) echo "  the sources of golang.org/x/mod. Debian, Ubuntu: apt-get install golang-golang-x-mod-dev; elsewhere put them into \$GOPATH/src/golang.org/x/mod." ;;
      nodejs) echo "  Node.js 20 or newer. Debian, Ubuntu: apt-get install nodejs; Fedora: dnf install nodejs." ;;
      npm) echo "  npm. Debian, Ubuntu: apt-get install npm; Fedora: dnf install nodejs-npm." ;;
      postgresql) echo "  the PostgreSQL server programs. Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; or put their bin folder into PATH." ;;
    esac
  done
  exit 1
fi

# Everything the tests write lies here, and everything they start carries this folder in its environment: that is how it is
# found and ended, whatever happens.
work=$(mktemp -d "${TMPDIR:-/tmp}/akashi-test.XXXXXX")
chmod 755 "$work"
clean_up() {
  local signal process
  for signal in TERM KILL; do
    for process in /proc/[0-9]*; do
      [ "${process#/proc/}" != $$ ] && grep -qzx "TMPDIR=$work" "$process/environ" 2>/dev/null && kill -$signal "${process#/proc/}" 2>/dev/null && sleep 0.2
    done
  done
  rm -rf "$work"
} 2>/dev/null
trap clean_up EXIT
trap 'exit 130' INT TERM

export TMPDIR=$work DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
unset AKASHI_DATA AKASHI_SERVER AKASHI_TOKEN AKASHI_DATABASE AKASHI_SERVER_DLL
log=$work/build.log
language=en
step '' 'Restoring packages' dotnet restore Akashi.slnx --locked-mode
step '' 'Building' dotnet build Akashi.slnx --no-restore -nodeReuse:false -p:UseSharedCompilation=false

projects=(tests/*/*.csproj) only=()
if [ "${1:-}" = --long ]; then
  export AKASHI_CRASH_ROUNDS=500
  projects=(tests/Akashi.Server.Tests/*.csproj) only=(--filter-class '*CrashTests')
fi

passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  output=$work/$name.log
  since=$SECONDS
  code=0
  dotnet test --no-build --project "$project" ${only[@]+"${only[@]}"} >"$output" 2>&1 </dev/null || code=$?
  count() { sed -n "s/^ *$1: \([0-9][0-9]*\)\$/\1/p" "$output" | tail -1; }
  ok=$(count succeeded) bad=$(count failed) left=$(count skipped)
  # A run that fails without a failed test has crashed, found nothing or was cut short; that is a failure too.
  if [ $code != 0 ] && [ "${bad:-0}" = 0 ]; then bad=1; fi
  if [ $code = 0 ] && [ "${ok:-0}" = 0 ]; then bad=1; fi
  passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${left:-0}))
  echo "  $name: ${ok:-0} passed, ${bad:-0} failed … $((SECONDS - since)) s"
  if [ "${bad:-0}" != 0 ]; then cat "$output"; fi
done

if [ $skipped -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ $failed = 0 ] && [ $passed -gt 0 ]

#!/usr/bin/env bash
# Checks the format, builds without a warning and runs every test. The last line counts: N passed, N failed[, N skipped] (eng/count-tests.sh).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_chromium() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; } > /dev/null
has_postgres() { command -v postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres'; } > /dev/null

install() {
  local run=()
  command -v apt-get > /dev/null || return 1
  if [[ "$(id -u)" -ne 0 ]]; then
    command -v sudo > /dev/null && sudo -n true 2> /dev/null || return 1
    run=(sudo -n)
  fi
  echo "Installing $1 ..."
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq > /dev/null || return 1
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" > /dev/null
}

# The shell without a window takes a third less of the processor than the whole browser, which does as well.
command -v chromium-headless-shell > /dev/null || install chromium-headless-shell || has_chromium || install chromium || true
has_chromium || echo "No Chromium here and none could be installed: browser tests skip themselves, and fail on the build server."
has_postgres || install postgresql || true
has_postgres || echo "No PostgreSQL server here and none could be installed: tests that need a database will fail."

# The foreign identity provider of the browser tests; they say so when it is missing.
[[ -d App.E2E/node_modules/oidc-provider ]] || ! command -v npm > /dev/null || npm ci --prefix App.E2E --no-audit --no-fund --silent || true

dotnet restore CrmLive.sln
dotnet format CrmLive.sln --no-restore --verify-no-changes
dotnet build CrmLive.sln -c Release --no-restore --nologo -warnaserror

results="$PWD/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"
status=0

# What there is to run, so that a run which dies half way cannot pass for a whole one.
for project in App.Tests App.E2E; do
  dotnet test "$project" -c Release --no-build --nologo --list-tests | sed -n 's/^    //p' > "$results/$project.list" || status=$?
done

# One after the other: browser tests measure what a user feels, and must not fight the others for the processor.
# A project in which no test begins or ends for ten minutes is ended, and the tests that hang are named.
for project in App.Tests App.E2E; do
  dotnet test "$project" -c Release --no-build --nologo --logger "trx;LogFileName=$project.trx" --results-directory "$results" \
    --blame-hang-timeout "${TEST_HANG:-10m}" --blame-hang-dump-type none || status=$?
done

bash eng/slowest-tests.sh "$results"
exec bash eng/count-tests.sh "$results" "$status"

#!/usr/bin/env bash
# Checks the format, builds without a warning and runs every test. The last line counts: N passed, N failed[, N skipped].
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; } > /dev/null
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

has_chromium || install chromium || true
has_chromium || echo "No Chromium here and none could be installed: browser tests skip themselves, and fail on the build server."
has_postgres || install postgresql || true
has_postgres || echo "No PostgreSQL server here and none could be installed: tests that need a database will fail."

# The accessibility checker of the browser tests; they say so when it is missing.
[[ -d App.E2E/node_modules/axe-core && -d App.E2E/node_modules/oidc-provider ]] || ! command -v npm > /dev/null || npm ci --prefix App.E2E --no-audit --no-fund --silent || true

dotnet restore CrmLive.sln
dotnet format CrmLive.sln --no-restore --verify-no-changes
dotnet build CrmLive.sln -c Release --no-restore --nologo -warnaserror

results="$PWD/artifacts/test-results"
rm -rf "$results"
status=0
# One after the other: browser tests measure what a user feels, and must not fight the others for the processor.
for project in App.Tests App.E2E; do
  dotnet test "$project" -c Release --no-build --nologo --logger "trx;LogFileName=$project.trx" --results-directory "$results" || status=$?
done

# Adds up one counter over the reports of all test projects.
count() {
  { grep -rhoE "<Counters [^>]*>" "$results" --include='*.trx' || true; } |
    { grep -oE " $1=\"[0-9]+\"" || true; } | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

total="$(count total)"
passed="$(count passed)"
failed="$(count failed)"
skipped="$((total - passed - failed))"

line="$passed passed, $failed failed"
[[ "$skipped" -eq 0 ]] || line+=", $skipped skipped"
[[ "$passed" -gt 0 ]] || { echo "No test ran: that is a failure." && status=1; }
[[ "$status" -ne 0 || "$failed" -eq 0 ]] || status=1
[[ "$status" -eq 0 || "$failed" -gt 0 ]] || echo "The test run itself failed: see above."
echo "$line"
exit "$status"

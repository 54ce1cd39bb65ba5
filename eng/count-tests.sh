#!/usr/bin/env bash
# Says how a test run ended, from its reports and from what was discovered before it: count-tests.sh <results> <exit code of the run>.
# <results> holds *.trx and, per project, *.list with one discovered test per line. What is discovered and in no report did not run, which is a failure.
# The last line counts: N passed, N failed[, N skipped].
set -euo pipefail
results="$1"
status="$2"

# Adds up one counter over the reports of all test projects.
count() {
  { grep -rhoE "<Counters [^>]*>" "$results" --include='*.trx' || true; } |
    { grep -oE " $1=\"[0-9]+\"" || true; } | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

reported() { { grep -rhoE '<UnitTestResult [^>]*>' "$results" --include='*.trx' || true; } | sed -nE 's/.* testName="([^"]*)".*/\1/p'; }

discovered() { find "$results" -name '*.list' -exec cat {} +; }

# Compared by method and number of rows: the values of a row may be spelled differently, and rows that are known only when a theory runs are reported but not discovered.
not_run() {
  awk '
    { sub(/\(.*/, ""); sub(/\r$/, "") }
    FILENAME == ARGV[1] { seen[$0]++; next }
    $0 != "" { known[$0]++ }
    END { for (name in known) for (row = seen[name]; row < known[name]; row++) print name }
  ' <(reported) <(discovered) | sort
}

total="$(count total)"
passed="$(count passed)"
failed="$(count failed)"
skipped="$((total - passed - failed))"
missing="$(not_run)"

if [[ -n "$missing" ]]; then
  lost="$(wc -l <<< "$missing")"
  echo "$passed passed, $failed failed, $lost not run:"
  head -n 20 <<< "$missing" | sed 's/^/  /'
  [[ "$lost" -le 20 ]] || echo "  ... and $((lost - 20)) more"
  echo "What did not run counts as failed."
  failed="$((failed + lost))"
fi

line="$passed passed, $failed failed"
[[ "$skipped" -eq 0 ]] || line+=", $skipped skipped"
[[ "$passed" -gt 0 ]] || { echo "No test ran: that is a failure." && status=1; }
[[ "$status" -ne 0 || "$failed" -eq 0 ]] || status=1
[[ "$status" -eq 0 || "$failed" -gt 0 ]] || echo "The test run itself failed: see above."
echo "$line"
exit "$status"

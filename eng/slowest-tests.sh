#!/usr/bin/env bash
# Says which cases of a test run took longest, from its reports: slowest-tests.sh <results>. Whoever adds to them sees it at the end of the run.
set -euo pipefail

echo "The slowest:"
{ grep -rhoE '<UnitTestResult [^>]*>' "$1" --include='*.trx' || true; } |
  awk 'match($0, / duration="[^"]*"/) { time = substr($0, RSTART + 11, RLENGTH - 12); match($0, / testName="[^"]*"/); print time, substr($0, RSTART + 11, RLENGTH - 12) }' |
  sort -r | sed -n '1,15{s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g; s/^\([0-9:]*\)\(\.[0-9]\)[0-9]*/  \1\2/p}'

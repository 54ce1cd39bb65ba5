#!/usr/bin/env bash
# Before the first release the schema has one migration per database, Initial. This makes both anew from the model, and schema.sql with them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rm -rf App.Infrastructure/Data/Migrations
bash eng/migrations.sh Initial

# Always the same number, so that making it anew shows only what changed.
for file in App.Infrastructure/Data/Migrations/*/*_Initial*.cs; do
  sed -i -E 's/"[0-9]{14}_Initial"/"20260101000000_Initial"/' "$file"
  mv "$file" "$(sed -E 's/[0-9]{14}_/20260101000000_/' <<< "$file")"
done

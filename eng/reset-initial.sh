#!/usr/bin/env bash
# Before the first release the schema has one migration per database, Initial. This makes both anew from the model, and schema.sql with them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rm -rf App.Infrastructure/Data/Migrations
bash eng/migrations.sh Initial

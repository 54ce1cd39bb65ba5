#!/usr/bin/env bash
# Adds the migration for both databases, so that neither can be forgotten, and writes schema.sql: make migrations NAME=AddSomething
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name="${1:?"Name the migration: make migrations NAME=AddSomething"}"

dotnet tool restore > /dev/null
dotnet build App.Infrastructure --nologo -v quiet
add() {
  dotnet ef migrations add "$name" --no-build --context "$1" --output-dir "Data/Migrations/$2" \
    --project App.Infrastructure --startup-project App.Infrastructure
}

add PostgreSqlCrmDb PostgreSql
add SqlServerCrmDb SqlServer
bash eng/schema.sh

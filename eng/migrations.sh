#!/usr/bin/env bash
# Adds the migration for both databases, so that neither can be forgotten: make migrations NAME=AddSomething
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name="${1:?"Name the migration: make migrations NAME=AddSomething"}"

dotnet tool restore > /dev/null
dotnet restore App.Infrastructure > /dev/null
add() {
  dotnet ef migrations add "$name" --context "$1" --output-dir "Data/Migrations/$2" \
    --project App.Infrastructure --startup-project App.Infrastructure
}

add PostgreSqlCrmDb PostgreSql
add SqlServerCrmDb SqlServer

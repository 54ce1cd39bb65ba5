#!/usr/bin/env bash
# Writes the generated files of database/ anew; the diff is what a review approves.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet build App.Tests -c Release --nologo -v quiet
CRM_APPROVE=1 dotnet App.Tests/bin/Release/net10.0/App.Tests.dll -noLogo -class CrmLive.Data.SchemaTests

.PHONY: run test bench format migrations schema

run:
	dotnet run --project App -c Release --no-launch-profile

test:
	bash eng/test.sh

bench:
	dotnet run --project App.Bench -c Release

format:
	dotnet format CrmLive.sln

# make migrations NAME=AddSomething
migrations:
	bash eng/migrations.sh "$(NAME)"

# Writes the generated files of database/ anew, for review.
schema:
	bash eng/schema.sh

namespace CrmLive.Data.SqlServer;

/// <summary>Whatever is sent to SQL Server can be parsed there and speaks of what exists.</summary>
public sealed class SqlServerCommandTests
{
    public static TheoryData<string> Entities => [.. SqlServerSchema.Provider().CreateOwner().Model.GetEntityTypes().Select(type => type.ClrType.Name)];

    public static TheoryData<string, string> Statements
    {
        get
        {
            var all = new TheoryData<string, string>
            {
                { nameof(SqlServerProvider.NextId), SqlServerProvider.NextId },
                { nameof(SqlServerProvider.Roles), SqlServerProvider.Roles },
                { nameof(SqlServerLock), SqlServerLock.Statement },
                { nameof(SqlServerLock.InTransaction), SqlServerLock.InTransaction },
                { nameof(SqlServerSession), SqlServerSession.Prefix },
            };
            foreach (var part in typeof(Live.WorkSql).GetProperties().Where(part => part.PropertyType == typeof(string)))
            {
                all.Add($"work.{part.Name}", (string)part.GetValue(SqlServerWork.Sql)!);
            }

            foreach (var part in typeof(EventLogSql).GetProperties().Where(part => part.PropertyType == typeof(string)))
            {
                all.Add(part.Name, (string)part.GetValue(SqlServerEventLog.Sql)!);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Makes_sound_commands_for_every_entity(string entity)
    {
        var commands = await SqlServerCommands.Of(entity);

        // All of a search word and of a stream of work is its key, so that there is nothing to update.
        commands.Count.ShouldBeGreaterThanOrEqualTo(entity is nameof(SearchWord) or nameof(Live.WorkStream) ? 5 : 6);
        commands.SelectMany(command => NameCheck.Faults(SqlServerSchema.Schema, Tsql.Parse(command.Sql, command.Origin))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Has_sound_statements_of_its_own(string name, string statement) =>
        NameCheck.Faults(SqlServerSchema.Schema, Tsql.Parse(Tsql.WithParameters(statement), name)).ShouldBeEmpty();
}

using System.Diagnostics;
using CrmLive.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CrmLive.LocalPostgres;

public sealed class LocalClusterTests : IDisposable
{
    private static readonly LocalClusterOptions Fast = new() { Durable = false, MaxConnections = 20, SharedBuffersMb = 16 };

    private readonly string home = Directory.CreateTempSubdirectory("crm-cluster-").FullName;
    private readonly string otherHome = Directory.CreateTempSubdirectory("crm-cluster-").FullName;

    public LocalClusterTests()
    {
        foreach (var folder in new[] { home, otherHome })
        {
            // The user that root lends to the server has to get in, or the data would go elsewhere.
            FileModes.Set(folder, Environment.IsPrivilegedProcess ? FileModes.PassableFolder : FileModes.PrivateFolder);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_its_data_from_one_start_to_the_next()
    {
        await using (var first = await Start(home))
        {
            first.StartedHere.ShouldBeTrue();
            await first.EnsureDatabase("crm", Ct);
            await Run(first, "CREATE TABLE kept (n int)");
        }

        await using var second = await Start(home);

        second.StartedHere.ShouldBeTrue();
        (await Run(second, "SELECT count(*) FROM kept")).ShouldBe(0L);
    }

    [Fact]
    public async Task Makes_databases_and_powerless_roles_once()
    {
        await using var cluster = await Start(home);

        for (var i = 0; i < 2; i++)
        {
            await cluster.EnsureDatabase("crm", Ct);
            await cluster.EnsureRole("crm_app", Ct);
        }

        (await Run(cluster, "SELECT rolsuper OR rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = current_user", "crm_app")).ShouldBe(false);
    }

    [Fact]
    public async Task Starts_the_server_again_on_the_same_port_after_it_was_killed()
    {
        await using var cluster = await Start(home);
        await cluster.EnsureDatabase("crm", Ct);
        var port = cluster.Port;
        var keeping = cluster.Keep(Ct);
        var killed = PostmasterId(cluster);

        Kill(killed);

        await Until(async () => Equals(await Run(cluster, "SELECT 1"), 1));
        cluster.Port.ShouldBe(port);
        PostmasterId(cluster).ShouldNotBe(killed);
        keeping.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Shares_one_server_and_stops_it_with_the_last_user()
    {
        var first = await Start(home);
        await using var second = await Start(home);
        second.StartedHere.ShouldBeFalse();
        second.Port.ShouldBe(first.Port);

        await first.DisposeAsync();
        await second.EnsureDatabase("crm", Ct);
        await second.DisposeAsync();

        Postmaster.Of(Path.Combine(second.Folder, "data")).ShouldBeNull();
    }

    [Fact]
    public async Task Runs_beside_a_cluster_of_another_home()
    {
        var both = await Task.WhenAll(Start(home), Start(otherHome));
        await using var one = both[0];
        await using var other = both[1];

        one.Port.ShouldNotBe(other.Port);
        await one.EnsureDatabase("crm", Ct);
        await other.EnsureDatabase("crm", Ct);
    }

    [Fact]
    public async Task Is_not_misled_by_the_file_of_a_dead_server_whose_process_id_lives_on()
    {
        string file;
        await using (var first = await Start(home))
        {
            file = Postmaster.FileOf(Path.Combine(first.Folder, "data"));
        }

        await File.WriteAllTextAsync(file, $"{Environment.ProcessId}\n{Path.GetDirectoryName(file)}\n1\n5432\n\n127.0.0.1\n", Ct);

        await using var second = await Start(home);

        second.StartedHere.ShouldBeTrue();
        PostmasterId(second).ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task Says_how_to_mend_a_machine_without_postgresql()
    {
        var none = Fast with { Sources = PostgresSources.None };

        var missing = await Should.ThrowAsync<PostgresMissing>(() => LocalCluster.Start(home, NullLogger.Instance, _ => { }, none, Ct));

        missing.Message.ShouldContain("apt-get install postgresql");
    }

    public void Dispose()
    {
        Directory.Delete(home, recursive: true);
        Directory.Delete(otherHome, recursive: true);
    }

    private static Task<LocalCluster> Start(string home) => LocalCluster.Start(home, NullLogger.Instance, _ => { }, Fast, Ct);

    private static int PostmasterId(LocalCluster cluster) => Postmaster.Of(Path.Combine(cluster.Folder, "data")).ShouldNotBeNull().Id;

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    private static async Task<object?> Run(LocalCluster cluster, string statement, string user = LocalCluster.Owner)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("crm", user));
        await using var command = source.CreateCommand(statement);
        return await command.ExecuteScalarAsync(Ct);
    }

    private static Task Until(Func<Task<bool>> holds) => TestPatience.Until(
        async () =>
        {
            try
            {
                return await holds();
            }
            catch (NpgsqlException)
            {
                // Not yet.
                return false;
            }
        },
        "the server to be as it should");
}

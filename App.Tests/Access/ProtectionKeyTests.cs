using System.Security.Cryptography;
using CrmLive.Data;
using CrmLive.Data.PostgreSql;
using CrmLive.Operations;
using CrmLive.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmLive.Access;

public sealed class ProtectionKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly byte[] _master = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public async Task Keys_lie_encrypted_in_the_database()
    {
        await using var node = Node(new MasterKey(_master));
        Protector(node).Protect("cookie");

        await using var db = database.Factory.CreateSystemWide("test");
        var stored = await db.ProtectionKeys.Select(key => key.Xml).ToListAsync(TestContext.Current.CancellationToken);
        stored.ShouldNotBeEmpty();
        stored.ShouldAllBe(xml => xml.Contains("<sealedKey", StringComparison.Ordinal) && !xml.Contains("<masterKey", StringComparison.Ordinal) && !xml.Contains("<value>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_node_and_the_next_start_read_what_this_one_wrote()
    {
        await using var one = Node(new MasterKey(_master));
        var cookie = Protector(one).Protect("cookie");

        await using var other = Node(new MasterKey(_master));
        Protector(other).Unprotect(cookie).ShouldBe("cookie");
    }

    [Fact]
    public async Task New_keys_and_a_new_master_key_sign_nobody_out()
    {
        await using var before = Node(new MasterKey(_master));
        var cookie = Protector(before).Protect("cookie");

        await using var after = Node(new MasterKey(RandomNumberGenerator.GetBytes(32), _master));
        after.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
        Protector(after).Unprotect(cookie).ShouldBe("cookie");
    }

    [Fact]
    public async Task Without_the_master_key_nothing_can_be_read()
    {
        await using var one = Node(new MasterKey(_master));
        var cookie = Protector(one).Protect("cookie");

        await using var thief = Node(new MasterKey(RandomNumberGenerator.GetBytes(32)));
        Should.Throw<CryptographicException>(() => Protector(thief).Unprotect(cookie));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 0)]
    public async Task A_configured_server_without_a_master_key_says_so_when_it_starts(string? key, int warnings)
    {
        var folder = Directory.CreateTempSubdirectory("crm-key-").FullName;
        await using var home = Home.Around(folder, new PostgreSqlProvider(new DatabaseOptions("Host=localhost")));
        var log = new WarningLog();
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log)).AddSingleton(home).AddKeyProtection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("DataProtection:MasterKey", key)]).Build());
        await using var node = services.BuildServiceProvider();

        node.GetRequiredService<MasterKey>().ShouldNotBeNull();

        log.Said.Count(text => text.Contains("DataProtection:MasterKey", StringComparison.Ordinal)).ShouldBe(warnings);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_key_file_is_made_once_and_only_its_owner_reads_it()
    {
        var folder = Directory.CreateTempSubdirectory("crm-key-").FullName;
        try
        {
            var path = Path.Combine(folder, "keys", "master.key");

            MasterKey.OfFile(path).ShouldBe(MasterKey.OfFile(path));

            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    public void A_master_key_that_is_none_is_refused(string text) => Should.Throw<InvalidOperationException>(() => MasterKey.Read(text));

    private ServiceProvider Node(MasterKey key)
    {
        var services = new ServiceCollection();
        services.AddSingleton(key);
        services.AddDataProtection().SetApplicationName("CrmLive");
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new ProtectionKeyStore(database.Factory, database.Clock);
            options.XmlEncryptor = new MasterKeyEncryptor(key);
        });
        return services.BuildServiceProvider();
    }

    private static IDataProtector Protector(ServiceProvider node) => node.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}

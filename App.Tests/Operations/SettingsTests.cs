using System.Diagnostics;
using CrmLive.Support;

namespace CrmLive.Operations;

/// <summary>The program started with a setting that cannot work: one sentence on standard error, exit code 1, and no stack trace.</summary>
public sealed class SettingsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("DataProtection__MasterKey", "short", "DataProtection__MasterKey is no key.")]
    [InlineData("DataProtection__FormerMasterKeys__0", "c2hvcnQ=", "DataProtection__FormerMasterKeys__0 is no key.")]
    [InlineData("Api__KeyPerMinute", "abc", "Api__KeyPerMinute is 'abc'. It is a whole number above 0")]
    [InlineData("Api__KeyPerMinute", "0", "Api__KeyPerMinute is '0'.")]
    [InlineData("Api__VisitorPerMinute", "-5", "Api__VisitorPerMinute is '-5'.")]
    [InlineData("ConnectionStrings__Crm", "nonsense", "ConnectionStrings__Crm is no connection string of PostgreSQL. It looks like Host=")]
    [InlineData("ConnectionStrings__Crm", "Database=crm", "ConnectionStrings__Crm is no connection string of PostgreSQL.")]
    [InlineData("ConnectionStrings__CrmApp", "Host=127.0.0.1", "ConnectionStrings__Crm is missing")]
    [InlineData("ConnectionStrings__Crm", "Host=127.0.0.1;Port=1;Database=crm;Username=nobody", "The database refused: ")]
    [InlineData("Database__Provider", "Oracle", "Database__Provider is 'Oracle'. It can be PostgreSql or SqlServer.")]
    [InlineData("Database__Provider", "SqlServer", "ConnectionStrings__Crm is missing")]
    [InlineData("CRM_HOME", "/proc/x", "The folder /proc/x cannot be written to.")]
    [InlineData("SignIn__Entra__ClientId", "app", "TenantMap is empty.")]
    [InlineData("SignIn__Entra__CreateUsers", "maybe", "SignIn__Entra__CreateUsers is 'maybe'. It is true or false.")]
    [InlineData("ASPNETCORE_URLS", "localhost:5080", "ASPNETCORE_URLS holds 'localhost:5080', which is not an address.")]
    [InlineData("ASPNETCORE_URLS", "ftp://localhost:5080", "which is not an address.")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:99999", "which is not an address.")]
    [InlineData("Proxies__0", "balancer", "Proxies holds 'balancer'")]
    [InlineData("Hosts__0", "https://crm.example", "Hosts holds 'https://crm.example'")]
    [InlineData("DrainSeconds", "soon", "DrainSeconds is 'soon'.")]
    [InlineData("Azure__SignalR__ConnectionString", "Endpoint=nowhere;AccessKey=hunter2", "Azure__SignalR__ConnectionString is no connection string of Azure SignalR Service. It looks like")]
    [InlineData("Azure__SignalR__ConnectionString", "hunter2", "Azure__SignalR__ConnectionString is no connection string of Azure SignalR Service.")]
    public async Task A_setting_that_cannot_work_is_told_in_a_sentence(string variable, string value, string sentence)
    {
        var (exit, error) = await Start([], (variable, value));

        exit.ShouldBe(1, error);
        error.ShouldContain(sentence);
        error.ShouldNotContain("   at ");
        error.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_command_line_says_the_same_in_its_own_shape()
    {
        var (exit, error) = await Start(["tenants", "list"], ("Api__KeyPerMinute", "abc"));

        exit.ShouldBe(1, error);
        error.ShouldContain("Api__KeyPerMinute is");
        error.ShouldContain("\"code\": \"SETTINGS\"");
    }

    [Fact]
    public async Task Limits_that_a_service_in_between_cannot_keep_are_refused_with_it()
    {
        var (exit, error) = await Start(
            [], ("Azure__SignalR__ConnectionString", "Endpoint=https://crm.service.signalr.net;AccessKey=aGVsbG8=;Version=1.0;"), ("Limits__TabsPerPerson", "5"));

        exit.ShouldBe(1, error);
        error.ShouldContain("Limits__TabsPerPerson and Azure__SignalR__ConnectionString cannot go together");
    }

    [Fact]
    public async Task A_password_in_a_broken_connection_string_is_not_repeated()
    {
        var (_, error) = await Start([], ("ConnectionStrings__Crm", "Host=db;Pasword=hunter2;Username"));

        error.ShouldNotContain("hunter2");
    }

    private static async Task<(int Exit, string Error)> Start(string[] args, params (string Name, string Value)[] settings)
    {
        var home = Directory.CreateTempSubdirectory("crm-settings-").FullName;
        var app = Repository.PathOf("App", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "App.dll");
        var start = new ProcessStartInfo("dotnet", [app, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CRM_HOME"] = home;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";

        // Nothing gets as far as that; should it do so all the same, there is no database to be started.
        start.Environment["ConnectionStrings__Crm"] = Array.Exists(settings, one => one.Name.StartsWith("ConnectionStrings__CrmApp", StringComparison.Ordinal) || one.Name == "Database__Provider")
            ? ""
            : "Host=127.0.0.1;Port=1;Database=crm;Username=nobody";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var patience = new CancellationTokenSource(Patience);
        using var program = Process.Start(start)!;
        try
        {
            var (answer, error) = (program.StandardOutput.ReadToEndAsync(patience.Token), program.StandardError.ReadToEndAsync(patience.Token));
            await program.WaitForExitAsync(patience.Token);
            await answer;
            return (program.ExitCode, await error);
        }
        finally
        {
            program.Kill(entireProcessTree: true);
            Directory.Delete(home, recursive: true);
        }
    }
}

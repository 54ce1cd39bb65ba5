using System.Diagnostics;
using System.Text.Json;
using CrmLive.Support;

namespace CrmLive.Access;

/// <summary>An identity provider that is not ours: npm's oidc-provider in a process of its own.</summary>
internal sealed class ForeignDirectory : IAsyncDisposable
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";

    private readonly string _people = Path.GetTempFileName();
    private Process? _process;

    /// <summary>What to configure as <c>SignIn:Entra:Authority</c>.</summary>
    public string Authority { get; private set; } = "";

    public async Task Start()
    {
        var script = Repository.PathOf("App.E2E", "Access", "provider.mjs");
        var isInstalled = Directory.Exists(Repository.PathOf("App.E2E", "node_modules", "oidc-provider"));
        Assert.SkipWhen(!isInstalled && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")), "oidc-provider is not installed: run 'npm ci' in App.E2E (make test does it).");
        _process = Process.Start(new ProcessStartInfo("node", [script, _people])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(script),
        })!;
        _ = _process.StandardError.ReadToEndAsync();
        do
        {
            Authority = await _process.StandardOutput.ReadLineAsync().Soon("oidc-provider to start") ?? throw new InvalidOperationException("oidc-provider did not start.");
        }
        while (!Authority.StartsWith("http://", StringComparison.Ordinal));
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Tells it where the program is that people come from; it answers nothing before.</summary>
    public Task Serve(string app) => _process!.StandardInput.WriteLineAsync(app);

    /// <summary>What the directory says about its people from now on.</summary>
    public void Say(params DirectoryEntry[] people) => File.WriteAllText(
        _people,
        JsonSerializer.Serialize(people.ToDictionary(person => person.Login, person => new { oid = person.Oid, tid = person.Tid, name = person.Name, email = person.Email, roles = person.Roles })));

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        File.Delete(_people);
        return ValueTask.CompletedTask;
    }
}

internal sealed record DirectoryEntry(string Login, string Name, string Email, params string[] Roles)
{
    public string Tid { get; init; } = ForeignDirectory.Tenant;

    public string Oid { get; init; } = $"oid-of-{Login}";
}

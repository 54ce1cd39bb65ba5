using System.Runtime.InteropServices;
using CrmLive.LocalPostgres;
using Microsoft.AspNetCore.Connections;

namespace CrmLive.Operations;

/// <summary>Runs the server until it is told to leave; what keeps it from starting it says in one sentence.</summary>
public static class Serving
{
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        using var interrupted = new CancellationTokenSource();
        try
        {
            using (Interrupt(PosixSignal.SIGINT, interrupted))
            using (Interrupt(PosixSignal.SIGTERM, interrupted))
            {
                await Serve(args, interrupted.Token);
            }

            return 0;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (Sentence(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    public static WebApplicationBuilder Builder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Without a launch profile the environment is Production, and assets of packages would be looked for in wwwroot only.
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
        {
            builder.WebHost.UseUrls(Addresses.Usual);
        }

        return builder;
    }

    // The database closes last: what still runs while the server drains can finish its work.
    private static async Task Serve(string[] args, CancellationToken ct)
    {
        var builder = Builder(args);
        Settings.Check(builder.Configuration);
        Addresses.Check(builder.Configuration["urls"] ?? Addresses.Usual);
        await using var home = await Home.Open(builder.Configuration, Console.WriteLine, ct);
        await using var app = CrmServer.Build(builder, home);
        await CrmServer.Prepare(app, ct);
        await Open(app);
        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    // In the web server's own words, such as for https without a certificate.
    private static async Task Open(WebApplication app)
    {
        try
        {
            await app.StartAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is FormatException or (InvalidOperationException and not StartRefused))
        {
            throw new StartRefused($"The web server cannot start: {failure.Message.Split('\n')[0].Trim()} Look at ASPNETCORE_URLS and the settings below Kestrel.", failure);
        }
    }

    private static string? Sentence(Exception failure) => failure switch
    {
        StartRefused or PostgresMissing or PostgresFailed => failure.Message,
        IOException { InnerException: AddressInUseException } => "Another program listens at this address. Choose another one with ASPNETCORE_URLS, such as http://localhost:5081.",
        System.Data.Common.DbException => $"The database refused: {failure.Message} Check ConnectionStrings__Crm and that the server runs.",
        UnauthorizedAccessException or IOException => $"A file cannot be used: {failure.Message} Choose another folder with CRM_HOME.",
        TimeoutException or System.Net.Sockets.SocketException => "The database does not answer. Check ConnectionStrings__Crm and that the server runs.",
        _ => null,
    };

    private static PosixSignalRegistration Interrupt(PosixSignal signal, CancellationTokenSource interrupted) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            interrupted.Cancel();
        });
}

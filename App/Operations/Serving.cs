using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CrmLive.LocalPostgres;
using Microsoft.AspNetCore.Connections;

namespace CrmLive.Operations;

/// <summary>Runs the server until it is told to leave; what keeps it from starting it says in one sentence.</summary>
public static class Serving
{
    private const string Address = "http://localhost:5080";

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
            builder.WebHost.UseUrls(Address);
        }

        return builder;
    }

    // The database closes last: what still runs while the server drains can finish its work.
    private static async Task Serve(string[] args, CancellationToken ct)
    {
        var builder = Builder(args);
        CheckPorts(builder.Configuration["urls"] ?? Address);
        await using var home = await Home.Open(builder.Configuration, Console.WriteLine, ct);
        await using var app = CrmServer.Build(builder, home);
        await CrmServer.Prepare(app, ct);
        await app.RunAsync();
    }

    /// <summary>Looks before the database is started whether somebody else listens there.</summary>
    private static void CheckPorts(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var address))
            {
                throw new StartRefused($"ASPNETCORE_URLS holds '{url}', which is not an address. It looks like {Address}.");
            }

            using var probe = new TcpListener(IPAddress.TryParse(address.Host, out var host) ? host : IPAddress.Loopback, address.Port);
            try
            {
                probe.Start();
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw Taken(address.Port);
            }
            catch (SocketException refused)
            {
                throw new StartRefused($"CrmLive cannot listen at {url} ({refused.Message}). Choose another address with ASPNETCORE_URLS, such as {Address}.");
            }
        }
    }

    private static StartRefused Taken(int port) =>
        new($"Port {port} is taken by another program. Stop that one, or choose another port with ASPNETCORE_URLS=http://localhost:{port + 1}.");

    private static string? Sentence(Exception failure) => failure switch
    {
        StartRefused or PostgresMissing or PostgresFailed => failure.Message,
        IOException { InnerException: AddressInUseException } => "Another program listens at this address. Choose another one with ASPNETCORE_URLS, such as http://localhost:5081.",
        System.Data.Common.DbException => $"The database refused: {failure.Message} Check ConnectionStrings__Crm and that the server runs.",
        UnauthorizedAccessException => $"A file cannot be used: {failure.Message} Choose another folder with CRM_HOME.",
        _ => null,
    };

    private static PosixSignalRegistration Interrupt(PosixSignal signal, CancellationTokenSource interrupted) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            interrupted.Cancel();
        });
}

/// <summary>The server cannot start, and the message says why and what to do.</summary>
public sealed class StartRefused(string message) : Exception(message);

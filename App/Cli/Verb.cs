using System.CommandLine;
using CrmLive.Data;
using CrmLive.Operations;

namespace CrmLive.Cli;

/// <summary>Makes a verb: a command that opens the home, does something with the program's own services and prints the answer as JSON.</summary>
public static class Verb
{
    /// <param name="act">Returns what is printed; null prints nothing.</param>
    public static Command Of(string name, string description, Func<VerbRun, Task<object?>> act, params ReadOnlySpan<Symbol> parts)
    {
        var verb = new Command(name, description);
        foreach (var part in parts)
        {
            Add(verb, part);
        }

        verb.SetAction((typed, ct) => Run(typed, act, ct));
        return verb;
    }

    /// <summary>A word that only holds other verbs together.</summary>
    public static Command Group(string name, string description, params ReadOnlySpan<Command> verbs)
    {
        var group = new Command(name, description);
        foreach (var verb in verbs)
        {
            group.Add(verb);
        }

        return group;
    }

    private static void Add(Command verb, Symbol part)
    {
        switch (part)
        {
            case Option option:
                verb.Add(option);
                break;
            case Argument argument:
                verb.Add(argument);
                break;
            default:
                throw new ArgumentException($"{part.Name} is neither an option nor an argument.", nameof(part));
        }
    }

    private static async Task<int> Run(ParseResult typed, Func<VerbRun, Task<object?>> act, CancellationToken ct)
    {
        try
        {
            var builder = Builder();
            Settings.Check(builder.Configuration);
            await using var home = await Home.Open(builder.Configuration, Console.Error.WriteLine, ct);
            builder.Services.AddCrm(home, builder.Configuration);
            await using var app = builder.Build();
            if (home.IsLocal)
            {
                await app.Services.GetRequiredService<Migrator>().Run(ct);
            }

            var run = new VerbRun(app.Services, typed, ct);
            VerbOutput.Print(await act(run));
            return run.ExitCode;
        }
        catch (Exception failure)
        {
            VerbOutput.Refuse(VerbOutput.Of(failure));
            return 1;
        }
    }

    // The server's own services, with a log that keeps out of the answer. Nothing of it is started.
    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }
}

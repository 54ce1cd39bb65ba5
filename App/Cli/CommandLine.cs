using System.CommandLine;
using System.CommandLine.Help;
using System.Diagnostics;

namespace CrmLive.Cli;

/// <summary>The command line as a table of contents: every capability brings its verbs. They send the same requests as pages and REST.</summary>
public static class CommandLine
{
    private const int Usage = 2;

    /// <summary>Verbs of the program; a new capability adds its own here.</summary>
    public static IReadOnlyList<Func<Command>> Verbs { get; } =
    [
        .. RecordTypes.All.Select(KindVerbs.Of),
        TenantVerbs.Tenants,
        DatabaseVerbs.Migrate,
        EventVerbs.Events,
        QueueVerbs.Queue,
        JobVerbs.Jobs,
        AuditVerbs.Audit,
        SearchVerbs.Search,
        KeyVerbs.Keys,
        ImportVerbs.Import,
        PipelineVerbs.Pipelines,
        DealVerbs.Deals,
    ];

    /// <summary>True for <c>crm verb …</c>; options first, such as <c>--urls</c>, are meant for the server.</summary>
    public static bool IsMeant(IReadOnlyList<string> args) =>
        args.Count > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h" or "-?" or "--version");

    public static Command Root()
    {
        var root = new Command("crm", "Drives CrmLive from the command line. Answers are JSON on standard output; errors are JSON on standard error.")
        {
            VerbRun.Tenant,
            VerbRun.As,
            new HelpOption { Recursive = true },
            new VersionOption(),
        };
        foreach (var verb in Verbs)
        {
            root.Add(verb());
        }

        return root;
    }

    /// <summary>0: done; 1: refused, failed, or something was found amiss; 2: not understood.</summary>
    public static async Task<int> Run(IReadOnlyList<string> args, CancellationToken ct)
    {
        using var trace = new Activity("crm").SetIdFormat(ActivityIdFormat.W3C).Start();
        var typed = Root().Parse(args);
        if (typed.Action is not HelpAction && typed.Errors.Count > 0)
        {
            VerbOutput.Refuse(VerbOutput.NotUnderstood(typed.Errors));
            return Usage;
        }

        return await typed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, ct);
    }
}

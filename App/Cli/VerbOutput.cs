using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Text.Json;
using CrmLive.LocalPostgres;
using CrmLive.Operations;
using CrmLive.Shell;

namespace CrmLive.Cli;

/// <summary>Answers go to standard output, refusals in the one error shape to standard error; both are JSON.</summary>
internal static class VerbOutput
{
    private static readonly JsonSerializerOptions Json = new(RestJson.Options) { WriteIndented = true };

    public static void Print(object? answer)
    {
        if (answer is not null)
        {
            Console.WriteLine(JsonSerializer.Serialize(answer, Json));
        }
    }

    public static void Refuse(Refusal refusal) => Console.Error.WriteLine(JsonSerializer.Serialize(
        new { refusal.Code, refusal.Message, refusal.Details, TraceId = Activity.Current?.TraceId.ToHexString() }, Json));

    /// <summary>The operator at the keyboard is told what the database said; a browser would not be.</summary>
    public static Refusal Of(Exception failure) => failure is PostgresMissing or PostgresFailed
        ? new Refusal(503, "DATABASE_UNAVAILABLE", failure.Message, [])
        : failure is StartRefused
        ? new Refusal(400, "SETTINGS", failure.Message, [])
        : Refusal.Of(failure);

    public static Refusal NotUnderstood(IEnumerable<ParseError> errors)
    {
        List<Problem> problems = [.. errors.Select(error => new Problem("", "usage", error.Message))];
        return new Refusal(400, "USAGE", $"{problems[^1].Message} Add --help to see what can be said.", problems);
    }
}

using System.Globalization;

namespace CrmLive.Shell;

/// <summary>What is wrong with a form: by field, and as a whole.</summary>
public sealed record Problems(Refusal? Refusal)
{
    public static readonly Problems None = new((Refusal?)null);

    /// <summary>Said above the form when no field says it.</summary>
    public string? Message => Refusal is { Details.Count: 0 } refusal ? refusal.Message : null;

    public static Problems Of(Exception failure) => new(Shell.Refusal.Of(failure));

    /// <param name="field">In the spelling of the wire; a path such as <c>fields.name</c> is found by its end.</param>
    public string? At(string field) => Refusal?.Details
        .FirstOrDefault(problem => problem.Field == field || problem.Field.EndsWith("." + field, StringComparison.Ordinal))?.Message;
}

/// <summary>Numbers as people type them.</summary>
internal static class Typed
{
    /// <exception cref="InvalidInput">Not a number.</exception>
    public static decimal? Amount(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? null
        : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount
        : throw InvalidInput.Of(field, "invalid", "This is not an amount. Type digits with a point for decimals, such as 48000.50.");

    /// <exception cref="InvalidInput">Not a whole number.</exception>
    public static int? Count(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count) ? count
        : throw InvalidInput.Of(field, "invalid", "This is not a whole number. Type digits only, such as 250.");
}

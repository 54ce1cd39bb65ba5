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

namespace CrmLive.LocalPostgres;

internal sealed record CommandResult(int Code, string Output)
{
    public bool Succeeded => Code == 0;

    /// <summary>The end of the output: that is where programs put the reason.</summary>
    public string Reason => string.Join(' ', Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3));
}

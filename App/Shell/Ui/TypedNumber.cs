namespace CrmLive.Shell;

/// <summary>A number in a field: what is kept, or what is typed and why that is no number. So what the field shows is what is saved.</summary>
/// <param name="Text">As typed; null where the number stands there as it is written.</param>
public readonly record struct TypedNumber(decimal? Value, string? Text = null, RuleBroken? Fault = null)
{
    public static TypedNumber Of(string? text, NumberForm form, NumberUse use)
    {
        try
        {
            return new TypedNumber(NumberReader.Read(text, form, use, "number"), text);
        }
        catch (RuleBroken fault)
        {
            return new TypedNumber(null, text, fault);
        }
    }

    /// <exception cref="RuleBroken">What stands in the field is no number.</exception>
    public decimal? Need(string field) => Fault is null ? Value : throw new RuleBroken(Fault.Code, Fault.Message, field);
}

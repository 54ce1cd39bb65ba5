namespace CrmLive;

/// <summary>
/// The one reader of numbers for all pages: reads what a person types or pastes by their own form. What has one meaning only is taken, in whatever form it is
/// written; what could be read in two ways is refused with a sentence that names both.
/// </summary>
public static class NumberReader
{
    /// <summary>Null where nothing is typed.</summary>
    /// <exception cref="RuleBroken">It is no number, or not clearly one.</exception>
    public static decimal? Read(string? text, NumberForm form, NumberUse use, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (WrittenNumber.Of(text) is not { } written)
        {
            throw NotOne(field, form, use);
        }

        CheckMark(written, use, field, form);
        var number = DigitGroups.Of(written.Digits) is { } groups ? Value(groups, form, use, field) : throw NotOne(field, form, use);
        return Fitting(Scaled(number, written, field), form, use, field);
    }

    private static decimal Value(DigitGroups groups, NumberForm form, NumberUse use, string field)
    {
        var (own, foreign) = (groups.Own(form), groups.Foreign(form));
        return (own, foreign) switch
        {
            ({ } mine, { } theirs) when mine != theirs && groups.IsThousandthsOrThousands(form) && !use.HasThousandths => throw Unclear(groups, mine, theirs, form, use, field),
            ({ } mine, _) => mine,
            (null, { } theirs) when groups.IsClear => theirs,
            (null, { } theirs) => throw Misplaced(groups, theirs, form, field),
            _ => throw NotOne(field, form, use),
        };
    }

    private static decimal Scaled(decimal number, WrittenNumber written, string field)
    {
        try
        {
            return number * written.Scale * (written.IsNegative ? -1 : 1);
        }
        catch (OverflowException)
        {
            throw new RuleBroken("number.too_large", "This number is too large. Check it.", field);
        }
    }

    private static decimal Fitting(decimal number, NumberForm form, NumberUse use, string field) =>
        use.Currency is not null ? Currencies.Exact(number, use.Currency, field)
        : decimal.Round(number, use.MostDecimals) == number ? number
        : throw new RuleBroken("number.decimals", use.MostDecimals == 0
            ? $"This is a whole number; {form.Write(number)} is none. Type it without decimals."
            : $"{form.Write(number)} has more than {use.MostDecimals} decimals. Type {use.MostDecimals} at most.", field);

    private static void CheckMark(WrittenNumber written, NumberUse use, string field, NumberForm form)
    {
        if (written.IsPercent && !use.IsPercent)
        {
            throw new RuleBroken("number.percent", "This is not a percentage. Type the number without the percent sign.", field);
        }

        if (written.Sign is not { } sign || (use.IsAmount && (use.Currency is not { } currency || CurrencySigns.IsOf(sign, currency))))
        {
            return;
        }

        throw !use.IsAmount ? NotOne(field, form, use)
            : new RuleBroken("amount.currency", $"The amount is in {use.Currency}, and {sign} stands beside what is typed. Type the amount in {use.Currency}, without a sign.", field);
    }

    private static RuleBroken NotOne(string field, NumberForm form, NumberUse use) => new(
        "number.invalid", $"This is not a number. Type it like {use.Write(use.MostDecimals == 0 ? 250m : 1_250.5m, form)}.", field);

    private static RuleBroken Misplaced(DigitGroups groups, decimal asDecimal, NumberForm form, string field) => new(
        "number.unclear",
        $"{groups.Text} is not clear: you write decimals after a {Name(form.Decimal)}. Type {Decimal(asDecimal, form)}{(groups.Whole is { } whole ? $", or {form.Write(whole)}" : "")}.", field);

    private static RuleBroken Unclear(DigitGroups groups, decimal mine, decimal theirs, NumberForm form, NumberUse use, string field) => new(
        "number.unclear",
        decimal.Round(mine, use.MostDecimals) == mine
            ? $"{groups.Text} can be read in two ways. Type {Decimal(mine, form)} or {form.Write(theirs)}."
            : $"{groups.Text} can be read in two ways. Type {form.Write(theirs)} if you mean thousands.", field);

    // Not again with three decimals, which would again be unclear.
    private static string Decimal(decimal number, NumberForm form)
    {
        var written = form.Write(number);
        return number < 1000 && written.Length - written.IndexOf(form.Decimal, StringComparison.Ordinal) == 4 && written.Contains(form.Decimal, StringComparison.Ordinal) && number >= 1
            ? written + '0'
            : written;
    }

    private static string Name(char sign) => sign == '.' ? "point" : "comma";
}

namespace CrmLive;

/// <summary>What a number that is typed is for.</summary>
/// <param name="MostDecimals">More are refused.</param>
/// <param name="Currency">Of an amount; another one beside the number is refused.</param>
/// <param name="IsPercent">A percent sign may stand beside it.</param>
/// <param name="IsAmount">The sign or code of a currency may stand beside it.</param>
/// <param name="IsPlain">Written without groups, as a year is.</param>
public sealed record NumberUse(int MostDecimals, string? Currency = null, bool IsAmount = false, bool IsPercent = false, bool IsPlain = false)
{
    /// <summary>Persons, days.</summary>
    public static readonly NumberUse Count = new(0);

    public static readonly NumberUse Year = new(0, IsPlain: true);

    public static readonly NumberUse Quantity = new(4);

    public static readonly NumberUse Percent = new(2, IsPercent: true);

    /// <summary>An amount of a currency that is said elsewhere.</summary>
    public static readonly NumberUse AnyAmount = new(4, IsAmount: true);

    /// <summary>Three decimals are nothing unusual in it, so that 1.255 is not thousands.</summary>
    internal bool HasThousandths => Currency is not null && MostDecimals >= 3;

    public static NumberUse Amount(string? currency) => string.IsNullOrEmpty(currency) ? AnyAmount : new(Currencies.Decimals(currency), currency, IsAmount: true);

    public string Write(decimal number, NumberForm form) => IsPlain ? form.WritePlain(number) : form.Write(number);
}

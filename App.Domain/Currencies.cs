using System.Collections.Frozen;
using System.Globalization;

namespace CrmLive;

/// <summary>The currencies of ISO 4217 with their minor units. What has more decimals than its currency is refused, never rounded.</summary>
public static class Currencies
{
    private const string WithoutDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

    // The last four were given up for the euro and for XCG; amounts of former years are in them.
    private const string WithTwo =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD "
        + "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD "
        + "MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
        + "SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ANG BGN HRK ZWL";

    private const string WithThree = "BHD IQD JOD KWD LYD OMR TND";
    private const string WithFour = "CLF UYW";

    private static readonly FrozenDictionary<string, int> MinorUnits =
        new[] { (WithoutDecimals, 0), (WithTwo, 2), (WithThree, 3), (WithFour, 4) }
            .SelectMany(group => group.Item1.Split(' ').Select(code => (Code: code, Decimals: group.Item2)))
            .ToFrozenDictionary(currency => currency.Code, currency => currency.Decimals, StringComparer.Ordinal);

    public static IReadOnlyList<string> Codes { get; } = [.. MinorUnits.Keys.Order(StringComparer.Ordinal)];

    public static bool IsKnown(string? code) => code is not null && MinorUnits.ContainsKey(code);

    /// <summary>Decimals of its minor unit; two for a code that nobody knows, as most have.</summary>
    public static int Decimals(string? code) => code is not null && MinorUnits.TryGetValue(code, out var decimals) ? decimals : 2;

    /// <exception cref="RuleBroken">It is no currency of ISO 4217.</exception>
    public static string Known(string? code, string field) => IsKnown(code) ? code!
        : string.IsNullOrWhiteSpace(code) ? throw new RuleBroken("field.required", "The currency is missing. Type its code, such as EUR.", field)
        : throw new RuleBroken("currency.unknown", $"{Cut(code)} is no currency of ISO 4217. Type a code of three capital letters, such as EUR.", field);

    /// <exception cref="RuleBroken">The amount has more decimals than its currency.</exception>
    public static decimal Exact(decimal amount, string? currency, string field)
    {
        var decimals = Decimals(currency);
        if (decimal.Round(amount, decimals) == amount)
        {
            return amount;
        }

        var typed = amount.ToString("0.############################", CultureInfo.InvariantCulture);
        throw new RuleBroken("amount.decimals", decimals == 0
            ? $"{currency} has no decimals, and {typed} has some. Type a whole amount."
            : $"{currency ?? "An amount"} has {decimals} decimals, and {typed} has {typed.Length - typed.IndexOf('.', StringComparison.Ordinal) - 1}. Type {decimals} at most.", field);
    }

    /// <summary>An amount that may be unknown: not below zero, less than a quadrillion, in the decimals of its currency.</summary>
    /// <exception cref="RuleBroken">It is another one.</exception>
    public static decimal? Amount(decimal? amount, string? currency, string field) => amount switch
    {
        null => null,
        >= 0 and < 1_000_000_000_000_000m and var known => Exact(known, currency, field),
        _ => throw new RuleBroken("field.invalid", "The amount lies between zero and a quadrillion. Check it.", field),
    };

    /// <summary>What was computed, such as the sum of a line, in the decimals of its currency: half a minor unit goes away from zero.</summary>
    public static decimal Rounded(decimal computed, string? currency) => Math.Round(computed, Decimals(currency), MidpointRounding.AwayFromZero);

    private static string Cut(string code) => code.Length <= 12 ? code : code[..12] + "…";
}

using System.Collections.Frozen;

namespace CrmLive;

/// <summary>What people write beside an amount instead of the code of its currency.</summary>
internal static class CurrencySigns
{
    private static readonly FrozenDictionary<string, string[]> Codes = new Dictionary<string, string[]>
    {
        ["€"] = ["EUR"],
        ["£"] = ["GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SSP", "SYP"],
        ["$"] = ["USD", "ARS", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "CLP", "COP", "FJD", "GYD", "HKD", "JMD", "KYD", "LRD", "MXN", "NAD", "NZD", "SBD", "SGD", "SRD", "TTD", "TWD", "UYU", "XCD"],
        ["US$"] = ["USD"],
        ["A$"] = ["AUD"],
        ["C$"] = ["CAD"],
        ["R$"] = ["BRL"],
        ["¥"] = ["JPY", "CNY"],
        ["￥"] = ["JPY", "CNY"],
        ["₹"] = ["INR"],
        ["₩"] = ["KRW", "KPW"],
        ["₽"] = ["RUB"],
        ["₺"] = ["TRY"],
        ["₪"] = ["ILS"],
        ["₫"] = ["VND"],
        ["₴"] = ["UAH"],
        ["₦"] = ["NGN"],
        ["₱"] = ["PHP"],
        ["₸"] = ["KZT"],
        ["฿"] = ["THB"],
        ["kr"] = ["SEK", "NOK", "DKK", "ISK"],
        ["kr."] = ["SEK", "NOK", "DKK", "ISK"],
        ["Fr."] = ["CHF"],
        ["SFr."] = ["CHF"],
        ["zł"] = ["PLN"],
        ["Kč"] = ["CZK"],
        ["Ft"] = ["HUF"],
        ["lei"] = ["RON"],
        ["R"] = ["ZAR"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool IsSign(string text) => Codes.ContainsKey(text) || Currencies.IsKnown(text.ToUpperInvariant());

    public static bool IsOf(string text, string currency) =>
        string.Equals(text, currency, StringComparison.OrdinalIgnoreCase) || (Codes.TryGetValue(text, out var codes) && codes.Contains(currency));
}

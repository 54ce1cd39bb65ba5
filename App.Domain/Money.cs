using System.Globalization;

namespace CrmLive;

/// <summary>An amount in a currency; arithmetic across currencies is refused.</summary>
/// <param name="Amount">Major units (48000.00 is forty-eight thousand), no more decimals than the currency has.</param>
/// <param name="Currency">ISO 4217 code, three capital letters.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    public static Money Zero(string currency) => new(0m, currency);

    public static Money operator +(Money left, Money right) => new(left.Amount + right.Same(left).Amount, left.Currency);

    public static Money operator -(Money left, Money right) => new(left.Amount - right.Same(left).Amount, left.Currency);

    public static Money operator *(Money money, decimal factor) => new(money.Amount * factor, money.Currency);

    public static Money Add(Money left, Money right) => left + right;

    public static Money Subtract(Money left, Money right) => left - right;

    public static Money Multiply(Money money, decimal factor) => money * factor;

    public static bool IsCurrency(string? code) => Currencies.IsKnown(code);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Currency} {Amount:#,##0.####}");

    private Money Same(Money other) => Currency == other.Currency
        ? this
        : throw new RuleBroken("money.currency_mismatch", $"{Currency} and {other.Currency} cannot be added. Convert one of them first.");
}

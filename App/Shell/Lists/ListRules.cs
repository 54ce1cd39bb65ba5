using FluentValidation;

namespace CrmLive.Shell;

/// <summary>What a list can be asked for.</summary>
internal static class ListRules
{
    public static void PageSize<T>(this IRuleBuilder<T, int> take) =>
        take.InclusiveBetween(1, Page<T>.Most).WithMessage($"A page has 1 to {Page<T>.Most} rows.").OverridePropertyName("limit");

    public static void Chosen<T>(this IRuleBuilder<T, IReadOnlyList<long>?> ids) =>
        ids.Must(chosen => chosen is null || chosen.Count <= Page<T>.Most).WithMessage($"Ask for at most {Page<T>.Most} records at once.");

    public static void Many<T>(this IRuleBuilder<T, IReadOnlyList<long>> records) =>
        records.NotEmpty().Must(chosen => chosen.Count <= ManyDone.Most).WithMessage($"Up to {ManyDone.Most} records can be changed at once. Choose fewer.");
}

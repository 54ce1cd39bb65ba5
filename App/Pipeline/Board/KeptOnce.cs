namespace CrmLive.Pipeline;

/// <summary>
/// Many boards show the same cards: what is equal is kept once for all of them. The table is small and forgets: a value takes the place of another one that
/// falls on it, and whoever still shows that keeps it alive.
/// </summary>
/// <typeparam name="T">Compared by value and never changed.</typeparam>
internal static class KeptOnce<T>
    where T : class
{
    private const int Places = 4096;
    private static readonly T?[] Kept = new T?[Places];

    public static T Of(T value)
    {
        ref var place = ref Kept[value.GetHashCode() & (Places - 1)];
        if (Volatile.Read(ref place) is { } kept && kept.Equals(value))
        {
            return kept;
        }

        Volatile.Write(ref place, value);
        return value;
    }
}

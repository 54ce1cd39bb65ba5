namespace CrmLive.Operations.Demo;

/// <summary>
/// Chance that falls the same way for the same seed, on every machine and in every version: SplitMix64, a counter whose steps are mixed by two
/// multiplications (Steele, Lea and Flood, 2014). Good for demo data; never for secrets.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to, not including, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Share() * end);

    public bool Chance(double share) => Share() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Picks by weight.</summary>
    public int Weighted(IReadOnlyList<double> weights)
    {
        var point = Share() * weights.Sum();
        var index = 0;
        while (index < weights.Count - 1 && (point -= weights[index]) >= 0)
        {
            index++;
        }

        return index;
    }

    /// <summary>A positive number whose logarithm is normal: most lie near the median, a few far above.</summary>
    public double LogNormal(double median, double spread)
    {
        // Box and Muller's way from two even numbers to a normal one.
        var normal = Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share());
        return median * Math.Exp(spread * normal);
    }
}

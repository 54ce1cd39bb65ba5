namespace CrmLive.Pipeline;

/// <summary>How long won deals took, in whole days from the first stage to the win.</summary>
/// <param name="Median">Null where nothing was won.</param>
/// <param name="Slowest">Nine of ten took this long or less.</param>
public sealed record CycleTimes(int? Median, int? Slowest, IReadOnlyList<CycleBin> Bins)
{
    private const int MostBins = 14;
    private static readonly int[] Widths = [1, 2, 5, 7, 10, 14, 20, 30, 50, 100, 200, 500];

    public static CycleTimes Of(IEnumerable<(int Days, int Deals)> won)
    {
        var ordered = won.OrderBy(day => day.Days).ToList();
        if (ordered.Count == 0)
        {
            return new CycleTimes(null, null, []);
        }

        var longest = ordered[^1].Days;
        var width = Widths.FirstOrDefault(width => longest / width < MostBins, Widths[^1]);
        var bins = Enumerable.Range(0, (longest / width) + 1).Select(number => new CycleBin(
            number * width, ((number + 1) * width) - 1, ordered.Where(day => day.Days / width == number).Sum(day => day.Deals)));
        return new CycleTimes(At(ordered, 0.5), At(ordered, 0.9), [.. bins]);
    }

    // The fewest days that at least this share of the deals did not exceed.
    private static int At(List<(int Days, int Deals)> ordered, double share)
    {
        var wanted = (int)Math.Ceiling(share * ordered.Sum(day => day.Deals));
        var passed = 0;
        return ordered.First(day => (passed += day.Deals) >= wanted).Days;
    }
}

/// <summary>Won deals that took so many days, both ends included.</summary>
public sealed record CycleBin(int From, int To, int Deals);

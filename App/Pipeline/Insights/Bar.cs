namespace CrmLive.Pipeline;

/// <summary>A bar of a chart.</summary>
/// <param name="Name">In full; the tooltip and the ear get it.</param>
/// <param name="Short">Under the axis.</param>
/// <param name="Words">The value with its unit.</param>
/// <param name="Href">The deals behind it.</param>
public sealed record Bar(string Name, string Short, decimal Value, string Words, string Href, bool IsTinted = false);

/// <summary>A line across a chart, such as the median.</summary>
/// <param name="Place">In bars from the left.</param>
/// <param name="Row">Words in different rows do not cover each other.</param>
public sealed record BarMark(double Place, string Words, int Row = 0);

/// <summary>Where the scale of a chart ends: at a number whose half is round, too.</summary>
public static class BarScale
{
    private static readonly decimal[] Steps = [1, 2, 4, 6, 8, 10];

    public static decimal Top(decimal most)
    {
        if (most <= 0)
        {
            return 0;
        }

        var power = 1m;
        while (power * 10 < most)
        {
            power *= 10;
        }

        return Math.Max(2, Steps.First(step => step * power >= most) * power);
    }
}

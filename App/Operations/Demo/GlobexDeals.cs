using CrmLive.Pipeline;

namespace CrmLive.Operations.Demo;

/// <summary>
/// Two years of selling. Deals arrive with the seasons and more of them every month, stay in each stage for a log-normal time, are lost more
/// often early than late, and win by the skill of their seller; those that are not through by today are open.
/// </summary>
internal sealed class GlobexDeals(Dice dice, GlobexCustomers customers, DateTimeOffset now, int open)
{
    private const int Days = 730;

    // By month: the summer is quiet, quarters end busily.
    private static readonly double[] Season = [0.9, 1.0, 1.15, 1.0, 0.95, 1.1, 0.7, 0.6, 1.15, 1.1, 1.15, 0.9];
    private static readonly GlobexStage[] Stages = [new("Qualified", 48, 0.22), new("Discovery", 54, 0.20), new("Proposal", 60, 0.20), new("Negotiation", 44, 0.14)];

    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Oldest first; exactly as many are open as promised.</summary>
    public IReadOnlyList<SceneDeal> All()
    {
        var deals = new List<SceneDeal>();
        for (var drawn = 0; drawn < open;)
        {
            var deal = Deal();
            drawn += deal.Steps[^1].Stage is "Won" or "Lost" ? 0 : 1;
            deals.Add(deal);
        }

        return [.. deals.OrderBy(deal => deal.Steps[0].At)];
    }

    private SceneDeal Deal()
    {
        var account = dice.Pick(customers.Accounts);
        var seller = GlobexStaff.Sellers.Single(one => one.Name == account.Owner);
        var product = dice.Pick(GlobexStaff.Products);
        var steps = Way(seller.Skill);
        var fields = new DealFields(
            $"{account.Fields.Name} {dice.Pick(GlobexWords.Occasions)}",
            Amount(product.Price),
            ExpectedClose: Expected(steps),
            NextStep: dice.Chance(0.6) ? dice.Pick(GlobexWords.NextSteps) : null);
        return new SceneDeal(GlobexStaff.Pipeline, fields, account.Fields.Name!, dice.Pick(customers.EmailsAt(account.Fields.Name!)), product.Name, seller.Name, steps);
    }

    private List<SceneStep> Way(double skill)
    {
        var at = Arrival();
        var steps = new List<SceneStep> { new(Stages[0].Name, at) };
        for (var i = 0; i < Stages.Length; i++)
        {
            at = Working(at.AddDays(dice.LogNormal(Stages[i].Days, 0.8)));
            if (at >= now)
            {
                return steps;
            }

            if (dice.Chance(Stages[i].Loss / skill))
            {
                steps.Add(new SceneStep("Lost", at, dice.Pick(GlobexWords.LostReasons)));
                return steps;
            }

            steps.Add(new SceneStep(i + 1 < Stages.Length ? Stages[i + 1].Name : "Won", at));
        }

        return steps;
    }

    // Drawn until a day is taken; days of busy months, and later ones, are taken more often.
    private DateTimeOffset Arrival()
    {
        while (true)
        {
            var day = dice.Below(Days);
            var at = now.AddDays(day - Days).AddMinutes(-1 - dice.Below(500));
            if (dice.Chance(Season[at.Month - 1] / 1.15 * (0.15 + (0.85 * day / Days))) && Working(at) is var begun && begun < now)
            {
                return begun;
            }
        }
    }

    // Weekends move to Monday, and the small hours into the day; nothing moves back.
    private DateTimeOffset Working(DateTimeOffset at)
    {
        var day = at.DayOfWeek switch
        {
            DayOfWeek.Saturday => at.AddDays(2),
            DayOfWeek.Sunday => at.AddDays(1),
            _ => at,
        };
        var opened = new DateTimeOffset(day.Year, day.Month, day.Day, 8, 0, 0, TimeSpan.Zero).AddSeconds(dice.Below(9 * 3600));
        return opened < at ? at : opened;
    }

    private decimal Amount(decimal price) => Math.Max(50, Math.Round(price * (decimal)dice.LogNormal(2.2, 0.9) / 50) * 50);

    // Some dates have passed without anything happening, as they do.
    private DateOnly? Expected(List<SceneStep> steps)
    {
        if (steps[^1].Stage is "Won" or "Lost")
        {
            return DateOnly.FromDateTime(steps[^1].At.UtcDateTime);
        }

        var rest = Stages.SkipWhile(stage => stage.Name != steps[^1].Stage).Sum(stage => stage.Days);
        return dice.Chance(0.12) ? _today.AddDays(-1 - dice.Below(45)) : dice.Chance(0.9) ? _today.AddDays(3 + (int)dice.LogNormal(rest * 0.8, 0.4)) : null;
    }

    private sealed record GlobexStage(string Name, double Days, double Loss);
}

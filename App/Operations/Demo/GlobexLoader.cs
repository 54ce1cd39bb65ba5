using CrmLive.Access;

namespace CrmLive.Operations.Demo;

/// <summary>Makes the big demo tenant: two years of a company with 24 people, 900 customers and 5,000 open deals. The same day gives the same bytes.</summary>
internal static class GlobexLoader
{
    private const ulong Seed = 20_160_823;
    private const int Batch = 400;

    /// <param name="tenant">All dates hang on its first day, so a load that was cut off goes on with the same ones.</param>
    /// <param name="size">How much of it.</param>
    /// <param name="steps">Where the commands go.</param>
    /// <param name="progress">Told how many deals are in, of how many.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task Load(Tenant tenant, GlobexSize size, DemoSteps steps, Action<int, int> progress, CancellationToken ct)
    {
        await AddStaff(steps, ct);
        var dice = new Dice(Seed);
        var customers = new GlobexCustomers(dice, size);
        var since = tenant.CreatedAt.AddYears(-2);
        await steps.Send(new LoadScene(new Scene(since) { Products = [.. GlobexStaff.Products.Select(product => product.ToFields())], Accounts = customers.Accounts }), ct);
        await steps.Send(new LoadScene(new Scene(since) { Contacts = customers.Contacts }), ct);
        await steps.Send(new LoadScene(new Scene(tenant.CreatedAt.AddDays(-1)) { Leads = GlobexLeads.Of(new Dice(Seed + 1), size.Leads) }), ct);
        var deals = new GlobexDeals(dice, customers, tenant.CreatedAt, size.OpenDeals).All();
        var loaded = 0;
        foreach (var some in deals.Chunk(Batch))
        {
            await steps.Send(new LoadScene(new Scene(since) { Deals = some }), ct);
            progress(loaded += some.Length, deals.Count);
        }
    }

    private static async Task AddStaff(DemoSteps steps, CancellationToken ct)
    {
        var teams = new Dictionary<string, long>();
        foreach (var (name, _) in GlobexStaff.Teams)
        {
            teams[name] = await steps.Send(new AddTeam(name, "EMEA"), ct);
        }

        foreach (var (name, role, team) in GlobexStaff.Others.Concat(GlobexStaff.Sellers.Select(seller => (seller.Name, "rep", seller.Team))))
        {
            await steps.Send(new AddUser(name, Email(name), [role], [teams[team]]) { IsEvaluation = true }, ct);
        }

        await steps.Send(GlobexStaff.Selling, ct);
    }

    private static string Email(string name) =>
        string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(letter => char.IsAsciiLetter(letter) || letter == ' '))
            .ToLowerInvariant().Replace(' ', '.') + "@globex.example";
}

/// <summary>How big the demo company is; tests make a small one.</summary>
internal sealed record GlobexSize(int Companies, int People, int OpenDeals, int Leads = 400)
{
    public static readonly GlobexSize Full = new(900, 2000, 5000);
}

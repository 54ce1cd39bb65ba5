using System.Globalization;
using CrmLive.Customers;

namespace CrmLive.Operations.Demo;

/// <summary>The companies and people that Globex sells to. Every company belongs to a seller of the team of its country.</summary>
internal sealed class GlobexCustomers
{
    private readonly Dictionary<string, List<string>> _emails = [];

    public GlobexCustomers(Dice dice, GlobexSize size)
    {
        Accounts = [.. Enumerable.Range(0, size.Companies).Select(number => Account(dice, number))];
        Contacts = [.. Enumerable.Range(0, size.People).Select(number => Contact(dice, number))];
    }

    public IReadOnlyList<SceneAccount> Accounts { get; }

    public IReadOnlyList<SceneContact> Contacts { get; }

    public IReadOnlyList<string> EmailsAt(string account) => _emails[account];

    private static SceneAccount Account(Dice dice, int number)
    {
        // Each head meets each tail once, in an order that looks like none.
        var (heads, tails) = (GlobexWords.Heads, GlobexWords.Tails);
        var place = number * 1009 % (heads.Count * tails.Count);
        var (head, (tail, industry)) = (heads[place % heads.Count], tails[place / heads.Count]);
        var seller = dice.Pick(GlobexStaff.Sellers);
        var country = dice.Pick(GlobexStaff.Teams.Single(team => team.Name == seller.Team).Countries);
        var employees = (int)Math.Clamp(dice.LogNormal(260, 1.3), 5, 90_000);
        var revenue = Math.Round((decimal)(employees * dice.LogNormal(150_000, 0.5)) / 100_000) * 100_000;
        var fields = new AccountFields(
            $"{head} {tail}",
            $"{head}-{tail}.example".ToLowerInvariant(),
            industry,
            string.Create(CultureInfo.InvariantCulture, $"+49 30 555 {number:0000}"),
            country,
            employees,
            1900 + dice.Below(122),
            revenue,
            "EUR");
        return new SceneAccount(fields, seller.Name);
    }

    private SceneContact Contact(Dice dice, int number)
    {
        // The first round gives everybody somebody to talk to.
        var account = Accounts[number < Accounts.Count ? number : dice.Below(Accounts.Count)];
        var (first, last) = (dice.Pick(GlobexWords.Firsts), dice.Pick(GlobexWords.Lasts));
        var email = string.Create(CultureInfo.InvariantCulture, $"{first}.{last}.{number}@{account.Fields.Website}").ToLowerInvariant();
        var name = account.Fields.Name!;
        if (!_emails.TryGetValue(name, out var known))
        {
            _emails[name] = known = [];
        }

        known.Add(email);
        return new SceneContact(new ContactFields(first, last, email, null, dice.Pick(GlobexWords.Titles)), name, account.Owner);
    }
}

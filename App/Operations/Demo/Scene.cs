using CrmLive.Customers;
using CrmLive.Pipeline;

namespace CrmLive.Operations.Demo;

/// <summary>Records that point at each other by name, ready to be loaded.</summary>
/// <param name="Since">When products, accounts and contacts came to be.</param>
public sealed record Scene(DateTimeOffset Since)
{
    public IReadOnlyList<ProductFields> Products { get; init; } = [];

    public IReadOnlyList<SceneAccount> Accounts { get; init; } = [];

    public IReadOnlyList<SceneContact> Contacts { get; init; } = [];

    public IReadOnlyList<SceneLead> Leads { get; init; } = [];

    public IReadOnlyList<SceneDeal> Deals { get; init; } = [];
}

public sealed record SceneAccount(AccountFields Fields, string Owner, string? Parent = null);

public sealed record SceneContact(ContactFields Fields, string Account, string Owner);

public sealed record SceneLead(LeadFields Fields, string Owner);

/// <param name="Contact">The e-mail address of the contact.</param>
public sealed record SceneDeal(
    string Pipeline, DealFields Fields, string Account, string? Contact, string? Product, string Owner, IReadOnlyList<SceneStep> Steps);

public sealed record SceneStep(string Stage, DateTimeOffset At, string? Reason = null);

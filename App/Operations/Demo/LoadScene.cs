using CrmLive.Customers;
using CrmLive.Data;
using CrmLive.Pipeline;
using CrmLive.Shell;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Operations.Demo;

/// <summary>Loads a scene: all of it, or nothing. Returns the number of its deals.</summary>
[Needs("import.create")]
public sealed record LoadScene(Scene Scene) : ICommand<int>;

file sealed class Handler(CrmDb db, IdGenerator ids) : IRequestHandler<LoadScene, int>
{
    private readonly SceneNames _names = new(db);

    public async Task<int> Handle(LoadScene request, CancellationToken cancellationToken)
    {
        var scene = request.Scene;
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        db.DoneAt = scene.Since;
        await _names.Learn(scene, cancellationToken);
        await AddCustomers(scene, cancellationToken);
        await AddLeads(scene.Leads, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await AddDeals(scene.Deals, cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return scene.Deals.Count;
    }

    private async Task AddCustomers(Scene scene, CancellationToken ct)
    {
        foreach (var fields in scene.Products)
        {
            db.Products.Add(new Product(_names.Products[fields.Name!] = await ids.Next(ct), fields));
        }

        foreach (var (fields, owner, parent) in scene.Accounts)
        {
            var responsible = _names.Responsible(owner);
            var whole = fields with { ParentId = parent is null ? null : _names.Accounts[parent] };
            db.Accounts.Add(new Account(_names.Accounts[fields.Name!] = await ids.Next(ct), whole, responsible.OwnerId, responsible.TeamId));
        }

        foreach (var (fields, account, owner) in scene.Contacts)
        {
            var responsible = _names.Responsible(owner);
            var whole = fields with { AccountId = _names.Accounts[account] };
            db.Contacts.Add(new Contact(_names.Contacts[fields.Email!] = await ids.Next(ct), whole, responsible.OwnerId, responsible.TeamId));
        }
    }

    private async Task AddLeads(IReadOnlyList<SceneLead> leads, CancellationToken ct)
    {
        foreach (var (fields, owner) in leads)
        {
            var responsible = _names.Responsible(owner);
            db.Set<Lead>().Add(Lead.Create(await ids.Next(ct), fields, responsible.OwnerId, responsible.TeamId));
        }
    }

    private async Task AddDeals(IReadOnlyList<SceneDeal> scene, CancellationToken ct)
    {
        var deals = new List<PastDeal>();
        foreach (var deal in scene)
        {
            var pipeline = _names.Pipelines[deal.Pipeline];
            var steps = new List<PastStep>();
            foreach (var step in deal.Steps)
            {
                steps.Add(new PastStep(await ids.Next(ct), pipeline.Stages.Single(stage => stage.Name == step.Stage), step.At, step.Reason));
            }

            deals.Add(new PastDeal(await ids.Next(ct), _names.Resolve(deal), pipeline, _names.Responsible(deal.Owner), steps));
        }

        if (deals.Count > 0)
        {
            await PastDeals.Save(db, deals, ct);
        }
    }
}

/// <summary>The numbers of the records that a scene names.</summary>
file sealed class SceneNames(CrmDb db)
{
    private Dictionary<string, Responsible> _owners = [];

    public Dictionary<string, long> Products { get; private set; } = [];

    public Dictionary<string, long> Accounts { get; private set; } = [];

    public Dictionary<string, long> Contacts { get; private set; } = [];

    public Dictionary<string, SalesPipeline> Pipelines { get; private set; } = [];

    public async Task Learn(Scene scene, CancellationToken ct)
    {
        var accounts = scene.Deals.Select(deal => deal.Account).Concat(scene.Contacts.Select(contact => contact.Account)).Distinct().ToList();
        var contacts = scene.Deals.Select(deal => deal.Contact).OfType<string>().Distinct().ToList();
        Products = await db.Products.ToDictionaryAsync(product => product.Name, product => product.Id, ct);
        Accounts = await db.Accounts.Where(account => accounts.Contains(account.Name)).ToDictionaryAsync(account => account.Name, account => account.Id, ct);
        Contacts = await db.Contacts.Where(contact => contacts.Contains(contact.Email!)).ToDictionaryAsync(contact => contact.Email!, contact => contact.Id, ct);
        Pipelines = await db.Pipelines.AsNoTracking().Include(pipeline => pipeline.Stages).ToDictionaryAsync(pipeline => pipeline.Name, ct);
        _owners = await db.Users
            .Select(user => new { user.Name, user.Id, Team = db.TeamMembers.Where(member => member.UserId == user.Id).Select(member => (long?)member.TeamId).FirstOrDefault() })
            .ToDictionaryAsync(user => user.Name, user => new Responsible(user.Id, user.Team, user.Id), ct);
    }

    public Responsible Responsible(string owner) => _owners[owner];

    public DealFields Resolve(SceneDeal deal) => deal.Fields with
    {
        AccountId = Accounts[deal.Account],
        ContactId = deal.Contact is null ? null : Contacts[deal.Contact],
        ProductId = deal.Product is null ? null : Products[deal.Product],
    };
}

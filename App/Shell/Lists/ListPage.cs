using CrmLive.Live;
using Microsoft.AspNetCore.Components;

namespace CrmLive.Shell;

/// <summary>Base of the pages that list one kind of record: what they show stands in the address, further rows come by key, changes come live.</summary>
public abstract class ListPage<TRow> : LiveView
{
    private string? _shown;
    private bool _isReading;

    [Inject]
    public required NavigationManager Address { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    [CascadingParameter]
    public required Access.Me Me { get; set; }

    /// <summary>Words that a record has.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set => field = AddressText.Text(value); }

    /// <summary>The owner's identifier.</summary>
    [SupplyParameterFromQuery(Name = "owner")]
    public string? OwnerText { get; set; }

    /// <summary>Name or changed.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "down")]
    public string? DownText { get; set; }

    [SupplyParameterFromQuery(Name = "bin")]
    public string? BinText { get; set; }

    /// <summary>The dialog for a new record is open.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public string? New { get; set; }

    protected abstract RecordKind Kind { get; }

    protected abstract RowList<TRow> List { get; }

    /// <summary>The order that the list is shown in, as its query has it.</summary>
    protected abstract Comparison<TRow> Order { get; }

    protected override IEnumerable<string> Topics => [LiveFeed.Topic(Kind)];

    protected bool Descending => AddressText.Flag(DownText);

    protected bool InBin => AddressText.Flag(BinText);

    protected long? OwnerId => AddressText.Id(OwnerText, RecordKind.User);

    protected bool ByChange => Sort == "changed";

    protected bool IsAdding => AddressText.Flag(New);

    /// <summary>Everything in the address that chooses rows.</summary>
    protected virtual string Shown => $"{Search}|{OwnerText}|{Sort}|{Descending}|{InBin}";

    protected virtual bool IsFiltered => !string.IsNullOrEmpty(Search) || OwnerId is not null;

    /// <param name="part">Where the page starts and how many rows it has.</param>
    protected abstract Task<Page<TRow>> Read(ListPart part, CancellationToken ct);

    protected override async Task Load(CancellationToken ct)
    {
        _shown = Shown;
        List.Start(await Read(ListPart.First, ct));
    }

    protected override async Task Refresh(IReadOnlyList<LiveMessage> news, CancellationToken ct)
    {
        var ids = news.Select(message => message.Id).Distinct().ToList();
        if (ids.Count > Page<TRow>.Most)
        {
            await Load(ct);
        }
        else
        {
            List.Take(ids, (await Read(ListPart.Chosen(ids), ct)).Rows, Order);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown is not null && _shown != Shown)
        {
            await Follow();
        }
    }

    protected async Task More()
    {
        if (List.Next is not null && !_isReading)
        {
            _isReading = true;
            try
            {
                await InTurn(async () =>
                {
                    if (List.Next is { } next)
                    {
                        List.Append(await Read(ListPart.After(next), Gone));
                    }
                });
            }
            finally
            {
                _isReading = false;
            }
        }
    }

    /// <summary>Shows something else; the address is replaced, so that the way back leads off the list.</summary>
    protected void Show(string name, object? value) => Show(new Dictionary<string, object?> { [name] = value });

    protected void Show(IReadOnlyDictionary<string, object?> values) =>
        Address.NavigateTo(Address.GetUriWithQueryParameters(values), replace: true);

    protected void SortBy(string sort) => Show(new Dictionary<string, object?>
    {
        ["sort"] = sort == "changed" ? sort : null,
        ["down"] = (ByChange ? "changed" : "name") == sort && !Descending ? true : null,
    });
}

/// <summary>A piece of a list: its start, what comes after a cursor, or chosen records as far as they belong to it.</summary>
public sealed record ListPart(string? Cursor, IReadOnlyList<long>? Ids, int Take)
{
    private const int Size = 50;

    public static ListPart First { get; } = new(null, null, Size);

    public static ListPart After(string cursor) => new(cursor, null, Size);

    public static ListPart Chosen(IReadOnlyList<long> ids) => new(null, ids, Math.Max(1, ids.Count));
}

namespace CrmLive.Shell;

/// <summary>The rows of a list that have been read so far; takes over single changes without reading the rest again.</summary>
public sealed class RowList<TRow>(Func<TRow, long> id)
{
    private readonly List<TRow> _rows = [];

    public IReadOnlyList<TRow> Rows => _rows;

    /// <summary>Asks for the page after these rows; null when all are here.</summary>
    public string? Next { get; private set; }

    /// <summary>Numbers of the rows that the last change touched; they are tinted for a moment.</summary>
    public IReadOnlySet<long> Changed { get; private set; } = new HashSet<long>();

    /// <summary>How many there are, as far as is known.</summary>
    public string Count => Next is null ? $"{_rows.Count}" : $"{_rows.Count}+";

    public void Start(Page<TRow> first)
    {
        _rows.Clear();
        Changed = new HashSet<long>();
        Append(first);
    }

    public void Append(Page<TRow> page)
    {
        _rows.AddRange(page.Rows);
        Next = page.Next;
    }

    /// <summary>Rows that are no longer found leave, known ones change where they stand, new ones come in at their place.</summary>
    /// <param name="order">Of the list, which says where a new row goes.</param>
    public void Take(IReadOnlyCollection<long> asked, IReadOnlyList<TRow> found, Comparison<TRow> order)
    {
        var news = found.ToDictionary(id);
        _rows.RemoveAll(row => asked.Contains(id(row)) && !news.ContainsKey(id(row)));
        for (var place = 0; place < _rows.Count; place++)
        {
            if (news.Remove(id(_rows[place]), out var row))
            {
                _rows[place] = row;
            }
        }

        foreach (var row in news.Values)
        {
            Insert(row, order);
        }

        Changed = found.Select(id).ToHashSet();
    }

    // A row that belongs behind the last one read comes with its page.
    private void Insert(TRow row, Comparison<TRow> order)
    {
        var place = _rows.FindIndex(other => order(row, other) < 0);
        if (place >= 0)
        {
            _rows.Insert(place, row);
        }
        else if (Next is null)
        {
            _rows.Add(row);
        }
    }
}

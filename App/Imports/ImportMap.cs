namespace CrmLive.Imports;

/// <summary>How the files of another system become our records; written as YAML, see <c>fixtures/imports</c>.</summary>
public sealed record ImportMap
{
    /// <summary>Name of the source system; with a table and a source id it identifies a record for ever.</summary>
    public string System { get; init; } = "";

    /// <summary>Name of the tenant when it has to be made.</summary>
    public string? Tenant { get; init; }

    /// <summary>Currency of amounts that name none.</summary>
    public string? Currency { get; init; }

    /// <summary>What separates the decimals: <c>.</c> or <c>,</c>. Without it, numbers that can be two are refused.</summary>
    public char? Decimal { get; init; }

    /// <summary>Whose time it is where a stamp does not say, such as <c>Europe/Berlin</c>; UTC when none is given.</summary>
    public string? TimeZone { get; init; }

    /// <summary>From when on records without dates of their own were there, for "as of".</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The pipeline that opportunities go to; made when it is missing.</summary>
    public PipelineMap? Pipeline { get; init; }

    /// <summary>By file and column: what a cell says and what is meant. Every use is reported.</summary>
    public Dictionary<string, Dictionary<string, Dictionary<string, string>>> Aliases { get; init; } = [];

    /// <summary>In any order; references decide which goes first.</summary>
    public List<TableMap> Tables { get; init; } = [];

    internal TimeZoneInfo? Zone() => TimeZone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}

public sealed record PipelineMap
{
    public string Name { get; init; } = "";

    public string Currency { get; init; } = "";

    public List<StageMap> Stages { get; init; } = [];
}

public sealed record StageMap
{
    public string Name { get; init; } = "";

    public Pipeline.StageKind Outcome { get; init; }

    public decimal Probability { get; init; }
}

/// <summary>One kind of record made out of the rows of one file. Several tables may read the same file.</summary>
public sealed record TableMap
{
    public string Name { get; init; } = "";

    public string File { get; init; } = "";

    /// <summary>account, contact, product, user, team or opportunity.</summary>
    public string Entity { get; init; } = "";

    /// <summary>The columns that together identify a row at its source.</summary>
    public List<string> Id { get; init; } = [];

    /// <summary>Rows with the same id are one record that the file repeats, not a fault.</summary>
    public bool Distinct { get; init; }

    /// <summary>What the file says wins over what was changed here since the last import; otherwise that is kept and remarked on.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Decided by the bytes of the file when it is not named.</summary>
    public string? Encoding { get; init; }

    public char? Delimiter { get; init; }

    public Dictionary<string, FieldMap> Fields { get; init; } = [];

    public HistoryMap? History { get; init; }

    /// <summary>Tables of which at least one row should point here; a record that none points at is noted.</summary>
    public List<string> ExpectedIn { get; init; } = [];
}

/// <summary>Where the value of one field comes from. The short form is the name of a column.</summary>
public sealed record FieldMap
{
    public string? Column { get; init; }

    public string? Constant { get; init; }

    /// <summary>Columns put together; blank ones are left out.</summary>
    public List<string> Join { get; init; } = [];

    /// <summary>What stands between joined columns.</summary>
    public string With { get; init; } = " ";

    /// <summary>Put after the joined columns.</summary>
    public string? Suffix { get; init; }

    /// <summary>Cuts the text at this, and takes the part with the number <see cref="Take"/>, from 1; -1 is the last.</summary>
    public string? Split { get; init; }

    public int Take { get; init; } = 1;

    /// <summary>lower, upper, or address: what can stand before the @ of an e-mail address.</summary>
    public string? Case { get; init; }

    /// <summary>Forms that a date can have, such as <c>dd.MM.yyyy</c>; ISO is always understood.</summary>
    public List<string> Format { get; init; } = [];

    /// <summary>What separates the decimals, where it is not that of the map.</summary>
    public char? Decimal { get; init; }

    /// <summary>Multiplies a number, for sources that count in thousands or millions.</summary>
    public decimal Times { get; init; } = 1m;

    /// <summary>Points at a row of this table; <see cref="Id"/> are the columns that hold its id.</summary>
    public string? Table { get; init; }

    public List<string> Id { get; init; } = [];

    /// <summary>Points at a record that is there already, by this property: name or email. Case and accents do not matter.</summary>
    public string? By { get; init; }

    /// <summary>What to do when there is nothing: take it, take it and note it, or refuse the row.</summary>
    public Blank Blank { get; init; }
}

public enum Blank
{
    Fine = 0,
    Note = 1,
    Refuse = 2,
}

/// <summary>How the way of an opportunity through its stages is rebuilt.</summary>
public sealed record HistoryMap
{
    /// <summary>The column with the stage that it stands in.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Stages in their order with the column that holds the date of entry. A stage without a date was not recorded.</summary>
    public Dictionary<string, string?> Entered { get; init; } = [];

    /// <summary>Forms that the dates of entry can have; ISO is always understood, with or without time and zone.</summary>
    public List<string> Format { get; init; } = [];

    /// <summary>The date for a stage that the row stands in without one; every use is noted.</summary>
    public DateOnly Undated { get; init; }
}

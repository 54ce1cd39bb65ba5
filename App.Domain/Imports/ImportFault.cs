namespace CrmLive.Imports;

/// <summary>One row that did not fit, or that came in with a remark.</summary>
public sealed class ImportFault : Entity
{
    public const int MessageLength = 500;

    private ImportFault()
    {
    }

    public ImportFault(long id, long importId, RowRemark remark)
        : base(id)
    {
        ImportId = importId;
        Kind = remark.Kind;
        File = remark.File;
        Line = remark.Line;
        Code = remark.Code;
        Message = remark.Message.Length <= MessageLength ? remark.Message : remark.Message[..MessageLength];
    }

    public long ImportId { get; private set; }

    public RemarkKind Kind { get; private set; }

    public string File { get; private set; } = "";

    /// <summary>Line in the file, from 1, the heading included.</summary>
    public int Line { get; private set; }

    public string Code { get; private set; } = "";

    public string Message { get; private set; } = "";
}

/// <summary>What an import has to say about one row.</summary>
/// <param name="Line">Line in the file, from 1, the heading included.</param>
/// <param name="Code">Stable and machine readable, for example <c>reference.unknown</c>.</param>
/// <param name="Message">A sentence for the person who has to mend the file.</param>
public sealed record RowRemark(RemarkKind Kind, string File, int Line, string Code, string Message);

/// <summary>What became of a row that is remarked on.</summary>
public enum RemarkKind
{
    /// <summary>It did not fit and was left out.</summary>
    Refused = 0,

    /// <summary>It came in, and something about it should be known.</summary>
    Noted = 1,

    /// <summary>It came in with a value that the alias table of the map replaced.</summary>
    Mended = 2,
}

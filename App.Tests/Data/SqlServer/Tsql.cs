using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmLive.Data.SqlServer;

/// <summary>Microsoft's own parsers of Transact-SQL: of SQL Server 2019, the oldest that is promised, and of 2025, the newest.</summary>
internal static partial class Tsql
{
    public static TSqlScript Parse(string sql, string origin)
    {
        Parse(new TSql170Parser(initialQuotedIdentifiers: true), sql, origin);
        return Parse(new TSql150Parser(initialQuotedIdentifiers: true), sql, origin);
    }

    /// <summary>Statements with EF's numbered places for values.</summary>
    public static string WithParameters(string statement) =>
        Place().Replace(statement, place => string.Create(CultureInfo.InvariantCulture, $"@p{place.ValueSpan[1..^1]}"));

    public static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;

    private static TSqlScript Parse(TSqlParser parser, string sql, string origin)
    {
        using var reader = new StringReader(sql);
        var script = parser.Parse(reader, out var errors);
        errors.Select(error => $"{origin}, line {error.Line}, {parser.GetType().Name}: {error.Message}").ShouldBeEmpty(sql);
        return (TSqlScript)script;
    }

    [GeneratedRegex(@"\{\d+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmLive.Data.SqlServer;

/// <summary>Microsoft's own parser of Transact-SQL.</summary>
internal static partial class Tsql
{
    public static TSqlScript Parse(string sql, string origin)
    {
        using var reader = new StringReader(sql);
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        errors.Select(error => $"{origin}, line {error.Line}: {error.Message}").ShouldBeEmpty(sql);
        return (TSqlScript)script;
    }

    /// <summary>Statements with EF's numbered places for values.</summary>
    public static string WithParameters(string statement) =>
        Place().Replace(statement, place => string.Create(CultureInfo.InvariantCulture, $"@p{place.ValueSpan[1..^1]}"));

    public static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;

    [GeneratedRegex(@"\{\d+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}

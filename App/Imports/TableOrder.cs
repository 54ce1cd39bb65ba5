namespace CrmLive.Imports;

/// <summary>Puts tables behind those that they point at. A table may point at itself; a circle of several cannot be loaded.</summary>
internal static class TableOrder
{
    public static IReadOnlyList<TableMap> Of(ImportMap map)
    {
        var waiting = map.Tables.ToList();
        var ordered = new List<TableMap>();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(table => Targets(table).All(target => target == table.Name || ordered.Exists(done => done.Name == target)))
                ?? throw new RuleBroken("map.circle", $"These tables point at each other in a circle: {string.Join(", ", waiting.Select(table => table.Name))}.");
            waiting.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    private static IEnumerable<string> Targets(TableMap table) => table.Fields.Values.Select(field => field.Table).OfType<string>();
}

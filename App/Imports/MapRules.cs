namespace CrmLive.Imports;

/// <summary>What a map must keep to.</summary>
internal static class MapRules
{
    public static void Check(ImportMap map)
    {
        Demand(map.System.Length is > 0 and <= 60, "map.system", "The map needs the name of the source system, at most 60 characters.");
        Demand(map.Tables.Count > 0, "map.tables", "The map has no tables. List at least one under 'tables'.");
        Demand(map.TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(map.TimeZone, out _), "map.time_zone", $"The map names the time zone '{map.TimeZone}', which is not known. It looks like Europe/Berlin.");
        DemandDecimal(map.Decimal);
        var twice = map.Tables.GroupBy(table => table.Name).FirstOrDefault(same => same.Count() > 1);
        Demand(twice is null, "map.table_twice", $"Two tables of the map are called '{twice?.Key}'. Rename one.");
        foreach (var table in map.Tables)
        {
            Check(map, table);
        }
    }

    private static void Check(ImportMap map, TableMap table)
    {
        Demand(table.Name.Length is > 0 and <= 60, "map.table", "Every table of the map needs a name, at most 60 characters.");
        Demand(table.File.Length > 0 && Path.GetFileName(table.File) == table.File, "map.file", $"Table '{table.Name}' needs the name of a file in the folder.");
        Demand(table.Id.Count > 0, "map.id", $"Table '{table.Name}' needs the columns that identify a row, under 'id'.");
        Demand(
            EntityShape.All.ContainsKey(table.Entity),
            "map.entity",
            $"Table '{table.Name}': '{table.Entity}' cannot be imported. It can be {string.Join(", ", EntityShape.All.Keys)}.");
        var shape = EntityShape.All[table.Entity];
        foreach (var (name, field) in table.Fields)
        {
            Check(map, table, shape, name, field);
        }

        var missing = shape.Fields.FirstOrDefault(field => field.IsRequired && !table.Fields.ContainsKey(field.Name));
        Demand(missing is null, "map.required", $"Table '{table.Name}' does not say where '{missing?.Name}' comes from.");
        CheckHistory(map, table);
    }

    private static void Check(ImportMap map, TableMap table, EntityShape shape, string name, FieldMap field)
    {
        var known = shape.Field(name);
        DemandDecimal(field.Decimal);
        Demand(
            known is not null,
            "map.field",
            $"Table '{table.Name}': {table.Entity} has no field '{name}'. It has {string.Join(", ", shape.Fields.Select(one => one.Name))}.");
        if (known!.Target is not { } target)
        {
            return;
        }

        Demand(
            field.Table is not null ? field.Id.Count > 0 : field.By is "name" or "email" && field.Column is not null,
            "map.reference",
            $"Table '{table.Name}': '{name}' points at another record. Give its table and id columns, or a column and 'by: name'.");
        var pointed = map.Tables.Find(one => one.Name == field.Table);
        Demand(
            field.Table is null || pointed?.Entity == target.Name,
            "map.reference",
            $"Table '{table.Name}': '{name}' needs a table of {target.Name} records; '{field.Table}' is none.");
    }

    private static void CheckHistory(ImportMap map, TableMap table)
    {
        Demand(
            (table.Entity == RecordKind.Deal.Name) == (table.History is not null),
            "map.history",
            $"Table '{table.Name}': opportunities, and only they, need 'history': the stage column and the dates of entry.");
        if (table.History is { } history)
        {
            var stages = map.Pipeline?.Stages.Select(stage => stage.Name).ToList() ?? [];
            Demand(stages.Count > 0, "map.pipeline", "Opportunities need a pipeline with its stages in the map.");
            var unknown = history.Entered.Keys.FirstOrDefault(stage => !stages.Exists(one => NameFold.AreSame(one, stage)));
            Demand(unknown is null, "map.stage", $"The history names the stage '{unknown}', which the pipeline of the map does not have.");
        }
    }

    private static void DemandDecimal(char? sign) =>
        Demand(sign is null or '.' or ',', "map.decimal", $"The map says that '{sign}' stands before the decimals. It can be . or ,");

    private static void Demand(bool isFine, string code, string message)
    {
        if (!isFine)
        {
            throw new RuleBroken(code, message);
        }
    }
}

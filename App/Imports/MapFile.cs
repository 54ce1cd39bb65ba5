using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CrmLive.Imports;

/// <summary>Reads a map and refuses one that cannot work, before the first row.</summary>
public static class MapFile
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithTypeConverter(new DateConverter())
        .WithTypeConverter(new ShortField())
        .Build();

    /// <exception cref="RuleBroken">The sentence says where the map is wrong.</exception>
    public static ImportMap Parse(string yaml)
    {
        ImportMap? map;
        try
        {
            map = Yaml.Deserialize<ImportMap?>(yaml);
        }
        catch (YamlException wrong)
        {
            throw new RuleBroken("map.yaml", $"The map cannot be read at line {wrong.Start.Line}: {(wrong.InnerException ?? wrong).Message}");
        }

        MapRules.Check(map ?? throw new RuleBroken("map.empty", "The map is empty."));
        return map;
    }

    // The name of a column is the short form of a field.
    private sealed class ShortField : IYamlTypeConverter
    {
        private static readonly IDeserializer Whole = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();

        public bool Accepts(Type type) => type == typeof(FieldMap);

        public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer) =>
            parser.TryConsume<Scalar>(out var scalar) ? new FieldMap { Column = scalar.Value } : Whole.Deserialize<FieldMap>(parser);

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException();
    }

    private sealed class DateConverter : IYamlTypeConverter
    {
        public bool Accepts(Type type) => type == typeof(DateOnly) || type == typeof(DateOnly?);

        public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer) =>
            DateOnly.ParseExact(parser.Consume<Scalar>().Value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException();
    }
}

using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using CrmLive.Access;

namespace CrmLive.Shell;

/// <summary>From the catalogue: whoever does not see a number cannot set it to nought either.</summary>
public sealed class HiddenZeroTests
{
    private static readonly Dictionary<Type, object> Noughts = new()
    {
        [typeof(decimal)] = 0m,
        [typeof(int)] = 0,
        [typeof(long)] = 0L,
        [typeof(double)] = 0d,
    };

    // Of the demo, sent by the software, from whom nothing is hidden.
    private static readonly HashSet<string> NoPerson = [nameof(Operations.Demo.LoadScene)];

    public static TheoryData<string> Commands => [.. RequestDoor.All.Where(type => RequestDoor.Of(type).IsCommand && !NoPerson.Contains(type.Name) && Numbers(type).Any()).Select(type => RequestDoor.Of(type).Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Nought_in_a_hidden_field_is_found(string command)
    {
        var type = RequestDoor.All.Single(one => RequestDoor.Of(one).Name == command);
        foreach (var (path, field) in Numbers(type))
        {
            var last = path[^1];
            if (!CanBeLeftOut(last))
            {
                Numbers(type).Any(other => other.Field == field && CanBeLeftOut(other.Path[^1])).ShouldBeTrue(
                    $"{last.DeclaringType!.Name}.{last.Name} cannot tell nought from nothing. Make it nullable, or let {command} say beside it what was named.");
                continue;
            }

            HiddenFields.FirstSet(Holding(type, path), new HashSet<string> { field }).ShouldBe(field, string.Join('.', path.Select(part => part.Name)));
        }
    }

    [Fact]
    public void There_are_such_fields()
    {
        var found = Commands.SelectMany(row => Numbers(RequestDoor.All.Single(type => RequestDoor.Of(type).Name == row.Data))).Select(one => one.Field).ToHashSet();

        found.ShouldContain("opportunity.amount");
        found.ShouldBeSubsetOf(Catalogue.HideableFields);
    }

    private static bool CanBeLeftOut(PropertyInfo number) => Nullable.GetUnderlyingType(number.PropertyType) is not null;

    private static IEnumerable<(IReadOnlyList<PropertyInfo> Path, string Field)> Numbers(Type type, int depth = 0)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
        {
            if (property.GetCustomAttribute<FieldAttribute>() is { } field && Noughts.ContainsKey(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) && property.CanWrite)
            {
                yield return ([property], field.Name);
            }
            else if (depth < 3 && Part(property.PropertyType) is { } part)
            {
                foreach (var (path, name) in Numbers(part, depth + 1))
                {
                    yield return ([property, .. path], name);
                }
            }
        }
    }

    // What a property holds of ours, one or many.
    private static Type? Part(Type type)
    {
        var one = type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : type;
        return one.IsClass && one.Namespace?.StartsWith(nameof(CrmLive), StringComparison.Ordinal) == true ? one : null;
    }

    private static object Holding(Type type, IReadOnlyList<PropertyInfo> path)
    {
        var whole = RuntimeHelpers.GetUninitializedObject(type);
        var property = path[0];
        var held = path.Count == 1 ? Noughts[Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType] : Holding(Part(property.PropertyType)!, [.. path.Skip(1)]);
        property.SetValue(whole, path.Count > 1 && Part(property.PropertyType) != property.PropertyType ? Many(held) : held);
        return whole;
    }

    private static Array Many(object one)
    {
        var many = Array.CreateInstance(one.GetType(), 1);
        many.SetValue(one, 0);
        return many;
    }
}

using System.Reflection;
using CrmLive.Access;
using CrmLive.Shell;

namespace CrmLive.Records;

/// <summary>What every declaration of a kind of record has to keep to; a new kind is held to it without a word.</summary>
public sealed class RecordTypeTests
{
    public static TheoryData<string> Kinds => [.. RecordTypes.All.Select(type => type.Path)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_fields_are_those_that_can_be_typed_and_are_hidden_alike(string path)
    {
        var type = RecordTypes.All.Single(one => one.Path == path);
        var typed = type.Typed.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToDictionary(property => property.Name);

        type.Fields.SelectMany(field => new[] { field.Property, field.CurrencyProperty }).OfType<string>().ShouldBe(typed.Keys, ignoreOrder: true);
        foreach (var field in type.Fields)
        {
            typed[field.Property].GetCustomAttribute<FieldAttribute>()?.Name.ShouldBe(type.HideableName(field));
            (typed[field.Property].GetCustomAttribute<FieldAttribute>() is not null).ShouldBe(field.IsHideable, field.Key);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_has_a_picture_a_purpose_and_one_required_field_that_is_asked_for(string path)
    {
        var type = RecordTypes.All.Single(one => one.Path == path);

        Icons.Names.ShouldContain(type.Kind.Name);
        type.Purpose.Length.ShouldBeGreaterThan(20);
        type.Fields.Where(field => field is { IsRequired: true, Family: not FieldFamily.Choice }).ShouldAllBe(field => field.IsAsked);
        type.Fields.Where(field => field.Family == FieldFamily.Choice).ShouldAllBe(field => field.Choices != null);
        type.Fields.Where(field => field.Family == FieldFamily.Reference).ShouldAllBe(field => RecordTypes.Of(field.Target!) != null);
        type.Fields.Select(field => field.Key).ShouldBeUnique();
    }
}

using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmLive.Data;

/// <summary>Beside each text that lists can be filtered and ordered by stands its folded form, so that databases compare as <see cref="NameFold"/> does.</summary>
internal static class FoldedTexts
{
    public static void Configure(EntityTypeBuilder entity, RecordType type)
    {
        foreach (var field in Of(type))
        {
            entity.Property<string>(field.Folded).HasMaxLength(NameFold.Length).IsRequired(false);
        }
    }

    /// <summary>Brings them in line with the texts of a row that is about to be saved.</summary>
    public static void Follow(EntityEntry<Entity> entry)
    {
        if (RecordTypes.Of(entry.Entity.GetType()) is not { } type)
        {
            return;
        }

        foreach (var field in Of(type))
        {
            var folded = entry.Property(field.Folded);
            var wanted = entry.Property(field.Property).CurrentValue is string text ? NameFold.Of(text) : null;
            if ((string?)folded.CurrentValue != wanted)
            {
                folded.CurrentValue = wanted;
            }
        }
    }

    private static IEnumerable<RecordField> Of(RecordType type) => type.Fields.Where(field => field is { IsText: true, IsName: false });
}

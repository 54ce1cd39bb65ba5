using System.Reflection;
using CrmLive.Data;

namespace CrmLive.Shell;

/// <summary>Refuses references to records that do not exist for the person, by the field that holds them.</summary>
internal static class RecordReferences
{
    private static readonly MethodInfo Visible = typeof(Find).GetMethod(nameof(Find.RequireVisible), BindingFlags.Public | BindingFlags.Static)!;

    /// <param name="typed">What is to be saved.</param>
    /// <param name="present">What stands there; it is not asked for again, as what it points at may have left one's sight. Null for a new record.</param>
    public static async Task Require<T>(CrmDb db, object typed, object? present, CancellationToken ct)
    {
        foreach (var field in RecordTypes.Of<T>().Fields.Where(field => field.Family == FieldFamily.Reference))
        {
            var property = typed.GetType().GetProperty(field.Property)!;
            var id = (long?)property.GetValue(typed);
            if (present is null || !Equals(id, property.GetValue(present)))
            {
                await (Task)Visible.MakeGenericMethod(RecordTypes.Of(field.Target!)!.Entity).Invoke(null, [db, id, field.Wire, ct])!;
            }
        }
    }
}

namespace CrmLive.Shell;

/// <summary>Reads <c>sort=name</c> and <c>sort=-name</c>.</summary>
public static class Sorted
{
    /// <param name="orders">What can be sorted by; the first is the default.</param>
    public static (T Order, bool Descending) By<T>(string? sort, params ReadOnlySpan<(string Name, T Order)> orders)
    {
        if (string.IsNullOrEmpty(sort))
        {
            return (orders[0].Order, false);
        }

        var name = sort.TrimStart('-');
        List<string> known = [];
        foreach (var order in orders)
        {
            if (order.Name == name && sort.Length - name.Length <= 1)
            {
                return (order.Order, sort[0] == '-');
            }

            known.Add(order.Name);
        }

        throw InvalidInput.Of("sort", "unknown", $"Sort by {string.Join(" or ", known)}; a hyphen before the name turns the order round.");
    }
}

namespace CrmLive;

/// <summary>Looks at several inputs and refuses with all that is wrong with them, not only with the first.</summary>
public sealed class Faults
{
    private readonly List<RuleBroken> _found = [];

    /// <summary>What the check gives. Where it refuses, nothing, until <see cref="Throw"/> says so.</summary>
    public T? Take<T>(Func<T> check)
    {
        try
        {
            return check();
        }
        catch (RuleBroken fault)
        {
            _found.Add(fault);
            return default;
        }
    }

    /// <exception cref="RuleBroken">A check has refused.</exception>
    public void Throw()
    {
        if (_found.Count == 1)
        {
            throw _found[0];
        }

        if (_found.Count > 1)
        {
            throw new RuleBroken("fields.invalid", string.Join(' ', _found.Select(fault => fault.Message)), faults: [.. _found.SelectMany(fault => fault.Faults)]);
        }
    }
}

using System.Text.RegularExpressions;

namespace CrmLive.Expressions;

/// <summary>One of several values; <c>not in</c> is the complement. A list may hold <c>empty</c>.</summary>
public sealed class InNode(Node part, IReadOnlyList<Node> entries, bool isNegated) : Node
{
    public Node Part { get; } = part;

    public IReadOnlyList<Node> Entries { get; } = entries;

    public bool IsNegated { get; } = isNegated;

    public override ValueKind Kind => ValueKind.Boolean;

    public override IReadOnlyList<Node> Children { get; } = [part, .. entries];

    public override bool IsClause => true;

    protected override Value Compute(Run run)
    {
        var value = Part.Evaluate(run);
        var isIn = false;
        for (var i = 0; i < Entries.Count && !isIn; i++)
        {
            var (left, right) = run.SameKind(value, Entries[i].Evaluate(run));
            isIn = left == right;
        }

        run.Tell(this, value, Value.Empty, isIn != IsNegated);
        return Value.Of(isIn != IsNegated);
    }
}

/// <summary>Text that holds other text, or a list that holds an entry; <c>not contains</c> is the complement.</summary>
public sealed class ContainsNode(Node part, Node wanted, bool isNegated) : Node
{
    public Node Part { get; } = part;

    public Node Wanted { get; } = wanted;

    public bool IsNegated { get; } = isNegated;

    public override ValueKind Kind => ValueKind.Boolean;

    public override IReadOnlyList<Node> Children { get; } = [part, wanted];

    public override bool IsClause => true;

    protected override Value Compute(Run run)
    {
        var (searched, sought) = (Part.Evaluate(run), Wanted.Evaluate(run));
        var holds = !searched.IsEmpty && !sought.IsEmpty && Holds(run, searched, sought.Text);
        run.Tell(this, searched, sought, holds != IsNegated);
        return Value.Of(holds != IsNegated);
    }

    private static bool Holds(Run run, Value searched, string sought)
    {
        if (searched.Kind == ValueKind.List)
        {
            run.Spend(searched.List.Count);
            return searched.List.Contains(sought, TextMatch.Comparer);
        }

        run.SpendOn(searched.Text);
        return TextMatch.Contains(searched.Text, sought);
    }
}

/// <summary>Text that a pattern is found in. Matched without back-tracking, so the time grows with the text and not with its powers.</summary>
public sealed class MatchesNode(Node part, string pattern, bool isNegated) : Node
{
    private readonly Regex _regex = new(pattern, Options);

    internal const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    public Node Part { get; } = part;

    public string Pattern { get; } = pattern;

    public bool IsNegated { get; } = isNegated;

    public override ValueKind Kind => ValueKind.Boolean;

    public override IReadOnlyList<Node> Children { get; } = [part];

    public override bool IsClause => true;

    protected override Value Compute(Run run)
    {
        var value = Part.Evaluate(run);
        var found = !value.IsEmpty && Found(run, value.Text);
        run.Tell(this, value, Value.Of(Pattern), found != IsNegated);
        return Value.Of(found != IsNegated);
    }

    private bool Found(Run run, string text)
    {
        run.SpendOn(text);
        return _regex.IsMatch(text);
    }
}

/// <summary>Nothing there; <c>is not empty</c> is the complement.</summary>
public sealed class EmptyNode(Node part, bool isNegated) : Node
{
    public Node Part { get; } = part;

    public bool IsNegated { get; } = isNegated;

    public override ValueKind Kind => ValueKind.Boolean;

    public override IReadOnlyList<Node> Children { get; } = [part];

    public override bool IsClause => true;

    protected override Value Compute(Run run)
    {
        var value = Part.Evaluate(run);
        run.Tell(this, value, Value.Empty, value.IsEmpty != IsNegated);
        return Value.Of(value.IsEmpty != IsNegated);
    }
}

/// <summary>The event changed the field, from and to what is named. A record that is new had nothing before, one that is deleted has nothing now.</summary>
public sealed class ChangedNode(FieldNode now, FieldNode before, Node? from, Node? to) : Node
{
    public FieldNode Now { get; } = now;

    public FieldNode Before { get; } = before;

    public Node? From { get; } = from;

    public Node? To { get; } = to;

    public override ValueKind Kind => ValueKind.Boolean;

    public override IReadOnlyList<Node> Children { get; } = [now, before, .. new[] { from, to }.OfType<Node>()];

    public override bool IsClause => true;

    protected override Value Compute(Run run)
    {
        var (before, now) = (run.Read(Before.Path), run.Read(Now.Path));
        var changed = before != now && Is(run, From, before) && Is(run, To, now);
        run.Tell(this, before, now, changed);
        return Value.Of(changed);
    }

    private static bool Is(Run run, Node? wanted, Value value)
    {
        if (wanted is null)
        {
            return true;
        }

        var (left, right) = run.SameKind(value, wanted.Evaluate(run));
        return left == right;
    }
}

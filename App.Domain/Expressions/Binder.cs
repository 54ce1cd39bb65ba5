using System.Text.RegularExpressions;

namespace CrmLive.Expressions;

/// <summary>
/// Makes the nodes of a tree and checks each against the schema: names, kinds, choices, currencies. Text and stored trees both come through
/// here, so that what was stored is checked again against the fields that exist now.
/// </summary>
internal sealed class Binder(ExpressionSchema schema)
{
    private int _nodes;

    public static IReadOnlyDictionary<string, Comparison> Comparisons { get; } = new Dictionary<string, Comparison>(StringComparer.Ordinal)
    {
        ["="] = Comparison.Equal,
        ["!="] = Comparison.NotEqual,
        ["<"] = Comparison.Less,
        ["<="] = Comparison.LessOrEqual,
        [">"] = Comparison.Greater,
        [">="] = Comparison.GreaterOrEqual,
    };

    /// <summary>What may begin a value, for completion: the choices of the field that it is compared with, or fields and functions.</summary>
    public IReadOnlyList<string> Starts(Node? beside = null) => beside is FieldNode { Field.Options: { } options }
        ? [.. options.Select(option => ValueText.Literal(Value.Of(option.Key)))]
        : [.. schema.Paths(), .. ExpressionFunctions.All.Keys.Select(name => $"{name}(")];

    public Node Literal(Value value, int column)
    {
        if (value.Kind == ValueKind.Money && !Money.IsCurrency(value.Money.Currency))
        {
            throw new ExpressionInvalid($"{value.Money.Currency} is no currency.", column);
        }

        return Made(new LiteralNode(value), column);
    }

    public Node Now(ValueKind kind, int column) => Made(new NowNode(kind), column);

    public FieldNode Field(IReadOnlyList<string> names, int column) => Field(PathOf(names, column), column);

    public FieldNode Field(FieldPath path, int column) => schema.Find(path) is { } field
        ? Made(new FieldNode(path, field, schema.Label(path, field)), column)
        : throw Unknown(path.ToString(), column);

    public Node Logic(bool isAnd, IReadOnlyList<Node> parts, int column)
    {
        foreach (var part in parts)
        {
            Truth(part, isAnd ? "and" : "or", column);
        }

        return Made(new LogicNode(isAnd, parts), column);
    }

    public Node Not(Node part, int column)
    {
        Truth(part, "not", column);
        return Made(new NotNode(part), column);
    }

    public Node Compare(Comparison comparison, Node left, Node right, int column)
    {
        SameKind(left, right, column);
        if (comparison is not (Comparison.Equal or Comparison.NotEqual) && !HasOrder(left.Kind, right.Kind))
        {
            throw new ExpressionInvalid($"{ValueKindWords.Of(left.Kind)} has no order. Use = or !=.", column, ["=", "!="]);
        }

        (left, right) = (Fitting(left, right, column), Fitting(right, left, column));
        return Made(new CompareNode(comparison, left, right), column);
    }

    public Node In(Node part, IReadOnlyList<Node> entries, bool isNegated, int column)
    {
        if (part.Kind == ValueKind.List)
        {
            throw new ExpressionInvalid("A list is asked with contains.", column, ["contains"]);
        }

        foreach (var entry in entries)
        {
            SameKind(part, entry, column);
        }

        return Made(new InNode(part, [.. entries.Select(entry => Fitting(entry, part, column))], isNegated), column);
    }

    public Node Contains(Node part, Node wanted, bool isNegated, int column)
    {
        if (part.Kind is not (ValueKind.Text or ValueKind.List) || wanted.Kind != ValueKind.Text)
        {
            throw new ExpressionInvalid("contains looks for text in text, or for an entry in a list.", column);
        }

        return Made(new ContainsNode(part, part.Kind == ValueKind.List ? Fitting(wanted, part, column) : wanted, isNegated), column);
    }

    public Node Matches(Node part, Node pattern, bool isNegated, int column)
    {
        if (part.Kind != ValueKind.Text || pattern is not LiteralNode { Kind: ValueKind.Text } literal)
        {
            throw new ExpressionInvalid("matches compares text with a pattern in quotes.", column);
        }

        Check(literal.Value.Text, column);
        return Made(new MatchesNode(part, literal.Value.Text, isNegated), column);
    }

    public Node IsEmpty(Node part, bool isNegated, int column) => Made(new EmptyNode(part, isNegated), column);

    public Node Changed(Node part, Node? from, Node? to, int column)
    {
        if (!schema.HasEvent)
        {
            throw new ExpressionInvalid("Nothing changes here: changed is for rules that an event starts.", column);
        }

        if (part is not FieldNode { Path.Root: PathRoot.Record } now)
        {
            throw new ExpressionInvalid("changed stands behind a field of the record.", column);
        }

        var before = Field(now.Path with { Root = PathRoot.Old }, column);
        return Made(new ChangedNode(now, before, Entry(now, from, column), Entry(now, to, column)), column);
    }

    public Node Arithmetic(Operation operation, Node left, Node right, int column)
    {
        var kind = ArithmeticKinds.Of(operation, left.Kind, right.Kind) ?? throw new ExpressionInvalid(ArithmeticKinds.Refusal(operation, left.Kind, right.Kind), column);
        if (kind == ValueKind.Money && left is LiteralNode { Kind: ValueKind.Money } one && right is LiteralNode { Kind: ValueKind.Money } other)
        {
            SameCurrency(one, other, column);
        }

        return Made(new ArithmeticNode(operation, left, right, kind), column);
    }

    public Node Negate(Node part, int column)
    {
        if (part is LiteralNode { Kind: ValueKind.Number } literal)
        {
            return new LiteralNode(Value.Of(-literal.Value.Number));
        }

        return part.Kind is ValueKind.Number or ValueKind.Money or ValueKind.Duration or ValueKind.Empty
            ? Made(new NegateNode(part), column)
            : throw new ExpressionInvalid($"{ValueKindWords.Of(part.Kind)} has no sign.", column);
    }

    public Node Call(string name, IReadOnlyList<Node> arguments, int column)
    {
        if (!ExpressionFunctions.All.TryGetValue(name, out var function))
        {
            throw new ExpressionInvalid($"There is no function {name}.", column, Nearest.To(name, ExpressionFunctions.All.Keys));
        }

        if (arguments.Count < function.Least || arguments.Count > function.Most)
        {
            throw new ExpressionInvalid($"{function.Signature} is called with {arguments.Count} values.", column);
        }

        return function.Result([.. arguments.Select(argument => argument.Kind)]) is { } kind
            ? Made(new CallNode(function, arguments, kind), column)
            : throw new ExpressionInvalid($"These values do not fit {function.Signature}.", column);
    }

    private T Made<T>(T node, int column)
        where T : Node => ++_nodes <= ExpressionLimits.Nodes
            ? node
            : throw new ExpressionInvalid($"The expression has more than {ExpressionLimits.Nodes} parts. Split it.", column);

    private FieldPath PathOf(IReadOnlyList<string> names, int column)
    {
        var (root, rest) = names[0] switch
        {
            "old" when names.Count > 1 => (PathRoot.Old, names.Skip(1).ToList()),
            "new" when names.Count > 1 => (PathRoot.Record, names.Skip(1).ToList()),
            "event" when names.Count > 1 => (PathRoot.Event, names.Skip(1).ToList()),
            _ => (PathRoot.Record, [.. names]),
        };
        return rest.Count <= 2
            ? new FieldPath(root, rest.Count == 2 ? rest[0] : null, rest[^1])
            : throw new ExpressionInvalid("Only one relation can be gone along, as in account.industry.", column);
    }

    private ExpressionInvalid Unknown(string typed, int column)
    {
        var fits = Nearest.To(typed, schema.Paths());
        var hint = fits.Count > 0 ? $" Did you mean {fits[0]}?" : "";
        return new ExpressionInvalid($"{schema.Name} has no field {typed}.{hint}", column, fits.Count > 0 ? fits : Starts());
    }

    private Node? Entry(FieldNode field, Node? entry, int column)
    {
        if (entry is null)
        {
            return null;
        }

        SameKind(field, entry, column);
        return Fitting(entry, field, column);
    }

    private static void Truth(Node part, string word, int column)
    {
        if (part.Kind != ValueKind.Boolean)
        {
            throw new ExpressionInvalid($"{word} joins questions of yes or no; {ValueKindWords.Of(part.Kind).ToLowerInvariant()} is none. Compare it with something.", column);
        }
    }

    private static void SameKind(Node left, Node right, int column)
    {
        var (one, other) = (left.Kind, right.Kind);
        var areDays = one is ValueKind.Date or ValueKind.Instant && other is ValueKind.Date or ValueKind.Instant;
        var isNamed = (one, other) is (ValueKind.Reference, ValueKind.Text) or (ValueKind.Text, ValueKind.Reference);
        if (one != other && one != ValueKind.Empty && other != ValueKind.Empty && !areDays && !isNamed)
        {
            throw new ExpressionInvalid(
                (one, other) is (ValueKind.Money, ValueKind.Number) or (ValueKind.Number, ValueKind.Money)
                    ? "Money is compared with money: write the currency before the number, as EUR 1000."
                    : $"{ValueKindWords.Of(one)} cannot be compared with {ValueKindWords.Of(other).ToLowerInvariant()}.",
                column);
        }
    }

    // A literal beside a choice has to be one of its values, one beside a reference an identifier of the right kind.
    private Node Fitting(Node node, Node beside, int column)
    {
        if (node is LiteralNode { Kind: ValueKind.Money } one && beside is LiteralNode { Kind: ValueKind.Money } other)
        {
            SameCurrency(one, other, column);
        }

        if (node is not LiteralNode { Kind: ValueKind.Text } literal || beside is not FieldNode { Field: var field })
        {
            return node;
        }

        if (field.Kind == ValueKind.Reference)
        {
            return RecordId.TryParse(literal.Value.Text, out var id) && (field.RefersTo is null || id.Value.Kind == field.RefersTo)
                ? Made(new LiteralNode(Value.Of(id)), column)
                : throw new ExpressionInvalid($"{literal.Value.Text} is no identifier that {field.Label} may hold.", column);
        }

        if (!field.Takes(literal.Value.Text))
        {
            var options = field.Options!.Select(option => option.Key).ToList();
            throw new ExpressionInvalid($"{field.Label} is never \"{literal.Value.Text}\". It is one of: {string.Join(", ", options.Take(10))}.", column, options);
        }

        return node;
    }

    private static bool HasOrder(ValueKind left, ValueKind right)
    {
        var kind = left == ValueKind.Empty ? right : left;
        return kind is ValueKind.Number or ValueKind.Money or ValueKind.Text or ValueKind.Date or ValueKind.Instant or ValueKind.Empty;
    }

    private static void SameCurrency(LiteralNode one, LiteralNode other, int column)
    {
        if (one.Value.Money.Currency != other.Value.Money.Currency)
        {
            throw new ExpressionInvalid($"{one.Value} and {other.Value} are in different currencies.", column);
        }
    }

    private static void Check(string pattern, int column)
    {
        if (pattern.Length > ExpressionLimits.Pattern)
        {
            throw new ExpressionInvalid($"The pattern has {pattern.Length} characters; {ExpressionLimits.Pattern} is the most.", column);
        }

        try
        {
            _ = new Regex(pattern, MatchesNode.Options);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            throw new ExpressionInvalid("The pattern cannot be used: look-around and back-references are not understood, and brackets have to be closed.", column);
        }
    }
}

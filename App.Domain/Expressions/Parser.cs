namespace CrmLive.Expressions;

/// <summary>
/// Reads text into a checked tree by recursive descent: or, and, not, comparison, sum, product, sign, value. <c>and</c> and <c>or</c> in one
/// row need brackets, because people disagree about which binds tighter.
/// </summary>
internal sealed class Parser
{
    private readonly List<Token> _tokens;
    private readonly Binder _binder;
    private int _at;
    private int _depth;

    // What the value that is read now is compared with, so that its choices can be offered.
    private Node? _beside;

    public Parser(string text, ExpressionSchema schema)
    {
        if (text.Length > ExpressionLimits.Text)
        {
            throw new ExpressionInvalid($"The expression has {text.Length} characters; {ExpressionLimits.Text} is the most. Shorten it.", ExpressionLimits.Text + 1);
        }

        _tokens = new Lexer(text).Read();
        _binder = new Binder(schema);
    }

    private Token Here => _tokens[_at];

    public Node Read()
    {
        var node = Condition();
        return Here.Kind == TokenKind.End
            ? node
            : throw new ExpressionInvalid($"{Here.Text} is not expected here. Join two conditions with and, or or.", Here.Column, ["and", "or"]);
    }

    /// <summary>Reads text that may go on, and gives the last value that stands in it, brackets still open or not.</summary>
    public Node ReadOpen()
    {
        var node = Read();
        while (node is LogicNode or NotNode)
        {
            node = node.Children[^1];
        }

        return node;
    }

    private Node Condition()
    {
        using var _ = Deeper();
        var parts = new List<Node> { Not() };
        Token? joint = null;
        while (Here.Is("and") || Here.Is("or"))
        {
            if (joint is { } first && first.Text != Here.Text)
            {
                throw new ExpressionInvalid("and stands beside or. Put brackets round what belongs together.", Here.Column);
            }

            joint = Here;
            _at++;
            parts.Add(Not());
        }

        return joint is { } word ? _binder.Logic(word.Text == "and", parts, word.Column) : parts[0];
    }

    private Node Not()
    {
        var column = Here.Column;
        if (!Skip("not"))
        {
            return Clause();
        }

        using var _ = Deeper();
        return _binder.Not(Not(), column);
    }

    private Node Clause()
    {
        var left = Sum();
        var at = Here;
        if (Binder.Comparisons.TryGetValue(at.Text, out var comparison) && at.Kind == TokenKind.Symbol)
        {
            _at++;
            return _binder.Compare(comparison, left, Beside(left, Sum), at.Column);
        }

        if (Skip("is"))
        {
            var isNegated = Skip("not");
            Expect("empty", "Write is empty, or is not empty.");
            return _binder.IsEmpty(left, isNegated, at.Column);
        }

        return Skip("changed") ? Changed(left, at.Column) : Search(left, at.Column);
    }

    private Node Search(Node left, int column)
    {
        var isNegated = Here.Is("not") && _tokens[_at + 1] is { Kind: TokenKind.Word, Text: "in" or "contains" or "matches" } && Skip("not");
        if (Skip("in"))
        {
            Expect("(", "A list stands in brackets, as in (\"a\", \"b\").");
            return _binder.In(left, Beside(left, () => List(")")), isNegated, column);
        }

        if (Skip("contains"))
        {
            return _binder.Contains(left, Beside(left, Sum), isNegated, column);
        }

        return Skip("matches") ? _binder.Matches(left, Value(), isNegated, column) : left;
    }

    private Node Changed(Node left, int column)
    {
        var from = Skip("from") ? Beside(left, Sum) : null;
        var to = Skip("to") ? Beside(left, Sum) : null;
        return _binder.Changed(left, from, to, column);
    }

    private Node Sum()
    {
        var left = Product();
        while (Here.Is("+") || Here.Is("-"))
        {
            var sign = Here;
            _at++;
            left = _binder.Arithmetic(sign.Text == "+" ? Operation.Add : Operation.Subtract, left, Product(), sign.Column);
        }

        return left;
    }

    private Node Product()
    {
        var left = Signed();
        while (Here.Is("*") || Here.Is("/"))
        {
            var sign = Here;
            _at++;
            left = _binder.Arithmetic(sign.Text == "*" ? Operation.Multiply : Operation.Divide, left, Signed(), sign.Column);
        }

        return left;
    }

    private Node Signed()
    {
        var column = Here.Column;
        if (!Skip("-"))
        {
            return Value();
        }

        using var _ = Deeper();
        return _binder.Negate(Signed(), column);
    }

    private Node Value()
    {
        var token = Here;
        if (Skip("("))
        {
            var inner = Condition();
            Expect(")", "A bracket is not closed.");
            return inner;
        }

        _at = Math.Min(_at + 1, _tokens.Count - 1);
        return token.Kind switch
        {
            TokenKind.Literal => Literal(token),
            TokenKind.Word => Word(token),
            TokenKind.End => throw new ExpressionInvalid("Something is missing at the end: a field, a value or a function.", token.Column, _binder.Starts(_beside)),
            _ => throw new ExpressionInvalid($"{token.Text} is not expected here. A field, a value or a function fits.", token.Column, _binder.Starts(_beside)),
        };
    }

    private Node Literal(Token token)
    {
        if (token.Value.Kind != ValueKind.Number || Here.Kind != TokenKind.Word || !Enum.TryParse<TimeUnit>(Here.Text.TrimEnd('s'), ignoreCase: true, out var unit))
        {
            return _binder.Literal(token.Value, token.Column);
        }

        _at++;
        return _binder.Literal(Expressions.Value.Of(token.Value.Number, unit), token.Column);
    }

    private Node Word(Token token)
    {
        if (Here.Is("("))
        {
            _at++;
            using var _ = Deeper();
            return _binder.Call(token.Text, List(")"), token.Column);
        }

        return token.Text switch
        {
            "true" or "false" => _binder.Literal(Expressions.Value.Of(token.Text == "true"), token.Column),
            "empty" => _binder.Literal(Expressions.Value.Empty, token.Column),
            "now" => _binder.Now(ValueKind.Instant, token.Column),
            "today" => _binder.Now(ValueKind.Date, token.Column),
            _ when Here.Value.Kind == ValueKind.Number && Money.IsCurrency(token.Text) => Amount(token),
            _ => Field(token),
        };
    }

    private Node Amount(Token currency)
    {
        var amount = Here.Value.Number;
        _at++;
        return _binder.Literal(Expressions.Value.Of(new Money(amount, currency.Text)), currency.Column);
    }

    private Node Field(Token first)
    {
        var names = new List<string> { first.Text };
        while (Skip("."))
        {
            names.Add(Here.Kind == TokenKind.Word ? Here.Text : throw new ExpressionInvalid("The name of a field is missing behind the point.", Here.Column));
            _at++;
        }

        return _binder.Field(names, first.Column);
    }

    private List<Node> List(string end)
    {
        var nodes = new List<Node>();
        while (!Here.Is(end))
        {
            nodes.Add(Condition());
            if (!Here.Is(end))
            {
                Expect(",", "Entries of a list are parted by commas.");
            }

            if (nodes.Count > ExpressionLimits.Entries)
            {
                throw new ExpressionInvalid($"{ExpressionLimits.Entries} entries are the most.", Here.Column);
            }
        }

        _at++;
        return nodes;
    }

    private T Beside<T>(Node left, Func<T> read)
    {
        _beside = left;
        var right = read();
        _beside = null;
        return right;
    }

    private bool Skip(string text)
    {
        var isHere = Here.Is(text);
        _at += isHere ? 1 : 0;
        return isHere;
    }

    private void Expect(string text, string otherwise)
    {
        if (!Skip(text))
        {
            throw new ExpressionInvalid(otherwise, Here.Column, [text]);
        }
    }

    private Depth Deeper() => ++_depth <= ExpressionLimits.Depth
        ? new Depth(this)
        : throw new ExpressionInvalid($"More than {ExpressionLimits.Depth} brackets stand within each other. Make it flatter.", Here.Column);

    private readonly struct Depth(Parser parser) : IDisposable
    {
        public void Dispose() => parser._depth--;
    }
}

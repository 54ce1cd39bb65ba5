using System.Globalization;
using System.Text;

namespace CrmLive.Expressions;

/// <summary>Cuts the text of an expression into words, literals and symbols. Numbers have a point and no grouping, whoever types them.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols = ["!=", "<=", ">=", "<>", "=", "<", ">", "(", ")", ",", ".", "+", "-", "*", "/"];
    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];
    private int _at;

    public List<Token> Read()
    {
        var tokens = new List<Token>();
        do
        {
            tokens.Add(Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return new Token(TokenKind.End, "", default, _at + 1);
        }

        return text[_at] switch
        {
            '"' or '\'' => Quoted(text[_at]),
            >= '0' and <= '9' => IsDate() ? DateOrInstant() : Number(),
            var first when char.IsAsciiLetter(first) || first == '_' => Word(),
            _ => Symbol(),
        };
    }

    private Token Quoted(char quote)
    {
        var start = _at++;
        var content = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                _at++;
            }

            content.Append(text[_at++]);
        }

        if (_at == text.Length)
        {
            throw new ExpressionInvalid($"The text that begins here has no end. Close it with {quote}.", start + 1);
        }

        _at++;
        return new Token(TokenKind.Literal, text[start.._at], Value.Quoted(content.ToString()), start + 1);
    }

    private bool IsDate() => _at + 10 <= text.Length && text[_at + 4] == '-' && text[_at + 7] == '-'
        && text.AsSpan(_at, 4).ContainsAnyExceptInRange('0', '9') is false;

    private Token DateOrInstant()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '-' or ':' or '.' or '+' or 'T' or 'Z'))
        {
            _at++;
        }

        var spelled = text[start.._at];
        if (DateOnly.TryParseExact(spelled, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Token(TokenKind.Literal, spelled, Value.Of(day), start + 1);
        }

        var offset = spelled.EndsWith('Z') ? $"{spelled[..^1]}+00:00" : spelled;
        return DateTimeOffset.TryParseExact(offset, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? new Token(TokenKind.Literal, spelled, Value.Of(instant), start + 1)
            : throw new ExpressionInvalid($"{spelled} is no day or time. Write 2026-02-11, or 2026-02-11T14:00:00Z.", start + 1);
    }

    private Token Number()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || (text[_at] == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))))
        {
            _at++;
        }

        var spelled = text[start.._at];
        return decimal.TryParse(spelled, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? new Token(TokenKind.Literal, spelled, Value.Of(number), start + 1)
            : throw new ExpressionInvalid($"{spelled} is no number. Write it with one point and without grouping, as 1234.5.", start + 1);
    }

    private Token Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
        {
            _at++;
        }

        return new Token(TokenKind.Word, text[start.._at], default, start + 1);
    }

    private Token Symbol()
    {
        var found = Symbols.FirstOrDefault(symbol => string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0)
            ?? throw new ExpressionInvalid($"The character {text[_at]} has no meaning here. Text stands in double quotes.", _at + 1);
        var column = _at + 1;
        _at += found.Length;
        return new Token(TokenKind.Symbol, found == "<>" ? "!=" : found, default, column);
    }
}

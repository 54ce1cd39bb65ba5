namespace CrmLive.Expressions;

internal enum TokenKind
{
    Word,
    Literal,
    Symbol,
    End,
}

/// <summary>A piece of the text of an expression.</summary>
/// <param name="Text">A word in lower case, a symbol, or a literal as it stands.</param>
/// <param name="Value">What a literal is.</param>
/// <param name="Column">Counted from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Value Value, int Column)
{
    public bool Is(string text) => Kind is TokenKind.Word or TokenKind.Symbol && Text == text;
}

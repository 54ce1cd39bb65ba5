namespace CrmLive;

/// <summary>A record that people find by words.</summary>
public interface ISearched : IRecord
{
    /// <summary>What it is found by, as it is now.</summary>
    IEnumerable<SearchedText> SearchedTexts();
}

/// <summary>A text that a record is found by.</summary>
/// <param name="Column">The field of the record that holds it, as events name it.</param>
/// <param name="Field">The field as roles may hide it, so that nobody finds by what they do not see; <see cref="Name"/> for a part of the name.</param>
public sealed record SearchedText(string Column, string? Text, string Field)
{
    /// <summary>Words of the name.</summary>
    public const string Name = "name";

    /// <summary>Ends of the words of the name, so that the middle of a word is found too.</summary>
    public const string Part = "part";

    private const string Phone = ".phone";

    public static SearchedText OfName(string column, string? text) => new(column, text, Name);

    /// <summary>Whether a text of this field is searched by its digits.</summary>
    public static bool IsNumber(string field) => field.EndsWith(Phone, StringComparison.Ordinal);

    /// <summary>The words to keep, each with the field that it is found in.</summary>
    public IEnumerable<(string Field, string Word)> Words()
    {
        if (string.IsNullOrEmpty(Text))
        {
            return [];
        }

        if (IsNumber(Field))
        {
            var digits = SearchWords.Digits(Text);
            return SearchWords.Ends(digits, SearchWords.FewestDigits).Prepend(digits).Where(word => word.Length > 0).Select(word => (Field, word));
        }

        var words = SearchWords.Of(Text);
        return Field == Name
            ? words.Select(word => (Name, word)).Concat(words.SelectMany(word => SearchWords.Ends(word, SearchWords.FewestLetters)).Select(end => (Part, end)))
            : words.Select(word => (Field, word));
    }
}

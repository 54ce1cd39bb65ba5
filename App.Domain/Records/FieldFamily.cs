namespace CrmLive;

/// <summary>What the values of a field are: how they are kept, read, shown, ordered and filtered.</summary>
public enum FieldFamily
{
    Text,
    LongText,
    Integer,
    Number,
    Money,
    Percent,
    Date,
    Instant,
    YesNo,
    Choice,
    Reference,
    Email,
    Phone,
    Url,
}

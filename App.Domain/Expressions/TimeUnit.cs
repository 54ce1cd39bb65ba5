namespace CrmLive.Expressions;

/// <summary>Units of a duration. Minutes and hours are exact; days and longer follow the calendar of the evaluation's time zone.</summary>
public enum TimeUnit
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

namespace CrmLive.Pipeline;

/// <summary>Where in a column cards are put: under one card, above another, or, with neither, on top.</summary>
public sealed record Slot(long? AfterId = null, long? BeforeId = null);

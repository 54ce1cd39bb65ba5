namespace CrmLive.Live;

/// <summary>What can be done about a notification of a kind right at the bell; a slice registers it as a singleton.</summary>
/// <param name="Component">Takes the number of the subject as its parameter <c>Id</c>.</param>
public sealed record NoticeActions(RecordKind Kind, Type Component);

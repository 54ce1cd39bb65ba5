namespace CrmLive.Live;

/// <summary>What can be done about a notification of a kind right at the bell; a slice registers it as a singleton.</summary>
/// <param name="Component">Takes the number of the subject as <c>Id</c>, and calls <c>OnDone</c> when nothing is left to do.</param>
public sealed record NoticeActions(RecordKind Kind, Type Component);

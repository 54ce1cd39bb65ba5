namespace CrmLive.Live;

/// <summary>What can be done about a notification of a kind right at the bell; a slice registers it as a singleton.</summary>
/// <param name="Component">Takes the number of the subject as <c>Id</c>. When nothing is left to do, the source of the notice says so: <see cref="NoticeSource.Settles"/>.</param>
public sealed record NoticeActions(RecordKind Kind, Type Component);

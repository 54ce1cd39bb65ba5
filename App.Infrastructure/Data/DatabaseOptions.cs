namespace CrmLive.Data;

/// <summary>Connection strings. <see cref="Owner"/> is <c>ConnectionStrings:Crm</c>; give the other two logins of their own in production.</summary>
public sealed record DatabaseOptions(string Owner, string? App = null, string? System = null);

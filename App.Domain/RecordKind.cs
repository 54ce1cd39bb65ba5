namespace CrmLive;

/// <summary>A kind of record with the name that permissions and events use and the prefix that people see.</summary>
public sealed record RecordKind(string Name, string Prefix)
{
    public static readonly RecordKind Account = new("account", "acc");
    public static readonly RecordKind Contact = new("contact", "ct");
    public static readonly RecordKind Lead = new("lead", "ld");
    public static readonly RecordKind Product = new("product", "prd");
    public static readonly RecordKind Deal = new("opportunity", "opp");
    public static readonly RecordKind Pipeline = new("pipeline", "pl");
    public static readonly RecordKind Stage = new("stage", "stg");
    public static readonly RecordKind MoveApproval = new("approval", "apr");
    public static readonly RecordKind SavedView = new("saved_view", "view");
    public static readonly RecordKind User = new("user", "usr");
    public static readonly RecordKind Team = new("team", "team");
    public static readonly RecordKind Role = new("role", "role");
    public static readonly RecordKind Session = new("session", "ses");
    public static readonly RecordKind AuditEntry = new("audit", "aud");
    public static readonly RecordKind Event = new("event", "evt");
    public static readonly RecordKind Import = new("import", "imp");
    public static readonly RecordKind Job = new("job", "job");
    public static readonly RecordKind Notification = new("notification", "ntf");
    public static readonly RecordKind ApiKey = new("api_key", "key");
    public static readonly RecordKind Tenant = new("tenant", "ten");

    public static IReadOnlyList<RecordKind> All { get; } =
    [
        Account, Contact, Lead, Product, Deal, Pipeline, Stage, MoveApproval, SavedView, User, Team, Role, Session, AuditEntry, Event, Import, Job, Notification, ApiKey, Tenant,
    ];

    public static RecordKind? Named(string name) => All.FirstOrDefault(kind => kind.Name == name);

    public override string ToString() => Name;
}

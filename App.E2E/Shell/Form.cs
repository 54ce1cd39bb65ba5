namespace CrmLive.Shell;

/// <summary>A form of the program: where it is, how it is opened there, and which files draw its fields.</summary>
public sealed record Form(string Name, string Path, string Root, string[] Files, params string[] Clicks)
{
    private const string Deal = "/deals/{Deal}";

    /// <summary>Parts that forms are made of, and fields that ask or filter: nothing that is typed there is saved.</summary>
    public static readonly IReadOnlySet<string> Parts = new HashSet<string>
    {
        "TextField", "NumberField", "InlineField", "InlineRecord", "RecordPicker", "OwnerField", "MoveInput", "Checks", "RecordInput", "RecordEditor", "LongTextField",
        "SearchBox", "OwnerFilter", "BoardFilters", "BoardPage", "DealsPage", "UsersPage", "InsightsPage", "PeriodPicker",
        "AuditPage", "WhyPage", "AsOfPicker", "AsOfBar", "Palette", "SignInPage", "ConflictDialog", "ClauseEditor", "ColumnChoice", "RecordListPage",
    };

    /// <summary>All in which somebody types what is to be saved.</summary>
    public static IReadOnlyList<Form> All { get; } =
    [
        new("New account", "/accounts?new=1", "dialog[open]", []),
        new("New contact there", "/accounts/{Account}?tab=contacts", "dialog[open]", ["NewContactDialog"], "role=button[name='New contact']"),
        new("New lead", "/leads?new=1", "dialog[open]", []),
        new("Account", "/accounts/{Account}", ".record-fields", ["RecordDetailPage"], Change("parent")),
        new("Contact", "/contacts/{Contact}", ".record-fields", [], Change("account")),
        new("Product", "/products/{Product}", ".record-fields", []),
        new("Deal", Deal, ".record-fields", ["DealBody"], Change("account"), Change("contact"), Change("product")),
        new("Lines of a deal", $"{Deal}?tab=products", ".record-main", ["DealLinesTab"]),
        new("Contacts of a deal", $"{Deal}?tab=contacts", ".record-main", ["DealContactsTab"]),
        new("Estimate", Deal, ".odds-form", ["ProbabilityField"], "role=button[name='Estimate the probability yourself']"),
        new("Quick add", "/pipeline/{Pipeline}?new=1", ".inset", ["QuickAdd"]),
        new("Card", "/pipeline/{Pipeline}", ".card-editor", ["CardEditor"], "[data-deal] >> nth=0 >> role=button[name='Edit here']"),
        new("Why it is lost", Deal, ".inset", ["MoveQuestion"], "role=list[name='Stages'] >> role=button[name='Lost']"),
        new("View", "/pipeline/{Pipeline}?stale=1", "dialog[open]", ["ViewDialog"], "role=button[name='Save as']"),
        new("Approval", "/approvals/{Approval}", "main .approval", ["ApprovalNote"]),
        new("New pipeline", "/settings/pipelines?new=1", "dialog[open]", ["NewPipelineDialog"]),
        new("Stage that goes", "/settings/pipelines/{Pipeline}", "dialog[open]", ["RemoveStageDialog"], "role=button[name='Remove First']"),
        new("Pipeline", "/settings/pipelines/{Pipeline}", "[data-draft=pipeline]", ["PipelineSettingsPage", "StageEditor", "RulesEditor"], "role=button[name='Add rule']"),
        new("New user", "/settings/users", "dialog[open]", ["AddUserDialog"], "role=button[name='Add user']"),
        new("User", "/settings/users", "dialog[open]", ["UserDialog"], "role=button[name='Change Ben Okafor']", "summary"),
        new("Leaver", "/settings/users", "dialog[open]:has(#leave-user)", ["LeaveDialog"], "role=button[name='Change Ben Okafor']", "role=button[name='Deactivate user']"),
        new("Team", "/settings/teams", "dialog[open]", ["TeamsPage"], "role=button[name='Add team']"),
        new("Role", "/settings/roles?role=viewer", "[data-draft^=role]", ["RoleEditor"]),
        new("Profile", "/settings/profile", ".content", ["ProfilePage"]),
        new("New key", "/settings/api-keys", "dialog[open]", ["NewApiKeyDialog"], "role=button[name='New key']"),
    ];

    private static string Change(string field) => $"role=button[name='Change {field}']";
}

using CrmLive.Support;

namespace CrmLive.Shell;

/// <summary>What a page becomes by its address: bins, dialogs of new records, tabs, panels and moments that are past.</summary>
public sealed class EveryStateTests(Site site) : Sweep(site)
{
    private static readonly string[] Others =
    [
        "/accounts/{Id}?tab=history", "/accounts/{Id}?asof={Yesterday}", "/deals/{Id}?tab=contacts", "/deals/{Id}?tab=products", "/deals/{Id}?asof={Yesterday}&steps=time",
        "/pipeline?group=Owner", "/pipeline?insights=1", "/leads?as=board", "/pipeline?deal={Deal}", "/settings/pipelines?new=1", "/settings/roles?role=rep", "/deals?bin=true", "/deals?q=nothing+is+called+so",
    ];

    public static TheoryData<string> States => [.. Lists.SelectMany(list => (string[])[$"{list}?bin=true", $"{list}?new=1"]).Concat(Others)];

    private static IEnumerable<string> Lists => Components.Where(type => IsList(type.BaseType)).SelectMany(Templates).Order();

    [Fact]
    public void The_lists_of_all_kinds_of_record_are_found() => Lists.ShouldContain("/accounts");

    [Theory]
    [MemberData(nameof(States))]
    public Task Loads_without_a_fault_in_light_and_dark_on_a_desk_and_a_phone(string state) => LookAt(state);

    private static bool IsList(Type? type) => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(RecordListPage<,>);
}

using Bunit;
using CrmLive.Access;
using CrmLive.Customers;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Shell;

/// <summary>What is typed is laid over what stood there when typing began, so that the save can tell what others have changed since.</summary>
public sealed class RecordEditorTests : BunitContext
{
    private static readonly RecordType Leads = RecordTypes.Of<Lead>();
    private readonly List<(string Version, LeadFields Fields)> _saved = [];

    public RecordEditorTests()
    {
        Services.AddSingleton<IEnumerable<HitSource>>([]);
        Services.AddSingleton<IEnumerable<RecordPlace>>([]);
    }

    [Theory]
    [InlineData("company", "input")]
    [InlineData("employees", "input")]
    [InlineData("expected_value", "input")]
    [InlineData("notes", "textarea")]
    public async Task A_change_is_based_on_what_stood_there_when_typing_began(string key, string element)
    {
        var seen = new LeadFields("Noor", "Lumen", Employees: 1, ExpectedValue: 1m, Currency: "EUR", Notes: "n");
        var editor = Render<RecordEditor<LeadFields>>(given =>
        {
            given.AddCascadingValue(new Me(1, "Ada", "ada@acme.example", "Acme", new HashSet<string>(), new HashSet<string>(), "light", "normal", null));
            Give(given, key, seen, "seen");
        });
        await editor.Find(element).InputAsync("12");

        editor.Render(given => Give(given, key, seen with { Title = "Somebody else's" }, "later"));
        await editor.Find(element).BlurAsync(new FocusEventArgs());

        var (version, fields) = _saved.ShouldHaveSingleItem();
        version.ShouldBe("seen");
        fields.Title.ShouldBeNull();
    }

    private void Give(ComponentParameterCollectionBuilder<RecordEditor<LeadFields>> given, string key, LeadFields fields, string version) => given
        .Add(one => one.Type, Leads)
        .Add(one => one.Field, Leads.Field(key)!)
        .Add(one => one.Fields, fields)
        .Add(one => one.OnSave, typed =>
        {
            _saved.Add((version, typed));
            return Task.CompletedTask;
        });
}

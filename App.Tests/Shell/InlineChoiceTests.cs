using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrmLive.Shell;

public sealed class InlineChoiceTests : BunitContext
{
    private readonly List<string?> _saved = [];

    [Fact]
    public async Task An_arrow_key_changes_nothing_until_Enter()
    {
        var field = Field("yes");

        await field.Find("select").ChangeAsync(new ChangeEventArgs { Value = "no" });
        _saved.ShouldBeEmpty();
        field.Markup.ShouldContain("Not saved yet");
        await field.Find("select").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        _saved.ShouldBe(["no"]);
    }

    [Fact]
    public async Task Esc_takes_a_choice_back()
    {
        var field = Field("yes");
        await field.Find("select").ChangeAsync(new ChangeEventArgs { Value = "no" });

        await field.Find("select").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        await field.Find("select").BlurAsync(new FocusEventArgs());

        _saved.ShouldBeEmpty();
    }

    [Fact]
    public void A_value_that_is_in_no_list_is_shown_and_not_the_first_entry() =>
        Field("perhaps").Find("option[value=perhaps]").TextContent.ShouldBe("perhaps");

    private IRenderedComponent<InlineField> Field(string value) => Render<InlineField>(given => given
        .Add(one => one.Label, "Sold now").Add(one => one.Value, value)
        .Add(one => one.Options, [new("yes", "Yes"), new("no", "No")])
        .Add(one => one.OnSave, text =>
        {
            _saved.Add(text);
            return Task.CompletedTask;
        }));
}

using Bunit;
using Microsoft.AspNetCore.Components.Web;

namespace CrmLive.Shell;

/// <summary>What is typed while a field saves is neither lost nor taken for saved.</summary>
public sealed class InlineFieldTests : BunitContext
{
    private readonly List<string?> _saved = [];
    private readonly TaskCompletionSource _first = new();

    [Fact]
    public async Task What_is_typed_and_entered_while_it_saves_is_saved_next()
    {
        var field = Field();
        await field.Find("input").InputAsync("1");
        var saving = field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        await field.Find("input").InputAsync("12");
        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        _saved.ShouldBe(["1"]);
        _first.SetResult();
        await saving;

        _saved.ShouldBe(["1", "12"]);
        field.Find("input").HasAttribute("data-unsaved").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_only_typed_while_it_saves_stays_and_is_not_saved_yet()
    {
        var field = Field();
        await field.Find("input").InputAsync("1");
        var saving = field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        await field.Find("input").InputAsync("12");
        _first.SetResult();
        await saving;

        _saved.ShouldBe(["1"]);
        field.Find("input").GetAttribute("value").ShouldBe("12");
        field.Find("input").HasAttribute("data-unsaved").ShouldBeTrue();
    }

    private IRenderedComponent<InlineField> Field() => Render<InlineField>(given => given
        .Add(one => one.Label, "Amount").Add(one => one.Value, "0")
        .Add(one => one.OnSave, text =>
        {
            _saved.Add(text);
            return _saved.Count == 1 ? _first.Task : Task.CompletedTask;
        }));
}

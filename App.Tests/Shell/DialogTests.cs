using Bunit;

namespace CrmLive.Shell;

public sealed class DialogTests : BunitContext
{
    private int _closed;

    public DialogTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public async Task A_dialog_is_closed_by_its_cross_by_Esc_and_by_a_click_beside_it()
    {
        var dialog = Dialog(isHeld: false);

        await dialog.Find("button[aria-label=Close]").ClickAsync();
        await dialog.Instance.AskToClose();

        _closed.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_is_held_is_closed_by_its_own_buttons_only()
    {
        var dialog = Dialog(isHeld: true);

        dialog.FindAll("button[aria-label=Close]").ShouldBeEmpty();
        await dialog.Instance.AskToClose();

        _closed.ShouldBe(0);
        dialog.Find("dialog").HasAttribute("data-held").ShouldBeTrue();
    }

    private IRenderedComponent<Dialog> Dialog(bool isHeld) => Render<Dialog>(given => given
        .Add(one => one.Title, "Copy the key now").Add(one => one.IsHeld, isHeld).Add(one => one.OnClose, () => _closed++));
}

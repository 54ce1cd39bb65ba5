using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrmLive.Shell;

public sealed class CommandButtonTests : BunitContext
{
    private readonly TaskCompletionSource _answer = new();
    private int _sent;

    [Fact]
    public async Task A_click_while_the_first_is_on_its_way_does_nothing()
    {
        var button = Button();
        var first = button.Find("button").ClickAsync(new MouseEventArgs { Detail = 1 });

        await button.Find("button").ClickAsync(new MouseEventArgs { Detail = 1 });

        _sent.ShouldBe(1);
        button.Find("button").GetAttribute("aria-busy").ShouldBe("true");
        _answer.SetResult();
        await first;
        button.Find("button").HasAttribute("aria-busy").ShouldBeFalse();
    }

    [Fact]
    public async Task The_second_half_of_a_double_click_does_nothing_even_when_the_first_has_been_answered()
    {
        _answer.SetResult();
        var button = Button();

        await button.Find("button").ClickAsync(new MouseEventArgs { Detail = 1 });
        await button.Find("button").ClickAsync(new MouseEventArgs { Detail = 2 });

        _sent.ShouldBe(1);
    }

    [Fact]
    public async Task Steps_may_follow_each_other_quickly()
    {
        _answer.SetResult();
        var button = Button(isStep: true);

        await button.Find("button").ClickAsync(new MouseEventArgs { Detail = 1 });
        await button.Find("button").ClickAsync(new MouseEventArgs { Detail = 2 });

        _sent.ShouldBe(2);
    }

    [Fact]
    public async Task A_button_whose_command_failed_can_be_pressed_again()
    {
        var button = Render<CommandButton>(given => given.Add(one => one.OnClick, () =>
        {
            _sent++;
            throw new InvalidOperationException("Refused");
        }));

        await Should.ThrowAsync<InvalidOperationException>(() => button.Find("button").ClickAsync(new MouseEventArgs { Detail = 1 }));
        await Should.ThrowAsync<InvalidOperationException>(() => button.Find("button").ClickAsync(new MouseEventArgs { Detail = 1 }));

        _sent.ShouldBe(2);
    }

    [Fact]
    public async Task A_form_that_is_on_its_way_is_not_sent_again()
    {
        var form = Render<CommandForm>(given => given.Add(one => one.OnSend, Send));
        var first = form.Find("form").SubmitAsync();

        await form.Find("form").SubmitAsync();

        _sent.ShouldBe(1);
        _answer.SetResult();
        await first;
        await form.Find("form").SubmitAsync();
        _sent.ShouldBe(2);
    }

    private IRenderedComponent<CommandButton> Button(bool isStep = false) =>
        Render<CommandButton>(given => given.Add(one => one.OnClick, EventCallback.Factory.Create(this, Send)).Add(one => one.IsStep, isStep));

    private Task Send()
    {
        _sent++;
        return _answer.Task;
    }
}

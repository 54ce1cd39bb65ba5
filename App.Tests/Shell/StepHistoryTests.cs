using CrmLive.Pipeline;

namespace CrmLive.Shell;

public sealed class StepHistoryTests
{
    private readonly StepHistory _history = new();

    [Fact]
    public void The_latest_is_taken_back_first()
    {
        _history.Did(Step("one"));
        _history.Did(Step("two"));

        _history.TakeDone()!.What.ShouldBe("two");
        _history.TakeDone()!.What.ShouldBe("one");
        _history.TakeDone().ShouldBeNull();
    }

    [Fact]
    public void What_was_taken_back_can_be_done_again_and_taken_back_once_more()
    {
        _history.Did(Step("one"));
        _history.Took(_history.TakeDone()!, isAgain: false);

        _history.Took(_history.TakeUndone()!, isAgain: true);

        _history.TakeDone()!.What.ShouldBe("one");
    }

    [Fact]
    public void Something_new_ends_what_could_be_done_again()
    {
        _history.Took(Step("one"), isAgain: false);
        _history.Did(Step("two"));

        _history.TakeUndone().ShouldBeNull();
    }

    [Fact]
    public void A_toast_takes_its_own_step_back_once()
    {
        var first = Step("one");
        _history.Did(first);
        _history.Did(Step("two"));

        _history.TakeDone(first).ShouldBe(first);
        _history.TakeDone(first).ShouldBeNull();
    }

    [Fact]
    public void What_could_not_be_taken_back_or_done_again_can_be_tried_once_more()
    {
        _history.Did(Step("one"));
        _history.Keep(_history.TakeDone()!, isAgain: false);
        _history.Took(_history.TakeDone()!, isAgain: false);

        _history.Keep(_history.TakeUndone()!, isAgain: true);

        _history.TakeUndone()!.What.ShouldBe("one");
        _history.TakeDone().ShouldBeNull();
    }

    private static MovedStep Step(string what) => new(what, []);
}

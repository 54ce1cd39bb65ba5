namespace CrmLive.Shell;

public sealed class TypoMatchTests
{
    [Theory]
    [InlineData("Acme GmbH", "acme")]
    [InlineData("Acme GmbH", "gmbh")]
    [InlineData("Acme GmbH", "acem")]
    [InlineData("Acme GmbH", "acem gmb")]
    [InlineData("Borealis Foods", "borelais")]
    [InlineData("Borealis Foods", "boreaxis fods")]
    [InlineData("Contacts", "cotnacts")]
    [InlineData("Über Müller", "MÜLLER")]
    public void A_slip_is_forgiven(string name, string typed) => TypoMatch.Score(name, typed).ShouldBeGreaterThan(0);

    [Theory]
    [InlineData("Acme GmbH", "delta")]
    [InlineData("Accounts", "ax")]
    [InlineData("", "a")]
    public void Another_word_is_no_match(string name, string typed) => TypoMatch.Score(name, typed).ShouldBe(0);

    [Fact]
    public void The_start_of_the_name_beats_a_word_in_it_and_that_beats_a_slip()
    {
        var start = TypoMatch.Score("Fjord Energy", "fjord");
        var word = TypoMatch.Score("New Fjord", "fjord");
        var inside = TypoMatch.Score("Bigfjordal", "fjord");
        var slip = TypoMatch.Score("Fjord Energy", "fjrod");

        start.ShouldBeGreaterThan(word);
        word.ShouldBeGreaterThan(inside);
        inside.ShouldBeGreaterThan(slip);
    }
}

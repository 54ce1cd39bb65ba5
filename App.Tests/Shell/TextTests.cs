using System.Text;

namespace CrmLive.Shell;

public sealed class TextTests
{
    [Theory]
    [InlineData("  Acme ", "Acme")]
    [InlineData("Zoe\u0308", "Zo\u00EB")]
    [InlineData("A\u030Angstro\u0308m", "\u00C5ngstr\u00F6m")]
    [InlineData("Acme\tGmbH\r\n", "Acme GmbH")]
    [InlineData("\u200BAc\u00ADme\uFEFF", "Acme")]
    [InlineData("evil\u202Egpj.exe", "evilgpj.exe")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    public void Text_is_kept_in_one_form(string typed, string kept) => Text.Required(typed, "name").ShouldBe(kept);

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u200D\u200C\u200E")]
    [InlineData("\u00A0\u2003\u3000")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u0301")]
    [InlineData("\t\r\n")]
    public void What_nobody_can_see_is_no_name(string typed)
    {
        Text.Optional(typed, "name").ShouldBeNull();
        Should.Throw<RuleBroken>(() => Text.Required(typed, "name")).Code.ShouldBe("field.required");
    }

    [Theory]
    [InlineData("Ac\0me")]
    [InlineData("\u0007")]
    [InlineData("Acme\u001B[31m")]
    [InlineData("Acme\u0085")]
    public void What_is_no_character_of_a_text_is_refused(string typed) =>
        Should.Throw<RuleBroken>(() => Text.Optional(typed, "name")).Code.ShouldBe("field.invalid");

    [Fact]
    public void Half_a_character_is_refused() => Should.Throw<RuleBroken>(() => Text.Optional("half \uD83D of it", "name")).Code.ShouldBe("field.invalid");

    [Fact]
    public void A_note_keeps_its_lines() => Text.Optional("first\n\tsecond", "reason", Text.NoteLength).ShouldBe("first\n\tsecond");

    [Fact]
    public void Length_counts_in_the_form_that_is_kept() =>
        Text.Required(new string('e', Text.NameLength).Replace("e", "e\u0308", StringComparison.Ordinal), "name").Length.ShouldBe(Text.NameLength);

    [Fact]
    public void Every_text_that_is_kept_is_normal() =>
        Text.Required("ﬁ e\u0301 \u1100\u1161", "name").IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
}

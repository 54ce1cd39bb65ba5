namespace CrmLive.Shell;

public sealed class NameFoldTests
{
    [Theory]
    [InlineData("Čapek", "Capek")]
    [InlineData("Zoë", "Zoe")]
    [InlineData("Ångström", "Angstrom")]
    [InlineData("Kjær", "kjaer")]
    [InlineData("Zoe\u0308", "ZOË")]
    [InlineData("Groß & Söhne", "gross & sohne")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Þórr Ðjúp", "thorr djup")]
    [InlineData("İstanbul Işık", "istanbul isik")]
    [InlineData("ﬁne  Ｗｏｒｄｓ", "fine words")]
    [InlineData("O’Brien–Smith", "o'brien-smith")]
    [InlineData("Ac\u200Bme", "acme")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("Ёлка", "елка")]
    public void Two_spellings_of_a_name_count_as_one(string left, string right) => NameFold.AreSame(left, right).ShouldBeTrue($"{NameFold.Of(left)} / {NameFold.Of(right)}");

    [Theory]
    [InlineData("Acme", "Acne")]
    [InlineData("か", "き")]
    [InlineData("กี", "กา")]
    public void Two_names_stay_two(string left, string right) => NameFold.AreSame(left, right).ShouldBeFalse();

    [Fact]
    public void Names_are_in_order_without_case_and_accents_first_and_are_told_apart_then()
    {
        string[] names = ["Zebra", "öl", "apple", "cherry", "Äpfel", "Banana", "Apple", "apple pie", "Zebra"];

        names.Order(Comparer<string>.Create((a, b) => NameFold.Compare(NameFold.Key(a), NameFold.Key(b))))
            .ShouldBe(["Äpfel", "Apple", "apple", "apple pie", "Banana", "cherry", "öl", "Zebra", "Zebra"]);
    }

    [Fact]
    public void Keys_are_bounded_and_half_a_character_does_not_stop_them()
    {
        NameFold.Key(new string('ﷺ', 200)).Length.ShouldBeLessThanOrEqualTo(NameFold.KeyLength);
        NameFold.Of("a\uD83D").ShouldBe("a\uFFFD");
        NameFold.Of("a\uFFFE").ShouldBe("a\uFFFD");
        NameFold.Of(new string('a', NameFold.Length - 1) + "😀").Length.ShouldBe(NameFold.Length - 1);
    }

    [Fact]
    public void What_counts_as_one_name_lies_together()
    {
        var (from, before) = NameFold.KeysOf("MULLER");

        foreach (var same in new[] { "Müller", "muller", "MÜLLER" })
        {
            NameFold.Compare(NameFold.Key(same), from).ShouldBeGreaterThanOrEqualTo(0);
            NameFold.Compare(NameFold.Key(same), before).ShouldBeLessThan(0);
        }

        NameFold.Compare(NameFold.Key("Müller AG"), before).ShouldBeGreaterThan(0);
    }
}

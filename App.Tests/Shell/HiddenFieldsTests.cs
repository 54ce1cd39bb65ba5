using CrmLive.Access;

namespace CrmLive.Shell;

public sealed class HiddenFieldsTests
{
    private static readonly HashSet<string> Phones = ["contact.phone"];

    [Fact]
    public void A_hidden_field_is_blanked_wherever_it_lies()
    {
        var answer = new Answer(new Person("Ada", "1"), [new Person("Ben", "2")], new Page<Person>([new Person("Cleo", "3")], null));

        HiddenFields.Blank(answer, Phones);

        answer.One.Phone.ShouldBeNull();
        answer.Many.Single().Phone.ShouldBeNull();
        answer.Paged.Rows.Single().Phone.ShouldBeNull();
        answer.One.Name.ShouldBe("Ada");
    }

    [Fact]
    public void Other_fields_stay_for_who_sees_them()
    {
        var person = new Person("Ada", "1");

        HiddenFields.Blank(person, new HashSet<string> { "contact.email" });

        person.Phone.ShouldBe("1");
    }

    [Fact]
    public void A_hidden_field_that_is_set_is_found_wherever_it_lies()
    {
        HiddenFields.FirstSet(new Answer(new Person("Ada", "1"), [], new Page<Person>([], null)), Phones).ShouldBe("contact.phone");
        HiddenFields.FirstSet(new Answer(new Person("Ada", null), [new Person("Ben", "2")], new Page<Person>([], null)), Phones).ShouldBe("contact.phone");
        HiddenFields.FirstSet(new Answer(new Person("Ada", ""), [], new Page<Person>([], null)), Phones).ShouldBeNull();
        HiddenFields.FirstSet(new Person("Ada", "1"), new HashSet<string>()).ShouldBeNull();
    }

    [Fact]
    public void Zero_is_a_value_where_nothing_could_have_been_said()
    {
        HiddenFields.FirstSet(new Bill(0m, null, null), new HashSet<string> { "opportunity.amount" }).ShouldBeNull();
        HiddenFields.FirstSet(new Bill(1m, null, null), new HashSet<string> { "opportunity.amount" }).ShouldBe("opportunity.amount");
        HiddenFields.FirstSet(new Bill(0m, 0m, null), new HashSet<string> { "opportunity.amount" }).ShouldBe("opportunity.amount");
        HiddenFields.FirstSet(new Bill(0m, null, 0), new HashSet<string> { "account.employees" }).ShouldBe("account.employees");
    }

    [Fact]
    public void What_the_writer_could_not_see_is_kept()
    {
        var kept = HiddenFields.Keep(new Person("Ada L.", null), new Person("Ada", "1"), Phones);

        kept.ShouldBe(new Person("Ada L.", "1"));
    }

    private sealed record Person(string Name, [property: Field("contact.phone")] string? Phone);

    private sealed record Bill(
        [property: Field("opportunity.amount")] decimal Amount,
        [property: Field("opportunity.amount")] decimal? Over,
        [property: Field("account.employees")] int? Employees);

    private sealed record Answer(Person One, IReadOnlyList<Person> Many, Page<Person> Paged);
}

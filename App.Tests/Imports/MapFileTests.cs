namespace CrmLive.Imports;

public sealed class MapFileTests
{
    [Theory]
    [InlineData("tables: []", "map.system")]
    [InlineData("system: x", "map.tables")]
    [InlineData("system: x\ntables:\n  - { name: a, file: a.csv, entity: planet, id: [no] }", "map.entity")]
    [InlineData("system: x\ntables:\n  - { name: a, file: ../a.csv, entity: account, id: [no] }", "map.file")]
    [InlineData("system: x\ntables:\n  - { name: a, file: a.csv, entity: account, id: [no], fields: { colour: c } }", "map.field")]
    [InlineData("system: x\ntables:\n  - { name: a, file: a.csv, entity: account, id: [no], fields: { website: w } }", "map.required")]
    [InlineData("system: x\ntables:\n  - { name: a, file: a.csv, entity: account, id: [no], fields: { name: n, parent: { table: b, id: [p] } } }", "map.reference")]
    [InlineData("system: x\ntables:\n  - { name: a, file: a.csv, entity: opportunity, id: [no], fields: { name: n } }", "map.history")]
    [InlineData("system: [x", "map.yaml")]
    public void A_map_that_cannot_work_is_refused_before_the_first_row(string yaml, string code) =>
        Should.Throw<RuleBroken>(() => MapFile.Parse(yaml)).Code.ShouldBe(code);

    [Fact]
    public void Tables_that_point_at_each_other_in_a_circle_are_refused()
    {
        var map = MapFile.Parse("""
            system: x
            tables:
              - { name: a, file: a.csv, entity: team, id: [no], fields: { name: n } }
              - { name: b, file: b.csv, entity: account, id: [no], fields: { name: n, parent: { table: c, id: [p] } } }
              - { name: c, file: c.csv, entity: account, id: [no], fields: { name: n, parent: { table: b, id: [p] } } }
            """);

        Should.Throw<RuleBroken>(() => TableOrder.Of(map)).Code.ShouldBe("map.circle");
    }
}

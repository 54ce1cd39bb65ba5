using System.CommandLine;

namespace CrmLive.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(true, "tenants", "list")]
    [InlineData(true, "--help")]
    [InlineData(false, "--urls", "http://localhost:5081")]
    [InlineData(false)]
    public void Is_meant_where_a_verb_comes_first(bool isMeant, params string[] args) => CommandLine.IsMeant(args).ShouldBe(isMeant);

    [Fact]
    public void Every_verb_and_all_that_it_takes_explain_themselves()
    {
        foreach (var verb in All(CommandLine.Root()))
        {
            verb.Description.ShouldNotBeNullOrWhiteSpace(verb.Name);
            verb.Options.Cast<Symbol>().Concat(verb.Arguments).ShouldAllBe(part => !string.IsNullOrWhiteSpace(part.Description), verb.Name);
            CommandLine.Root().Parse([.. Path(verb), "--help"]).Action.ShouldBeOfType<System.CommandLine.Help.HelpAction>(verb.Name);
        }
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("tenants")]
    [InlineData("tenants", "add", "acme")]
    [InlineData("tenants", "list", "--what")]
    public async Task What_is_not_understood_ends_with_2(params string[] args) =>
        (await CommandLine.Run(args, TestContext.Current.CancellationToken)).ShouldBe(2);

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static IEnumerable<string> Path(Command verb) =>
        verb.Parents.OfType<Command>().SelectMany(Path).Concat(verb.Parents.Any() ? [verb.Name] : []);
}

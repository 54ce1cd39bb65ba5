using System.Text.Json;
using Microsoft.Playwright;

namespace CrmLive.Support;

/// <summary>Asks axe-core, an accessibility checker of others, what people with a screen reader or a keyboard would stumble over.</summary>
public static class Axe
{
    private const string Run = """
        async () => JSON.stringify((await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations
          .filter(fault => fault.impact === 'serious' || fault.impact === 'critical')
          .flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.target.join(' ')} - ${node.failureSummary}`)))
        """;

    private static readonly string Script = Repository.PathOf("App.E2E", "node_modules", "axe-core", "axe.min.js");

    /// <summary>Fails when the page as it is now has a serious or critical fault.</summary>
    public static async Task Check(IPage page)
    {
        Assert.True(File.Exists(Script), "axe-core is not installed: run 'npm ci' in App.E2E (make test does it).");
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));
        JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(Run))!.ShouldBeEmpty();
    }
}

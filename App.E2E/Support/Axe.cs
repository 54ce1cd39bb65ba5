using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CrmLive.Support;

/// <summary>Asks axe-core, an accessibility checker of others, what people with a screen reader or a keyboard would stumble over.</summary>
public static class Axe
{
    // The last is on trial at axe: what is read on a control has to be in its name, so that people can say it.
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"),
        Rules = new Dictionary<string, RuleOptions> { ["label-content-name-mismatch"] = new() { Enabled = true } },
    };

    /// <summary>Fails when the page as it is now has a serious or critical fault.</summary>
    public static async Task Check(IPage page) => (await page.RunAxe(Options)).Violations
        .Where(fault => fault.Impact is "serious" or "critical")
        .SelectMany(fault => fault.Nodes.Select(node => $"{fault.Id}: {node.Target} - {node.Html}"))
        .ShouldBeEmpty();
}

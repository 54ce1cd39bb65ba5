using System.Text.RegularExpressions;

namespace CrmLive.Architecture;

/// <summary>A second click has no second effect, whatever the button: found over all of them, so that a new one cannot be forgotten.</summary>
public sealed class ButtonTests
{
    // They only begin: what was begun is saved by the field, which lets one saving run at a time.
    private static readonly HashSet<string> Beginnings = ["InlineRecord: Begin"];

    private static readonly Handlers Handlers = new();

    [Fact]
    public void Every_button_with_a_command_refuses_a_second_click() => Unguarded("button", "@onclick").ShouldBeEmpty("Use CommandButton");

    [Fact]
    public void Every_form_with_a_command_refuses_to_be_sent_twice() => Unguarded("form", "@onsubmit").ShouldBeEmpty("Use CommandForm");

    [Fact]
    public void The_search_finds_commands_behind_methods_and_callbacks()
    {
        Handlers.SendsACommand("RoleEditor", "Save").ShouldBeTrue();
        Handlers.SendsACommand("ConfirmDialog", "OnConfirm").ShouldBeTrue();
        Handlers.SendsACommand("StagePath", "() => OnChoose.InvokeAsync(stage)").ShouldBeTrue();
        Handlers.SendsACommand("RecordDetailPage", "() => Delete(record.Name, null, null, Path)").ShouldBeTrue();
        Handlers.SendsACommand("UserDialog", "OnClose").ShouldBeFalse();
    }

    [Fact]
    public void Whatever_a_form_makes_carries_the_key_of_the_form()
    {
        var made = SourceFile.Of("App").Where(file => file.Path.Contains(".razor", StringComparison.Ordinal) || file.Name.StartsWith("BoardPage", StringComparison.Ordinal))
            .SelectMany(file => file.Text.Split('\n').Where(line => Regex.IsMatch(line, @"\b(Send|Try)\(new (Add|Create|Save|Ask)[A-Z]\w+\(", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
                .Select(line => (file, line)))
            .Where(found => !found.line.Contains("SavePreferences", StringComparison.Ordinal))
            .ToList();

        made.Count.ShouldBeGreaterThan(9);
        made.Where(found => !Regex.IsMatch(found.line, "[fF]orm[,)]", RegexOptions.None, TimeSpan.FromSeconds(1))).Select(found => $"{found.file}: {found.line.Trim()}").ShouldBeEmpty();
    }

    private static IEnumerable<string> Unguarded(string element, string happening) =>
        from component in Handlers.Components
        where component is not ("CommandButton" or "CommandForm")
        from handler in Handlers.Of(component, element, happening)
        where Handlers.SendsACommand(component, handler)
        let found = $"{component}: {handler}"
        where !Beginnings.Contains(found)
        select found;
}

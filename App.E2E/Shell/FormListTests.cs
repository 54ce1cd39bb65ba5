using System.Text.RegularExpressions;
using CrmLive.Support;

namespace CrmLive.Shell;

/// <summary>No form is forgotten: whatever has a field is found in the sources, and stands in <see cref="Form.All"/> or in <see cref="Form.Parts"/>.</summary>
public sealed partial class FormListTests
{
    [Fact]
    public void Every_component_with_a_field_is_a_form_that_is_tried_or_no_form()
    {
        var drawn = Directory.EnumerateFiles(Repository.PathOf("App"), "*.razor", SearchOption.AllDirectories)
            .Where(file => Field().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ToHashSet();
        var listed = Form.All.SelectMany(form => form.Files).Concat(Form.Parts).ToList();

        drawn.Except(listed).ShouldBeEmpty("say how it is opened, so that it is tried with a cut connection");
        listed.Except(drawn).ShouldBeEmpty("these have no fields any more");
    }

    [GeneratedRegex(@"<(input|select|textarea|TextField|NumberField|InlineField|InlineRecord|RecordPicker|OwnerField|Checks)\b")]
    private static partial Regex Field();
}

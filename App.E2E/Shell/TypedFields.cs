using System.Text.Json;
using CrmLive.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmLive.Shell;

/// <summary>The fields of an open form, and what is typed into them while the connection is cut.</summary>
internal sealed class TypedFields(IPage page, ILocator form, IReadOnlyList<TypedFields.Field> fields)
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(15);

    // Marks the fields in which something can be typed, and says of each what it is and what may be put into it. The last one that takes letters is begun before the cut.
    // The outcome of a stage is left alone: it decides what stands in other fields.
    private const string Look = """
        root => JSON.stringify([...root.querySelectorAll('input, select, textarea')]
            .filter(field => !field.id.endsWith('-outcome') && !field.disabled && !field.readOnly && field.checkVisibility() && !field.matches('[type=search], [type=radio], [type=hidden]'))
            .slice(0, 24)
            .map((field, at) => {
                field.dataset.tried = at;
                const around = field.labels?.[0]?.cloneNode(true);
                around?.querySelector('.unsaved')?.remove();
                const label = field.ariaLabel ?? around?.textContent ?? field.name;
                const other = [...(field.options ?? [])].find(option => !option.selected && option.value !== '' && !option.disabled)?.value ?? null;
                const isKept = !!field.closest('form, dialog, .inset, .card-editor, .inline-field, .inline-record, [data-draft]');
                const kind = field.matches('select') ? 'choice' : field.type === 'checkbox' ? 'check' : field.type === 'date' ? 'day' : 'text';
                return { Label: label.trim(), Kind: kind, Other: other, IsKept: isKept };
            }))
        """;

    private const string Choose = """
        (field, value) => {
            field.focus();
            value === null ? field.click() : field.value = value;
            value === null || ['input', 'change'].forEach(type => field.dispatchEvent(new Event(type, { bubbles: true })));
        }
        """;

    public static async Task<TypedFields> In(IPage page, ILocator form, string name)
    {
        await form.WaitForAsync();
        await Expect(form.Locator("input, select, textarea").First).ToBeVisibleAsync();
        var found = JsonSerializer.Deserialize<List<Field>>(await form.EvaluateAsync<string>(Look))!;
        found.ShouldNotBeEmpty(name);
        return new TypedFields(page, form, [.. found.Select((field, at) => field with { At = at, Typed = field.Put(at) })]);
    }

    /// <summary>Begins one field, is not heard any more in the middle of it, and fills in the rest; gives what then stands in the fields.</summary>
    public async Task<IReadOnlyList<string>> TypeThrough(CutConnection connection)
    {
        var begun = fields.LastOrDefault(field => field.Kind == "text");
        await (begun is null ? Task.CompletedTask : Type(begun, begun.Typed![..1], isBegun: false));
        connection.Silence();
        await (begun is null ? Task.CompletedTask : Type(begun, begun.Typed![1..2], isBegun: true));
        await connection.Cut();
        await (begun is null ? Task.CompletedTask : Type(begun, begun.Typed![2..], isBegun: true));
        foreach (var field in fields.Where(field => field != begun))
        {
            await (field.Kind == "text" ? Type(field, field.Typed!, isBegun: false) : At(field).EvaluateAsync(Choose, field.Typed));
        }

        await page.EvaluateAsync("document.activeElement.blur()");
        (await AtLast(Unmarked)).ShouldBeEmpty("a switch says that it is not saved");
        return await Shown();
    }

    /// <summary>What stood in the fields before and does not now; some of them come only when something has been read.</summary>
    public Task<IReadOnlyList<string>> Lost(IReadOnlyList<string> before) => AtLast(async () => [.. before.Except(await (await In(page, form, "again")).Shown())]);

    // What is still wrong when it has had its time.
    private static async Task<IReadOnlyList<string>> AtLast(Func<Task<IReadOnlyList<string>>> look)
    {
        IReadOnlyList<string> wrong = [];
        try
        {
            await TestPatience.Until(async () => (wrong = await look()).Count == 0, "what was typed", Enough);
        }
        catch (TimeoutException)
        {
            return wrong;
        }

        return wrong;
    }

    // Label and value of each; of a switch that it says that it is not saved.
    private async Task<IReadOnlyList<string>> Shown()
    {
        var values = await form.Locator("[data-tried]").EvaluateAllAsync<string[]>("fields => fields.map(field => field.type === 'checkbox' ? String(field.checked) : field.value)");
        return [.. fields.Where(field => field.IsKept && field.At < values.Length).Select(field => $"{field.Label}: {values[field.At]}")];
    }

    private async Task<IReadOnlyList<string>> Unmarked()
    {
        var switches = fields.Where(field => !field.IsKept).ToList();
        var marked = await Task.WhenAll(switches.Select(async field => await At(field).EvaluateAsync<bool>("field => !!(field.closest('.field, label') ?? field.parentElement).querySelector('.unsaved')")));
        return [.. switches.Where((_, place) => !marked[place]).Select(field => field.Label)];
    }

    private async Task Type(Field field, string text, bool isBegun)
    {
        await At(field).EvaluateAsync(isBegun ? "field => field.focus()" : "field => { field.focus(); field.select(); }");
        await page.Keyboard.InsertTextAsync(text);
    }

    private ILocator At(Field field) => form.Locator($"[data-tried='{field.At}']");

    internal sealed record Field
    {
        public string Label { get; init; } = "";

        public string Kind { get; init; } = "";

        public string? Other { get; init; }

        /// <summary>Belongs to a form; else it is a switch, and it is enough that it says that it is not saved.</summary>
        public bool IsKept { get; init; }

        public int At { get; init; }

        public string? Typed { get; init; }

        public string? Put(int at) => Kind switch { "choice" => Other, "day" => $"2031-05-{at + 1:00}", "check" => null, _ => $"1{at:00}" };
    }
}

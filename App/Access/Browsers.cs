namespace CrmLive.Access;

/// <summary>Says in a few words what a browser says about itself in many.</summary>
internal static class Browsers
{
    private static readonly (string Mark, string Name)[] Programs =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Name(string? device) =>
        (Find(Programs, device), Find(Systems, device)) switch
        {
            ({ } program, { } system) => $"{program} on {system}",
            ({ } program, null) => program,
            _ => string.IsNullOrWhiteSpace(device) ? "Unknown browser" : device.Split(' ')[0],
        };

    private static string? Find((string Mark, string Name)[] marks, string? device) =>
        marks.FirstOrDefault(mark => device?.Contains(mark.Mark, StringComparison.Ordinal) == true).Name;
}

using System.Reflection;
using CrmLive.Access;

namespace CrmLive.Operations;

/// <summary>Looks at all settings before anything is started, so that one that cannot work is told in a sentence and nothing is half begun.</summary>
public static class Settings
{
    /// <exception cref="StartRefused">A setting cannot work; the message says which, why and what would.</exception>
    public static void Check(IConfiguration settings)
    {
        DatabaseSettings.Check(settings);
        foreach (var (options, section) in CrmServer.Sections)
        {
            CheckValues(settings, options, section);
        }

        (settings.GetSection(EntraOptions.Section).Get<EntraOptions>() ?? new EntraOptions()).Check();
        AzureSignalR.Check(settings);
        CheckKeys(settings);
        CheckFolder(settings["CRM_HOME"]);
        WebModule.Trust(new ForwardedHeadersOptions(), settings);
        HostList.Of(settings);
        Draining.Delay(settings);
    }

    /// <summary>The name of a setting as an environment variable.</summary>
    public static string Variable(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    // Every number and every switch of a section, those that come later too.
    private static void CheckValues(IConfiguration settings, Type options, string section)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var given = settings[$"{section}:{property.Name}"];
            if (given is null)
            {
                continue;
            }

            var usual = property.GetValue(Activator.CreateInstance(options));
            if (usual is int && !(int.TryParse(given, out var number) && number > 0))
            {
                throw new StartRefused($"{Variable($"{section}:{property.Name}")} is '{given}'. It is a whole number above 0, such as {usual}.");
            }

            if (usual is bool && !bool.TryParse(given, out _))
            {
                throw new StartRefused($"{Variable($"{section}:{property.Name}")} is '{given}'. It is true or false.");
            }
        }
    }

    private static void CheckKeys(IConfiguration settings)
    {
        var former = settings.GetSection("DataProtection:FormerMasterKeys").GetChildren().Select(key => (key.Path, key.Value));
        foreach (var (path, value) in former.Prepend(("DataProtection:MasterKey", settings["DataProtection:MasterKey"])).Where(key => !string.IsNullOrEmpty(key.Item2)))
        {
            try
            {
                MasterKey.Read(value!);
            }
            catch (StartRefused refused)
            {
                throw new StartRefused($"{Variable(path)} is no key. {refused.Message}", refused);
            }
        }
    }

    private static void CheckFolder(string? home)
    {
        var folder = Home.FolderOf(home);
        var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefused($"The folder {folder} cannot be written to. Choose another one with CRM_HOME, or give this user the right to it.", refused);
        }
    }
}

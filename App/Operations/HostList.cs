using System.Net;

namespace CrmLive.Operations;

/// <summary>
/// The names that this program answers to: those of this machine itself, and what <c>Hosts</c> adds. A name that somebody else points at us would
/// let their page speak with our cookies, and our addresses lead to them.
/// </summary>
public sealed class HostList
{
    private const int LongestEcho = 100;

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _suffixes = [];

    /// <param name="added"><c>crm.example</c>, or <c>*.crm.example</c> for all names below it.</param>
    /// <exception cref="StartRefused">One of them is no name.</exception>
    public HostList(IEnumerable<string> added)
    {
        foreach (var name in added)
        {
            var isWild = name.StartsWith("*.", StringComparison.Ordinal);
            var bare = isWild ? name[2..] : name;
            if (Uri.CheckHostName(bare) == UriHostNameType.Unknown)
            {
                throw new StartRefused($"Hosts holds '{name}', which is no name of a host. It looks like crm.example, without scheme and port, or *.crm.example.");
            }

            if (isWild)
            {
                _suffixes.Add("." + bare);
            }
            else
            {
                _names.Add(bare.Trim('[', ']'));
            }
        }
    }

    public static HostList Of(IConfiguration settings) => new(settings.GetSection("Hosts").Get<string[]>() ?? []);

    /// <summary>It knows more names than those of this machine.</summary>
    public bool HasAdded => _names.Count + _suffixes.Count > 0;

    public bool Knows(string host)
    {
        var name = host.Trim('[', ']');
        return _names.Contains(name) || IsOwn(name) || _suffixes.Exists(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What somebody is told who came by another name.</summary>
    public static string Refusal(string host)
    {
        var shown = new string([.. host.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']').Take(LongestEcho)]);
        return shown.Length == 0
            ? "The request names no host. Send a Host header."
            : $"This program does not answer to the name {shown}. If that is its name, its operator adds it: Hosts__0={shown}.";
    }

    // No page of another site can have one of these names.
    private static bool IsOwn(string name) =>
        string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var number) && IPAddress.IsLoopback(number));
}

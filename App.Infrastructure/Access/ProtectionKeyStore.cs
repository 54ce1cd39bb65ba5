using System.Xml.Linq;
using CrmLive.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Access;

/// <summary>Keeps data-protection keys in the database, so that every node reads the same sign-in cookies and a restart signs nobody out.</summary>
public sealed class ProtectionKeyStore(CrmDbFactory databases, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateSystemWide("protection-keys");
        return [.. db.ProtectionKeys.AsNoTracking().OrderBy(key => key.At).Take(1000).Select(key => key.Xml).ToList().Select(XElement.Parse)];
    }

    // The framework asks without waiting; keys are made once in 90 days.
    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => Store(element, friendlyName)).GetAwaiter().GetResult();

    private async Task Store(XElement element, string name)
    {
        await using var db = databases.CreateSystemWide("protection-keys");
        db.ProtectionKeys.Add(new ProtectionKey { Name = name, Xml = element.ToString(SaveOptions.DisableFormatting), At = clock.GetUtcNow() });
        await db.SaveChangesAsync();
    }
}

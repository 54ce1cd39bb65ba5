using CrmLive.Operations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>
/// Data-protection keys live in the database, encrypted under <c>DataProtection:MasterKey</c> or, where none is configured, under
/// <c>keys/master.key</c> in the home folder. <c>DataProtection:FormerMasterKeys</c> still decrypt.
/// </summary>
public static class KeyProtection
{
    public static IServiceCollection AddKeyProtection(this IServiceCollection services)
    {
        services.AddSingleton(provider => Choose(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<Home>(), provider.GetRequiredService<ILogger<MasterKey>>()));
        services.AddSingleton<ProtectionKeyStore>();
        services.AddDataProtection().SetApplicationName("CrmLive");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = provider.GetRequiredService<ProtectionKeyStore>();
            keys.XmlEncryptor = new MasterKeyEncryptor(provider.GetRequiredService<MasterKey>());
        }));
        return services;
    }

    private static MasterKey Choose(IConfiguration configuration, Home home, ILogger log)
    {
        if (!home.IsLocal && string.IsNullOrEmpty(configuration["DataProtection:MasterKey"]))
        {
            log.LogWarning(
                "DataProtection:MasterKey is not configured, so this node uses a key of its own in {Folder}. Other nodes cannot read its cookies, and without that file everybody has to sign in again. Make a key with: openssl rand -base64 32",
                Path.Combine(home.Folder, "keys"));
        }

        var former = configuration.GetSection("DataProtection:FormerMasterKeys").Get<string[]>() ?? [];
        var current = configuration["DataProtection:MasterKey"] is { Length: > 0 } given
            ? MasterKey.Read(given)
            : MasterKey.OfFile(Path.Combine(home.Folder, "keys", "master.key"));
        return new MasterKey(current, [.. former.Select(MasterKey.Read)]);
    }
}

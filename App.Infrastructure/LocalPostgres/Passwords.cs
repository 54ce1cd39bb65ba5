using System.Security.Cryptography;
using System.Text;

namespace CrmLive.LocalPostgres;

/// <summary>The cluster's passwords: the owner's lies in a file, those of other roles follow from it, so that none of them tells another.</summary>
internal sealed class Passwords(string owner)
{
    public string Of(string user) =>
        user == LocalCluster.Owner ? owner : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(owner), Encoding.UTF8.GetBytes(user)));

    public static async Task<Passwords> In(Place place, CancellationToken ct)
    {
        if (File.Exists(place.PasswordFile))
        {
            return new Passwords((await File.ReadAllTextAsync(place.PasswordFile, ct)).Trim());
        }

        if (place.DataMajor is not null)
        {
            throw new PostgresFailed($"The password file {place.PasswordFile} is gone: restore it, or move {place.Data} away to begin anew.");
        }

        var fresh = RandomNumberGenerator.GetHexString(40, lowercase: true);
        await FileModes.Write(place.PasswordFile, fresh, FileModes.Private, ct);
        return new Passwords(fresh);
    }
}

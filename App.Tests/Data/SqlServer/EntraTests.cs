using Microsoft.Data.SqlClient;

namespace CrmLive.Data.SqlServer;

/// <summary>Azure SQL without a password: what a connection string may say of Entra ID is understood, in whichever version of the client comes next.</summary>
public sealed class EntraTests
{
    public static TheoryData<SqlAuthenticationMethod> Methods { get; } =
        [.. Enum.GetValues<SqlAuthenticationMethod>().Where(method => method.ToString().StartsWith("ActiveDirectory", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Each_way_of_Entra_ID_has_its_provider(SqlAuthenticationMethod method) => SqlAuthenticationProvider.GetProvider(method).ShouldNotBeNull();
}

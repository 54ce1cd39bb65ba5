namespace CrmLive.LocalPostgres;

/// <summary>Where the programs of a PostgreSQL server may come from.</summary>
[Flags]
public enum PostgresSources
{
    None = 0,
    Installed = 1,
    Apt = 2,
    Npm = 4,
    Any = Installed | Apt | Npm,
}

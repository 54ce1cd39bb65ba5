using CrmLive.Access;
using CrmLive.Customers;
using CrmLive.Hub;
using CrmLive.Imports;
using CrmLive.Live;
using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>
/// The database as one unit of work of one tenant sees it. Made per request by <see cref="CrmDbFactory"/>; not thread-safe. Once disposed it may serve
/// somebody else, and carries nothing of the work before.
/// </summary>
public abstract class CrmDb : DbContext
{
    private Work? _work;
    private string? _neededEntity;
    private Reach _neededReach;

    protected CrmDb(DbContextOptions options, bool isSystemWide)
        : base(options)
    {
        IsSystemWide = isSystemWide;
        Unsaved = new UnsavedRecords(this);
        ChangeTracker.LazyLoadingEnabled = false;
        ChangeTracker.Tracking += TenantStamp.OnTracking;
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

        // A unit of work is saved or thrown away as a whole; a savepoint would cost a round trip per save.
        Database.AutoSavepointsEnabled = false;
    }

    /// <exception cref="ObjectDisposedException">The unit of work is over.</exception>
    public Work Work => _work ?? throw new ObjectDisposedException(nameof(CrmDb), "This unit of work is over.");

    /// <summary>True for the relay, the audit worker and sign-in, which read across tenants under a database role of their own.</summary>
    public bool IsSystemWide { get; }

    /// <summary>The time zone of the one who asks, as this database names it.</summary>
    public abstract string ZoneName { get; }

    public long TenantId => Work.Actor.TenantId;

    public long? UserId => Work.Actor.UserId;

    public IReadOnlyList<long> TeamIds { get; private set; } = [];

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<TeamMember> TeamMembers => Set<TeamMember>();

    public DbSet<Role> Roles => Set<Role>();

    public DbSet<UserRole> UserRoles => Set<UserRole>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<SalesPipeline> Pipelines => Set<SalesPipeline>();

    public DbSet<Stage> Stages => Set<Stage>();

    public DbSet<StageRule> StageRules => Set<StageRule>();

    public DbSet<ProbabilityTable> ProbabilityTables => Set<ProbabilityTable>();

    public DbSet<MoveApproval> MoveApprovals => Set<MoveApproval>();

    public DbSet<Deal> Deals => Set<Deal>();

    public DbSet<DealLine> DealLines => Set<DealLine>();

    public DbSet<DealContact> DealContacts => Set<DealContact>();

    public DbSet<StageChange> StageChanges => Set<StageChange>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<ImportRun> Imports => Set<ImportRun>();

    public DbSet<ImportFault> ImportFaults => Set<ImportFault>();

    public DbSet<SourceRecord> SourceRecords => Set<SourceRecord>();

    public DbSet<SearchWord> SearchWords => Set<SearchWord>();

    public DbSet<WorkPut> WorkPuts => Set<WorkPut>();

    public DbSet<WorkItem> WorkItems => Set<WorkItem>();

    public DbSet<WorkRun> WorkRuns => Set<WorkRun>();

    public DbSet<DeadWork> DeadWork => Set<DeadWork>();

    public DbSet<WorkPause> WorkPauses => Set<WorkPause>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<ParkedEvent> ParkedEvents => Set<ParkedEvent>();

    public DbSet<StoredEvent> Events => Set<StoredEvent>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditSeal> AuditSeals => Set<AuditSeal>();

    public DbSet<CheckpointFile> CheckpointFiles => Set<CheckpointFile>();

    public DbSet<ConsumerPosition> ConsumerPositions => Set<ConsumerPosition>();

    public DbSet<EventEffect> EventEffects => Set<EventEffect>();

    public DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<SchemaScripts> SchemaScripts => Set<SchemaScripts>();

    /// <summary>That the work of this context has its audit entry already.</summary>
    public bool HasAudited { get; set; }

    /// <summary>When the work counts as done, where that is not now: software that brings history from elsewhere sets it.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Work was wished for; whoever does it in this process is woken after the commit.</summary>
    public bool HasPutWork { get; set; }

    /// <summary>Changes saved in a transaction that is still open; told to <see cref="CommitFeed"/> when it commits.</summary>
    internal List<CommittedChange> Uncommitted { get; } = [];

    internal UnsavedRecords Unsaved { get; }

    internal abstract string JsonType { get; }

    /// <summary>Compares by code points, as <see cref="NameFold.Compare"/> does.</summary>
    internal abstract string Collation { get; }

    /// <summary>
    /// Waits for a lock by name within the tenant, which ends with the transaction that is open. What is read afterwards holds all that those who had it
    /// before have committed. Shared ones go together.
    /// </summary>
    public abstract Task Lock(string name, bool isShared, CancellationToken ct);

    public override void Dispose()
    {
        End();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override ValueTask DisposeAsync()
    {
        End();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    /// <summary>Not once disposed.</summary>
    protected bool IsUnderway => _work is not null;

    internal void Begin(Work work)
    {
        _work = work;
        _neededEntity = work.Needs?.Entity;
        _neededReach = work.Needs is { } needs ? work.Actor.ReachOf(needs) : Reach.None;
        TeamIds = [.. work.Actor.TeamIds];
    }

    /// <summary>Rows of this entity that the unit of work may touch: the reach of the permission that the request declared, else that of reading.</summary>
    internal Reach ReachOf(string entity) =>
        entity == _neededEntity ? _neededReach
        : Work.Actor.ReachOf(new Permission(entity, Permission.Read));

    internal bool SeesAll(string entity) => ReachOf(entity) == Reach.All;

    internal bool SeesTeam(string entity) => ReachOf(entity) >= Reach.Team;

    internal bool SeesOwn(string entity) => ReachOf(entity) >= Reach.Own;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence<long>("crm_ids").StartsAt(1001).IncrementsBy(IdGenerator.BlockSize);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CrmDb).Assembly);
        StoreMapping.Apply(modelBuilder, JsonType);
        ModelConventions.Apply(modelBuilder, this);
        ModelConventions.Collate(modelBuilder, Collation);
    }

    private void End()
    {
        (_work, _neededEntity, _neededReach, TeamIds) = (null, null, Reach.None, []);
        (HasAudited, HasPutWork, DoneAt) = (false, false, null);
        Uncommitted.Clear();
        Unsaved.Clear();
    }
}

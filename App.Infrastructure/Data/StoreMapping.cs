using Microsoft.EntityFrameworkCore;

namespace CrmLive.Data;

/// <summary>Tables of the house itself: events, audit, consumers, idempotency, keys.</summary>
internal static class StoreMapping
{
    public static void Apply(ModelBuilder model, string jsonType)
    {
        model.Entity<StoredEvent>(table =>
        {
            table.ToTable("events").HasKey(e => new { e.TenantId, e.Id });
            table.Property(e => e.Id).ValueGeneratedNever();
            table.Property(e => e.Type).HasMaxLength(100);
            table.Property(e => e.SubjectKind).HasMaxLength(40);
            table.Property(e => e.Payload).HasColumnType(jsonType);
            table.Property(e => e.ActorName).HasMaxLength(100);
            table.Property(e => e.Origin).HasMaxLength(20);
            table.Property(e => e.Node).HasMaxLength(40);
            table.Property(e => e.CorrelationId).HasMaxLength(64);
            table.HasIndex(e => new { e.TenantId, e.SubjectKind, e.SubjectId, e.Id });
        });
        model.Entity<AuditEntry>(table =>
        {
            table.HasKey(e => new { e.TenantId, e.Id });
            table.Property(e => e.Id).ValueGeneratedNever();
            table.Property(e => e.ActorName).HasMaxLength(100);
            table.Property(e => e.Action).HasMaxLength(100);
            table.Property(e => e.Permission).HasMaxLength(60);
            table.Property(e => e.SubjectKind).HasMaxLength(40);
            table.Property(e => e.Channel).HasMaxLength(20);
            table.Property(e => e.Address).HasMaxLength(64);
            table.Property(e => e.Reason).HasMaxLength(Text.NoteLength);
            table.Property(e => e.Outcome).HasMaxLength(20);
            table.Property(e => e.TraceId).HasMaxLength(32);
            table.HasIndex(e => new { e.TenantId, e.At });
            table.HasIndex(e => new { e.TenantId, e.SubjectKind, e.SubjectId });
        });
        model.Entity<AuditSeal>(table =>
        {
            table.HasKey(s => new { s.TenantId, s.Position });
            table.Property(s => s.Position).ValueGeneratedNever();
            table.Property(s => s.Hash).HasMaxLength(64);
            table.HasIndex(s => new { s.TenantId, s.EntryId }).IsUnique();
        });
        model.Entity<CheckpointFile>(table =>
        {
            table.HasKey(f => f.Name);
            table.Property(f => f.Name).HasMaxLength(CheckpointFile.NameLength);
        });
        Consumers(model);
        model.Entity<IdempotencyRecord>(table =>
        {
            table.HasKey(r => new { r.TenantId, r.Key });
            table.Property(r => r.Key).HasMaxLength(300);
            table.Property(r => r.Request).HasMaxLength(100);
            table.Property(r => r.Fingerprint).HasMaxLength(64);
            table.HasIndex(r => new { r.TenantId, r.At });
        });
        model.Entity<ProtectionKey>(table =>
        {
            table.HasKey(k => k.Name);
            table.Property(k => k.Name).HasMaxLength(200);
        });
        model.Entity<SearchWord>(table =>
        {
            table.HasKey(w => new { w.TenantId, w.Kind, w.RecordId, w.Field, w.Word });
            table.Property(w => w.Kind).HasMaxLength(20);
            table.Property(w => w.RecordId).ValueGeneratedNever();
            table.Property(w => w.Field).HasMaxLength(40);
            table.Property(w => w.Word).HasMaxLength(SearchWords.WordLength);
            table.HasIndex(w => new { w.TenantId, w.Kind, w.Word, w.RecordId, w.Field });
        });
        model.Entity<SchemaScripts>(table =>
        {
            table.HasKey(s => s.Name);
            table.Property(s => s.Name).HasMaxLength(60);
            table.Property(s => s.Hash).HasMaxLength(64);
        });
    }

    private static void Consumers(ModelBuilder model)
    {
        model.Entity<ConsumerPosition>(table =>
        {
            table.HasKey(c => c.Name);
            table.Property(c => c.Name).HasMaxLength(60);
        });
        model.Entity<EventEffect>(table =>
        {
            table.HasKey(e => new { e.TenantId, e.Consumer, e.EventId });
            table.Property(e => e.Consumer).HasMaxLength(60);
        });
        model.Entity<DeadLetter>(table =>
        {
            table.HasKey(d => new { d.TenantId, d.Consumer, d.EventId });
            table.Property(d => d.Consumer).HasMaxLength(60);
            table.Property(d => d.Error).HasMaxLength(Text.NoteLength);
        });
        model.Entity<ParkedEvent>(table =>
        {
            table.HasKey(p => new { p.TenantId, p.Consumer, p.EventId });
            table.Property(p => p.Consumer).HasMaxLength(60);
            table.Property(p => p.SubjectKind).HasMaxLength(40);
            table.Property(p => p.Error).HasMaxLength(Text.NoteLength);
            table.HasIndex(p => new { p.Consumer, p.TenantId, p.SubjectKind, p.SubjectId });
            table.HasIndex(p => new { p.Consumer, p.Due });
        });
    }
}

using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmLive.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "crm_ids",
                startValue: 1001L,
                incrementBy: 100);

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<long>(type: "bigint", nullable: true),
                    actor_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    action = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    permission = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: true),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    causation_id = table.Column<long>(type: "bigint", nullable: true),
                    trace_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    changes = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_seals",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seals", x => new { x.tenant_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "checkpoint_files",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkpoint_files", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "consumer_positions",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    commit_mark = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consumer_positions", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "dead_letters",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    consumer = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dead_letters", x => new { x.tenant_id, x.consumer, x.event_id });
                });

            migrationBuilder.CreateTable(
                name: "dead_work",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    token = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lane = table.Column<short>(type: "smallint", nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false),
                    order_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    failure = table.Column<short>(type: "smallint", nullable: false),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    put_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dead_work", x => new { x.tenant_id, x.id, x.token });
                });

            migrationBuilder.CreateTable(
                name: "event_effects",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    consumer = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_effects", x => new { x.tenant_id, x.consumer, x.event_id });
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_version = table.Column<long>(type: "bigint", nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false),
                    actor_id = table.Column<long>(type: "bigint", nullable: true),
                    actor_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    origin = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    node = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    causation_id = table.Column<long>(type: "bigint", nullable: true),
                    correlation_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    depth = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "idempotency_records",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    request = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    response = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_records", x => new { x.tenant_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    map = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rows_read = table.Column<int>(type: "integer", nullable: false),
                    created = table.Column<int>(type: "integer", nullable: false),
                    updated = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    faults = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    input = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    machine = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    order_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    started_by_id = table.Column<long>(type: "bigint", nullable: true),
                    started_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    run = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    worked_ms = table.Column<long>(type: "bigint", nullable: false),
                    is_cancel_asked = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    result = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => new { x.tenant_id, x.id });
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "parked_events",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    consumer = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    commit_mark = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_events", x => new { x.tenant_id, x.consumer, x.event_id });
                });

            migrationBuilder.CreateTable(
                name: "pipelines",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    folded_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false, collation: "C"),
                    position = table.Column<int>(type: "integer", nullable: false),
                    table_number = table.Column<int>(type: "integer", nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pipelines", x => new { x.tenant_id, x.id });
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    series = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    list_price = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false, collation: "C"),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    series_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name_key = table.Column<string>(type: "character varying(404)", maxLength: 404, nullable: false, collation: "C"),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => new { x.tenant_id, x.id });
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "protection_keys",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    xml = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_protection_keys", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    label = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    description = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    hidden_fields = table.Column<List<string>>(type: "text[]", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => new { x.tenant_id, x.id });
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "schema_scripts",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schema_scripts", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "search_words",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    record_id = table.Column<long>(type: "bigint", nullable: false),
                    field = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    word = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_words", x => new { x.tenant_id, x.kind, x.record_id, x.field, x.word });
                });

            migrationBuilder.CreateTable(
                name: "source_records",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: false),
                    source_system = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    source_kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    source_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    record_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    record_id = table.Column<long>(type: "bigint", nullable: false),
                    checksum = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    written = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_records", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    folded_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    region = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams", x => new { x.tenant_id, x.id });
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "tenants",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    slug = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    directory_tenant = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "character varying(404)", maxLength: 404, nullable: false, collation: "C"),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false, collation: "C"),
                    is_evaluation = table.Column<bool>(type: "boolean", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    directory_tenant = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    directory_user = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    theme = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false, collation: "C"),
                    density = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    time_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    number_format = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    date_format = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    first_day = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => new { x.tenant_id, x.id });
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "work_items",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lane = table.Column<short>(type: "smallint", nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false),
                    order_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    waits = table.Column<bool>(type: "boolean", nullable: false),
                    due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    owner = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    token = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    again_due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure = table.Column<short>(type: "smallint", nullable: true),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    causation_id = table.Column<long>(type: "bigint", nullable: true),
                    correlation_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    depth = table.Column<int>(type: "integer", nullable: false),
                    put_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_items", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "work_pauses",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_pauses", x => new { x.tenant_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "work_puts",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lane = table.Column<short>(type: "smallint", nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false),
                    order_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delay_ms = table.Column<long>(type: "bigint", nullable: false),
                    causation_id = table.Column<long>(type: "bigint", nullable: true),
                    correlation_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    depth = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_puts", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "work_runs",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    token = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    put_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_runs", x => new { x.tenant_id, x.id, x.token });
                });

            migrationBuilder.CreateTable(
                name: "work_streams",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    lane = table.Column<short>(type: "smallint", nullable: false),
                    priority = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_streams", x => new { x.tenant_id, x.lane, x.priority, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "import_faults",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    file = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    line = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_faults", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_import_faults_imports_tenant_id_import_id",
                        columns: x => new { x.tenant_id, x.import_id },
                        principalTable: "imports",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stages",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    pipeline_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    probability = table.Column<decimal>(type: "numeric(5,4)", precision: 5, scale: 4, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    required = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    table_number = table.Column<int>(type: "integer", nullable: false),
                    moves_to_id = table.Column<long>(type: "bigint", nullable: true),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stages", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_stages_pipelines_tenant_id_pipeline_id",
                        columns: x => new { x.tenant_id, x.pipeline_id },
                        principalTable: "pipelines",
                        principalColumns: new[] { "tenant_id", "id" });
                    table.ForeignKey(
                        name: "fk_stages_stages_tenant_id_moves_to_id",
                        columns: x => new { x.tenant_id, x.moves_to_id },
                        principalTable: "stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "role_grants",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    role_id = table.Column<long>(type: "bigint", nullable: false),
                    entity_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    action = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    reach = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_grants", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_role_grants_roles_tenant_id_role_id",
                        columns: x => new { x.tenant_id, x.role_id },
                        principalTable: "roles",
                        principalColumns: new[] { "tenant_id", "id" });
                });

            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    website = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    industry = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    country = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    employees = table.Column<int>(type: "integer", nullable: true),
                    founded_year = table.Column<int>(type: "integer", nullable: true),
                    annual_revenue = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    revenue_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true, collation: "C"),
                    parent_id = table.Column<long>(type: "bigint", nullable: true),
                    country_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    industry_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    phone_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    website_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name_key = table.Column<string>(type: "character varying(404)", maxLength: 404, nullable: false, collation: "C"),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owner_id = table.Column<long>(type: "bigint", nullable: true),
                    team_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_accounts_accounts_tenant_id_parent_id",
                        columns: x => new { x.tenant_id, x.parent_id },
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_accounts_teams_tenant_id_team_id",
                        columns: x => new { x.tenant_id, x.team_id },
                        principalTable: "teams",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_accounts_users_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    label = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    hint = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    scopes = table.Column<List<string>>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    method = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_api_keys_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "leads",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    company = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true, collation: "C"),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    website = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    industry = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    country = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    employees = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    source = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    expected_value = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true, collation: "C"),
                    notes = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true, collation: "C"),
                    company_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    country_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    email_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    industry_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    phone_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    title_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    website_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name_key = table.Column<string>(type: "character varying(404)", maxLength: 404, nullable: false, collation: "C"),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owner_id = table.Column<long>(type: "bigint", nullable: true),
                    team_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leads", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_leads_teams_tenant_id_team_id",
                        columns: x => new { x.tenant_id, x.team_id },
                        principalTable: "teams",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_leads_users_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    subject_id = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_notifications_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "probability_tables",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    pipeline_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    deals_follow = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_probability_tables", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_probability_tables_pipelines_tenant_id_pipeline_id",
                        columns: x => new { x.tenant_id, x.pipeline_id },
                        principalTable: "pipelines",
                        principalColumns: new[] { "tenant_id", "id" });
                    table.ForeignKey(
                        name: "fk_probability_tables_users_tenant_id_by_id",
                        columns: x => new { x.tenant_id, x.by_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    owner_id = table.Column<long>(type: "bigint", nullable: false),
                    team_id = table.Column<long>(type: "bigint", nullable: true),
                    default_for = table.Column<List<long>>(type: "bigint[]", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_saved_views_teams_tenant_id_team_id",
                        columns: x => new { x.tenant_id, x.team_id },
                        principalTable: "teams",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_saved_views_users_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    method = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_sessions_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "team_members",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    team_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    leads = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_members", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_team_members_teams_tenant_id_team_id",
                        columns: x => new { x.tenant_id, x.team_id },
                        principalTable: "teams",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_team_members_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_roles",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    role_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_roles", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_user_roles_roles_tenant_id_role_id",
                        columns: x => new { x.tenant_id, x.role_id },
                        principalTable: "roles",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_user_roles_users_tenant_id_user_id",
                        columns: x => new { x.tenant_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stage_rules",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    pipeline_id = table.Column<long>(type: "bigint", nullable: false),
                    stage_id = table.Column<long>(type: "bigint", nullable: true),
                    check = table.Column<int>(type: "integer", nullable: false),
                    strength = table.Column<int>(type: "integer", nullable: false),
                    limit = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    message = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stage_rules", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_stage_rules_pipelines_tenant_id_pipeline_id",
                        columns: x => new { x.tenant_id, x.pipeline_id },
                        principalTable: "pipelines",
                        principalColumns: new[] { "tenant_id", "id" });
                    table.ForeignKey(
                        name: "fk_stage_rules_stages_tenant_id_stage_id",
                        columns: x => new { x.tenant_id, x.stage_id },
                        principalTable: "stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    first_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    last_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true, collation: "C"),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    email_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    first_name_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    last_name_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    phone_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    title_folded = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name_key = table.Column<string>(type: "character varying(404)", maxLength: 404, nullable: false, collation: "C"),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owner_id = table.Column<long>(type: "bigint", nullable: true),
                    team_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_contacts_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_contacts_teams_tenant_id_team_id",
                        columns: x => new { x.tenant_id, x.team_id },
                        principalTable: "teams",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_contacts_users_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "probability_shares",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    table_id = table.Column<long>(type: "bigint", nullable: false),
                    stage_id = table.Column<long>(type: "bigint", nullable: false),
                    probability = table.Column<decimal>(type: "numeric(5,4)", precision: 5, scale: 4, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_probability_shares", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_probability_shares_probability_tables_tenant_id_table_id",
                        columns: x => new { x.tenant_id, x.table_id },
                        principalTable: "probability_tables",
                        principalColumns: new[] { "tenant_id", "id" });
                    table.ForeignKey(
                        name: "fk_probability_shares_stages_tenant_id_stage_id",
                        columns: x => new { x.tenant_id, x.stage_id },
                        principalTable: "stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deals",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "character varying(404)", maxLength: 404, nullable: false, collation: "C"),
                    amount = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false, collation: "C"),
                    pipeline_id = table.Column<long>(type: "bigint", nullable: false),
                    stage_id = table.Column<long>(type: "bigint", nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    probability = table.Column<decimal>(type: "numeric(5,4)", precision: 5, scale: 4, nullable: false),
                    table_number = table.Column<int>(type: "integer", nullable: false),
                    stage_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rank = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    contact_id = table.Column<long>(type: "bigint", nullable: true),
                    product_id = table.Column<long>(type: "bigint", nullable: true),
                    owner_id = table.Column<long>(type: "bigint", nullable: true),
                    team_id = table.Column<long>(type: "bigint", nullable: true),
                    expected_close = table.Column<DateOnly>(type: "date", nullable: true),
                    close_moves = table.Column<int>(type: "integer", nullable: false),
                    next_step = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    lost_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    amount_follows_lines = table.Column<bool>(type: "boolean", nullable: false),
                    override_share = table.Column<decimal>(type: "numeric(5,4)", precision: 5, scale: 4, nullable: true),
                    override_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    override_by_id = table.Column<long>(type: "bigint", nullable: true),
                    override_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deals", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_deals_accounts_tenant_id_account_id",
                        columns: x => new { x.tenant_id, x.account_id },
                        principalTable: "accounts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_contacts_tenant_id_contact_id",
                        columns: x => new { x.tenant_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_pipelines_tenant_id_pipeline_id",
                        columns: x => new { x.tenant_id, x.pipeline_id },
                        principalTable: "pipelines",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_products_tenant_id_product_id",
                        columns: x => new { x.tenant_id, x.product_id },
                        principalTable: "products",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_stages_tenant_id_stage_id",
                        columns: x => new { x.tenant_id, x.stage_id },
                        principalTable: "stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_teams_tenant_id_team_id",
                        columns: x => new { x.tenant_id, x.team_id },
                        principalTable: "teams",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_users_tenant_id_override_by_id",
                        columns: x => new { x.tenant_id, x.override_by_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_users_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "deal_contacts",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    deal_id = table.Column<long>(type: "bigint", nullable: false),
                    contact_id = table.Column<long>(type: "bigint", nullable: false),
                    role = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deal_contacts", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_deal_contacts_contacts_tenant_id_contact_id",
                        columns: x => new { x.tenant_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deal_contacts_deals_tenant_id_deal_id",
                        columns: x => new { x.tenant_id, x.deal_id },
                        principalTable: "deals",
                        principalColumns: new[] { "tenant_id", "id" });
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "deal_lines",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    deal_id = table.Column<long>(type: "bigint", nullable: false),
                    product_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: false),
                    discount = table.Column<decimal>(type: "numeric(5,4)", precision: 5, scale: 4, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deal_lines", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_deal_lines_deals_tenant_id_deal_id",
                        columns: x => new { x.tenant_id, x.deal_id },
                        principalTable: "deals",
                        principalColumns: new[] { "tenant_id", "id" });
                    table.ForeignKey(
                        name: "fk_deal_lines_products_tenant_id_product_id",
                        columns: x => new { x.tenant_id, x.product_id },
                        principalTable: "products",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "move_approvals",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    deal_id = table.Column<long>(type: "bigint", nullable: false),
                    from_stage_id = table.Column<long>(type: "bigint", nullable: false),
                    to_stage_id = table.Column<long>(type: "bigint", nullable: false),
                    stage_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    codes = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    breaches = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                    asked_by_id = table.Column<long>(type: "bigint", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    decided_by_id = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_move_approvals", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_move_approvals_deals_tenant_id_deal_id",
                        columns: x => new { x.tenant_id, x.deal_id },
                        principalTable: "deals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_move_approvals_stages_tenant_id_from_stage_id",
                        columns: x => new { x.tenant_id, x.from_stage_id },
                        principalTable: "stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_move_approvals_stages_tenant_id_to_stage_id",
                        columns: x => new { x.tenant_id, x.to_stage_id },
                        principalTable: "stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_move_approvals_users_tenant_id_asked_by_id",
                        columns: x => new { x.tenant_id, x.asked_by_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_move_approvals_users_tenant_id_decided_by_id",
                        columns: x => new { x.tenant_id, x.decided_by_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "versioned");

            migrationBuilder.CreateTable(
                name: "stage_changes",
                columns: table => new
                {
                    tenant_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    deal_id = table.Column<long>(type: "bigint", nullable: false),
                    pipeline_id = table.Column<long>(type: "bigint", nullable: false),
                    from_stage_id = table.Column<long>(type: "bigint", nullable: true),
                    from_outcome = table.Column<int>(type: "integer", nullable: true),
                    to_stage_id = table.Column<long>(type: "bigint", nullable: false),
                    to_outcome = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: false),
                    actor_id = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seconds_in_stage = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    takes_back_id = table.Column<long>(type: "bigint", nullable: true),
                    approved_by_id = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stage_changes", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_stage_changes_deals_tenant_id_deal_id",
                        columns: x => new { x.tenant_id, x.deal_id },
                        principalTable: "deals",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stage_changes_stage_changes_tenant_id_takes_back_id",
                        columns: x => new { x.tenant_id, x.takes_back_id },
                        principalTable: "stage_changes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stage_changes_stages_tenant_id_from_stage_id",
                        columns: x => new { x.tenant_id, x.from_stage_id },
                        principalTable: "stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stage_changes_stages_tenant_id_to_stage_id",
                        columns: x => new { x.tenant_id, x.to_stage_id },
                        principalTable: "stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stage_changes_users_tenant_id_approved_by_id",
                        columns: x => new { x.tenant_id, x.approved_by_id },
                        principalTable: "users",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_tenant_id_name_key_id",
                table: "accounts",
                columns: new[] { "tenant_id", "name_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_tenant_id_owner_id",
                table: "accounts",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_tenant_id_parent_id",
                table: "accounts",
                columns: new[] { "tenant_id", "parent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_tenant_id_team_id",
                table: "accounts",
                columns: new[] { "tenant_id", "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_tenant_id_hash",
                table: "api_keys",
                columns: new[] { "tenant_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_tenant_id_user_id",
                table: "api_keys",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_tenant_id_at",
                table: "audit_entries",
                columns: new[] { "tenant_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_tenant_id_subject_kind_subject_id",
                table: "audit_entries",
                columns: new[] { "tenant_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_seals_tenant_id_entry_id",
                table: "audit_seals",
                columns: new[] { "tenant_id", "entry_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_contacts_tenant_id_account_id",
                table: "contacts",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_tenant_id_email",
                table: "contacts",
                columns: new[] { "tenant_id", "email" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_tenant_id_name_key_id",
                table: "contacts",
                columns: new[] { "tenant_id", "name_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_tenant_id_owner_id",
                table: "contacts",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_tenant_id_team_id",
                table: "contacts",
                columns: new[] { "tenant_id", "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_dead_work_tenant_id_kind_at",
                table: "dead_work",
                columns: new[] { "tenant_id", "kind", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_deal_contacts_tenant_id_contact_id",
                table: "deal_contacts",
                columns: new[] { "tenant_id", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deal_contacts_tenant_id_deal_id_contact_id",
                table: "deal_contacts",
                columns: new[] { "tenant_id", "deal_id", "contact_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deal_lines_tenant_id_deal_id",
                table: "deal_lines",
                columns: new[] { "tenant_id", "deal_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deal_lines_tenant_id_product_id_deal_id",
                table: "deal_lines",
                columns: new[] { "tenant_id", "product_id", "deal_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_account_id",
                table: "deals",
                columns: new[] { "tenant_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_contact_id",
                table: "deals",
                columns: new[] { "tenant_id", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_created_at_id",
                table: "deals",
                columns: new[] { "tenant_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_override_by_id",
                table: "deals",
                columns: new[] { "tenant_id", "override_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_owner_id",
                table: "deals",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_pipeline_id_closed_at",
                table: "deals",
                columns: new[] { "tenant_id", "pipeline_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_pipeline_id_outcome_stage_id",
                table: "deals",
                columns: new[] { "tenant_id", "pipeline_id", "outcome", "stage_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_product_id",
                table: "deals",
                columns: new[] { "tenant_id", "product_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_stage_id_rank",
                table: "deals",
                columns: new[] { "tenant_id", "stage_id", "rank" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_tenant_id_team_id",
                table: "deals",
                columns: new[] { "tenant_id", "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_tenant_id_subject_kind_subject_id_id",
                table: "events",
                columns: new[] { "tenant_id", "subject_kind", "subject_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_records_tenant_id_at",
                table: "idempotency_records",
                columns: new[] { "tenant_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_import_faults_tenant_id_import_id",
                table: "import_faults",
                columns: new[] { "tenant_id", "import_id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_tenant_id_created_at",
                table: "jobs",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_tenant_id_name_key_id",
                table: "leads",
                columns: new[] { "tenant_id", "name_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_tenant_id_owner_id",
                table: "leads",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_tenant_id_status",
                table: "leads",
                columns: new[] { "tenant_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_tenant_id_team_id",
                table: "leads",
                columns: new[] { "tenant_id", "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_move_approvals_tenant_id_asked_by_id",
                table: "move_approvals",
                columns: new[] { "tenant_id", "asked_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_move_approvals_tenant_id_deal_id_state",
                table: "move_approvals",
                columns: new[] { "tenant_id", "deal_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_move_approvals_tenant_id_decided_by_id",
                table: "move_approvals",
                columns: new[] { "tenant_id", "decided_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_move_approvals_tenant_id_from_stage_id",
                table: "move_approvals",
                columns: new[] { "tenant_id", "from_stage_id" });

            migrationBuilder.CreateIndex(
                name: "ix_move_approvals_tenant_id_to_stage_id",
                table: "move_approvals",
                columns: new[] { "tenant_id", "to_stage_id" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_tenant_id_subject_kind_subject_id",
                table: "notifications",
                columns: new[] { "tenant_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_tenant_id_user_id_id",
                table: "notifications",
                columns: new[] { "tenant_id", "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_parked_events_consumer_due",
                table: "parked_events",
                columns: new[] { "consumer", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_parked_events_consumer_tenant_id_subject_kind_subject_id",
                table: "parked_events",
                columns: new[] { "consumer", "tenant_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_pipelines_tenant_id_folded_name",
                table: "pipelines",
                columns: new[] { "tenant_id", "folded_name" },
                unique: true,
                filter: "deleted_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_probability_shares_tenant_id_stage_id",
                table: "probability_shares",
                columns: new[] { "tenant_id", "stage_id" });

            migrationBuilder.CreateIndex(
                name: "ix_probability_shares_tenant_id_table_id",
                table: "probability_shares",
                columns: new[] { "tenant_id", "table_id" });

            migrationBuilder.CreateIndex(
                name: "ix_probability_tables_tenant_id_by_id",
                table: "probability_tables",
                columns: new[] { "tenant_id", "by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_probability_tables_tenant_id_pipeline_id_number",
                table: "probability_tables",
                columns: new[] { "tenant_id", "pipeline_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_products_tenant_id_name_key_id",
                table: "products",
                columns: new[] { "tenant_id", "name_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_role_grants_tenant_id_role_id_entity_name_action",
                table: "role_grants",
                columns: new[] { "tenant_id", "role_id", "entity_name", "action" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_roles_tenant_id_key",
                table: "roles",
                columns: new[] { "tenant_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_tenant_id_owner_id",
                table: "saved_views",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_tenant_id_place_owner_id",
                table: "saved_views",
                columns: new[] { "tenant_id", "place", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_tenant_id_team_id",
                table: "saved_views",
                columns: new[] { "tenant_id", "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_search_words_tenant_id_kind_word_record_id_field",
                table: "search_words",
                columns: new[] { "tenant_id", "kind", "word", "record_id", "field" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_tenant_id_user_id",
                table: "sessions",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_source_records_tenant_id_record_kind_record_id",
                table: "source_records",
                columns: new[] { "tenant_id", "record_kind", "record_id" });

            migrationBuilder.CreateIndex(
                name: "ix_source_records_tenant_id_source_system_source_kind_source_i~",
                table: "source_records",
                columns: new[] { "tenant_id", "source_system", "source_kind", "source_id", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stage_changes_tenant_id_approved_by_id",
                table: "stage_changes",
                columns: new[] { "tenant_id", "approved_by_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_changes_tenant_id_deal_id_at",
                table: "stage_changes",
                columns: new[] { "tenant_id", "deal_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_changes_tenant_id_from_stage_id",
                table: "stage_changes",
                columns: new[] { "tenant_id", "from_stage_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_changes_tenant_id_pipeline_id_at",
                table: "stage_changes",
                columns: new[] { "tenant_id", "pipeline_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_changes_tenant_id_takes_back_id",
                table: "stage_changes",
                columns: new[] { "tenant_id", "takes_back_id" },
                filter: "takes_back_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_stage_changes_tenant_id_to_stage_id",
                table: "stage_changes",
                columns: new[] { "tenant_id", "to_stage_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_rules_tenant_id_pipeline_id",
                table: "stage_rules",
                columns: new[] { "tenant_id", "pipeline_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_rules_tenant_id_stage_id",
                table: "stage_rules",
                columns: new[] { "tenant_id", "stage_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stages_tenant_id_moves_to_id",
                table: "stages",
                columns: new[] { "tenant_id", "moves_to_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stages_tenant_id_pipeline_id",
                table: "stages",
                columns: new[] { "tenant_id", "pipeline_id" });

            migrationBuilder.CreateIndex(
                name: "ix_team_members_tenant_id_team_id",
                table: "team_members",
                columns: new[] { "tenant_id", "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_team_members_tenant_id_user_id_team_id",
                table: "team_members",
                columns: new[] { "tenant_id", "user_id", "team_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_teams_tenant_id_folded_name",
                table: "teams",
                columns: new[] { "tenant_id", "folded_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tenants_directory_tenant",
                table: "tenants",
                column: "directory_tenant");

            migrationBuilder.CreateIndex(
                name: "ix_tenants_slug",
                table: "tenants",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_user_roles_tenant_id_role_id",
                table: "user_roles",
                columns: new[] { "tenant_id", "role_id" });

            migrationBuilder.CreateIndex(
                name: "ix_user_roles_tenant_id_user_id_role_id",
                table: "user_roles",
                columns: new[] { "tenant_id", "user_id", "role_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_directory_tenant_directory_user",
                table: "users",
                columns: new[] { "directory_tenant", "directory_user" });

            migrationBuilder.CreateIndex(
                name: "ix_users_tenant_id_email",
                table: "users",
                columns: new[] { "tenant_id", "email" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_items_tenant_id_kind_key",
                table: "work_items",
                columns: new[] { "tenant_id", "kind", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_items_tenant_id_kind_lane_priority_waits_due",
                table: "work_items",
                columns: new[] { "tenant_id", "kind", "lane", "priority", "waits", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_tenant_id_order_key_seq",
                table: "work_items",
                columns: new[] { "tenant_id", "order_key", "seq" },
                filter: "order_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_runs_tenant_id_at",
                table: "work_runs",
                columns: new[] { "tenant_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "audit_seals");

            migrationBuilder.DropTable(
                name: "checkpoint_files");

            migrationBuilder.DropTable(
                name: "consumer_positions");

            migrationBuilder.DropTable(
                name: "dead_letters");

            migrationBuilder.DropTable(
                name: "dead_work");

            migrationBuilder.DropTable(
                name: "deal_contacts");

            migrationBuilder.DropTable(
                name: "deal_lines");

            migrationBuilder.DropTable(
                name: "event_effects");

            migrationBuilder.DropTable(
                name: "events");

            migrationBuilder.DropTable(
                name: "idempotency_records");

            migrationBuilder.DropTable(
                name: "import_faults");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "leads");

            migrationBuilder.DropTable(
                name: "move_approvals");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "parked_events");

            migrationBuilder.DropTable(
                name: "probability_shares");

            migrationBuilder.DropTable(
                name: "protection_keys");

            migrationBuilder.DropTable(
                name: "role_grants");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "schema_scripts");

            migrationBuilder.DropTable(
                name: "search_words");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "source_records");

            migrationBuilder.DropTable(
                name: "stage_changes");

            migrationBuilder.DropTable(
                name: "stage_rules");

            migrationBuilder.DropTable(
                name: "team_members");

            migrationBuilder.DropTable(
                name: "tenants");

            migrationBuilder.DropTable(
                name: "user_roles");

            migrationBuilder.DropTable(
                name: "work_items");

            migrationBuilder.DropTable(
                name: "work_pauses");

            migrationBuilder.DropTable(
                name: "work_puts");

            migrationBuilder.DropTable(
                name: "work_runs");

            migrationBuilder.DropTable(
                name: "work_streams");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "probability_tables");

            migrationBuilder.DropTable(
                name: "deals");

            migrationBuilder.DropTable(
                name: "roles");

            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropTable(
                name: "stages");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "pipelines");

            migrationBuilder.DropTable(
                name: "teams");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropSequence(
                name: "crm_ids");
        }
    }
}

using CrmLive.Data.PostgreSql;
using CrmLive.Data.SqlServer;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CrmLive.Data;

/// <summary>What equality and order of text mean is the product's and not the server's; and the indexes serve it behind row security.</summary>
public sealed class CollationTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const int Many = 5_000;

    public async ValueTask InitializeAsync()
    {
        if (await database.Ask<long>("select count(*) from accounts") > 0)
        {
            return;
        }

        await database.Run($"""
            insert into accounts (tenant_id, id, version, changed_at, name, name_key)
            select {TestTenant.Acme.Id}, 900000 + n, 1, now(), 'Bulk ' || n, 'bulk ' || n || e'\x01Bulk ' || n from generate_series(1, {Many}) n;
            insert into search_words (tenant_id, kind, record_id, field, word)
            select {TestTenant.Acme.Id}, 'account', 900000 + n, 'name', word from generate_series(1, {Many}) n, unnest(array['bulk', n::text, md5(n::text)]) word;
            """);
        await database.Run("analyze accounts");
        await database.Run("analyze search_words");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Every_column_of_text_says_how_it_is_compared()
    {
        using var postgres = new PostgreSqlDesign().CreateDbContext([]);
        using var sqlServer = new SqlServerDesign().CreateDbContext([]);
        foreach (var (db, collation) in new (CrmDb, string)[] { (postgres, "C"), (sqlServer, "Latin1_General_100_BIN2") })
        {
            var texts = db.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(type => type.GetProperties())
                .Where(property => !property.IsPrimitiveCollection && property.GetRelationalTypeMapping().StoreTypeNameBase is "text" or "character varying" or "nvarchar").ToList();
            texts.Count.ShouldBeGreaterThan(100);
            texts.ShouldAllBe(property => property.GetCollation() == collation);
        }
    }

    [Fact]
    public async Task No_column_of_a_table_or_of_its_past_has_the_order_of_the_server() =>
        (await database.Ask<string>("""
            select coalesce(string_agg(c.relname || '.' || a.attname, ', '), '')
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_collation k on k.oid = a.attcollation
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and k.collname <> 'C'
              and c.relname not in ('schema_migrations')
              and format_type(a.atttypid, null) in ('text', 'character varying')
            """)).ShouldBe("");

    [Theory]
    [InlineData("zqxj%_")]
    [InlineData("1234")]
    [InlineData("bu 99")]
    public async Task A_search_begins_in_the_index_of_words(string typed)
    {
        await using var db = database.In(TestTenant.Acme);
        var accounts = db.Accounts.AsNoTracking().Found(Search.Of(typed), (some, term) => some.Among(db.Saying(RecordKind.Account, term)));

        var plan = await Plan(accounts.OrderBy(account => account.NameKey).ThenBy(account => account.Id).Take(51));

        plan.ShouldContain("ix_search_words_tenant_id_kind_word_record_id_field");
        plan.ShouldContain("word >= ");
        plan.ShouldNotContain("Seq Scan on search_words");
    }

    [Fact]
    public async Task A_page_far_down_begins_in_the_index_of_names()
    {
        await using var db = database.In(TestTenant.Acme);

        var plan = await Plan(db.Accounts.AsNoTracking().Seek(account => account.NameKey, descending: false, new Cursor<string>(NameFold.Key("Bulk 4000"), 1)).Take(51));

        plan.ShouldContain("ix_accounts_tenant_id_name_key_id");
        plan.Split('\n').ShouldContain(line => line.Contains("Index Cond", StringComparison.Ordinal) && line.Contains("name_key", StringComparison.Ordinal), plan);
        plan.ShouldNotContain("Sort");
    }

    [Fact]
    public async Task A_letter_begins_in_the_index_of_names()
    {
        await using var db = database.In(TestTenant.Acme);

        (await Plan(db.Accounts.AsNoTracking().Found(Search.Of("q"), (some, term) => some.Among(db.Saying(RecordKind.Account, term))).OrderBy(account => account.NameKey).Take(51)))
            .ShouldContain("ix_accounts_tenant_id_name_key_id");
    }

    private static string Literal(string value) => value[0] switch
    {
        '\'' => value[..(value.LastIndexOf('\'') + 1)],
        '{' => "'{}'::bigint[]",
        _ => "null",
    };

    // The statement as it is sent, with its values in place of its parameters, under the role that the program works in.
    private async Task<string> Plan(IQueryable query)
    {
        var lines = query.ToQueryString().Split('\n');
        var sql = string.Join('\n', lines.Where(line => !line.StartsWith("-- ", StringComparison.Ordinal)));
        var values = lines.Where(line => line.StartsWith("-- @", StringComparison.Ordinal)).Select(line => line[3..].Split('=', 2)).OrderByDescending(parts => parts[0].Length);
        foreach (var value in values)
        {
            sql = sql.Replace(value[0], Literal(value[1]), StringComparison.Ordinal);
        }

        await using var connection = await database.Provider.AppSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var explain = new NpgsqlCommand($"set local crm.tenant = '{TestTenant.Acme.Id}'; explain {sql}", connection, transaction);
        await using var reader = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var plan = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            plan.Add(reader.GetString(0));
        }

        return string.Join('\n', plan);
    }
}

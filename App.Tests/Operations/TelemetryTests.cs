using System.Collections.Concurrent;
using System.Diagnostics;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace CrmLive.Operations;

/// <summary>What the program tells a collector of: requests and statements of both databases, and nobody's name.</summary>
public sealed class TelemetryTests(World world) : IClassFixture<World>
{
    private const string Name = "Ada Lovelace";

    [Fact]
    public async Task A_statement_of_PostgreSQL_is_a_span_without_its_text_and_what_the_server_said()
    {
        await using var program = Program.Start();
        await using var database = NpgsqlDataSource.Create(world.Address);
        using var test = Telemetry.Source.StartActivity("test");
        await using var command = database.CreateCommand($"select '{Name}'");
        await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await using var refused = database.CreateCommand($"select '{Name}'::int");
        await Should.ThrowAsync<PostgresException>(() => refused.ExecuteScalarAsync(TestContext.Current.CancellationToken));

        program.SpansOf(test).ShouldContain(span => span.Source.Name == "Npgsql");
        program.SpansOf(test).Select(Said).ShouldAllBe(said => !said.Contains(Name, StringComparison.Ordinal));
        test!.GetTagItem("db.error.type").ShouldBe("22P02");
    }

    [Fact]
    public async Task A_statement_of_SQL_Server_is_a_span_without_its_text_and_what_the_server_said()
    {
        await using var program = Program.Start();
        using var client = new DiagnosticListener("SqlClientDiagnosticListener");
        await using var connection = new SqlConnection("Data Source=db.example;Initial Catalog=crm");
        await using var command = new SqlCommand($"select * from users where name = '{Name}'", connection);
        using var test = Telemetry.Source.StartActivity("test");
        client.Write("Microsoft.Data.SqlClient.WriteCommandBefore", new { Command = command });
        client.Write("Microsoft.Data.SqlClient.WriteCommandError", new { Command = command, Exception = new InvalidOperationException($"The duplicate key is ({Name}).") });

        var span = program.SpansOf(test).Single(span => span.Source.Name.EndsWith("SqlClient", StringComparison.Ordinal));
        span.Status.ShouldBe(ActivityStatusCode.Error);
        Said(span).ShouldNotContain(Name);
    }

    [Fact]
    public async Task Tags_that_may_name_a_person_are_taken_out_and_others_stay()
    {
        await using var program = Program.Start();
        var span = Telemetry.Source.StartActivity("test")!;
        foreach (var tag in (string[])["url.query", "url.full", "client.address", "user_agent.original", "enduser.id", "db.query.text", "db.query.parameter.@p0", "db.statement"])
        {
            span.SetTag(tag, Name);
        }

        span.SetTag("http.route", "/api/v1/accounts");
        span.Dispose();

        program.SpansOf(span).ShouldHaveSingleItem().TagObjects.ShouldHaveSingleItem().Value.ShouldBe("/api/v1/accounts");
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_collected()
    {
        await using var program = Program.Start(collector: "");

        program.Services.GetService<TracerProvider>().ShouldBeNull();
    }

    private static string Said(Activity span) => string.Join('\n',
        [span.DisplayName, span.StatusDescription ?? "", .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"), .. span.Events.SelectMany(one => one.Tags).Select(tag => $"{tag.Key}={tag.Value}")]);

    /// <summary>The telemetry of the program with a collector that does not answer; what would be sent is kept.</summary>
    private sealed class Program(WebApplication app, Kept kept) : IAsyncDisposable
    {
        public IServiceProvider Services => app.Services;

        // An exporter leaves out what is not recorded.
        public IEnumerable<Activity> SpansOf(Activity? test) => kept.Spans.Where(span => span.TraceId == test!.TraceId && span.Recorded);

        public static Program Start(string collector = "http://127.0.0.1:1")
        {
            var kept = new Kept();
            var builder = WebApplication.CreateBuilder();
            builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
            builder.AddTelemetry();
            if (collector.Length > 0)
            {
                builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(kept));
            }

            var app = builder.Build();
            app.Services.GetService<TracerProvider>();
            return new Program(app, kept);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    // Other tests go on beside this one; what belongs to it has its trace.
    private sealed class Kept : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> Spans { get; } = [];

        public override void OnEnd(Activity data) => Spans.Enqueue(data);
    }
}

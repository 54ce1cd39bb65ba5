using System.Globalization;
using CrmLive.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace CrmLive.Bench;

/// <summary>Fills the pipeline "Renewals" with copies of one deal, made by the database: a list that is long enough to be read far down.</summary>
internal static class ManyDeals
{
    public const int Count = 50_500;

    private static bool isThere;

    public static async Task Fill(BenchHost bench)
    {
        if (isThere)
        {
            return;
        }

        await using var db = bench.Look();
        var stage = await db.Stages.Where(s => s.Outcome == StageKind.Open && db.Pipelines.Any(p => p.Id == s.PipelineId && p.Name == "Renewals")).FirstAsync();
        var account = await db.Accounts.OrderBy(a => a.Id).FirstAsync();
        var deal = await bench.Door.Send(bench.Mia, new AddDeal(stage.Id, new DealFields("Renewal", 1000m, AccountId: account.Id)));
        await bench.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            insert into deals
            select (jsonb_populate_record(deal, jsonb_build_object(
                'id', 900000000 + n, 'name', 'Renewal ' || n, 'name_key', 'renewal ' || n || e'\x01Renewal ' || n, 'amount', 100 + n, 'created_at', deal.created_at - n * interval '1 minute'))).*
            from deals deal, generate_series(1, {Count}) n
            where deal.tenant_id = {bench.Mia.TenantId} and deal.id = {deal};
            """));
        await bench.Execute("analyze deals");
        isThere = true;
    }
}

using CrmLive.Access;
using CrmLive.Live;
using Microsoft.Azure.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmLive.Operations;

public sealed class AzureSignalRTests
{
    private const string Text = "Endpoint=https://crm.service.signalr.net;AccessKey=aGVsbG8=;Version=1.0;";

    [Fact]
    public void Unset_it_changes_nothing()
    {
        var settings = Settings(null);

        AzureSignalR.Check(settings);

        new ServiceCollection().AddLiveService(settings).ShouldBeEmpty();
    }

    [Fact]
    public void Set_it_takes_circuits_and_hub_and_keeps_each_page_with_its_program()
    {
        var settings = Settings(Text);

        AzureSignalR.Check(settings);
        using var services = new ServiceCollection().AddSingleton(settings).AddLogging().AddLive().AddLiveService(settings).BuildServiceProvider();

        var options = services.GetRequiredService<IOptions<ServiceOptions>>().Value;
        (options.ConnectionString, options.ServerStickyMode).ShouldBe((Text, ServerStickyMode.Required));
        services.GetServices<ConnectSource>().Select(source => source.Address).ShouldBe(["https://crm.service.signalr.net", "wss://crm.service.signalr.net"]);
    }

    private static IConfiguration Settings(string? text) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Azure:SignalR:ConnectionString", text)]).Build();
}

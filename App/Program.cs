using CrmLive;
using CrmLive.Cli;
using CrmLive.Operations;

if (CommandLine.IsMeant(args))
{
    return await CommandLine.Run(args, CancellationToken.None);
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});

// Without a launch profile the environment is Production, and assets of packages would be looked for in wwwroot only.
builder.WebHost.UseStaticWebAssets();
if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
{
    builder.WebHost.UseUrls("http://localhost:5080");
}

await using var home = await Home.Open(builder.Configuration, Console.WriteLine, CancellationToken.None);
await using var app = CrmServer.Build(builder, home);
await CrmServer.Prepare(app, CancellationToken.None);
await app.RunAsync();
return 0;

using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CrmLive.Access;

/// <summary>An answer of the identity provider that does not belong to a sign-in as we begin it: without code verifier or nonce nobody comes in.</summary>
public sealed class DirectoryAnswerTests
{
    private const string Correlation = "one";

    private readonly EntraHandlerOptions _options = new()
    {
        CallbackPath = "/signin/callback",
        SignInScheme = "cookie",
        TimeProvider = TimeProvider.System,
        State = new PropertiesDataFormat(new EphemeralDataProtectionProvider().CreateProtector("state")),
    };

    private Exception? _failure;

    [Theory]
    [InlineData("nonce")]
    [InlineData("code_verifier")]
    public async Task A_state_without_its_verifier_or_its_nonce_is_refused(string only)
    {
        (await Answer(new Dictionary<string, string?> { [".xsrf"] = Correlation, [only] = "secret" })).ShouldBeTrue();

        _failure.ShouldBeOfType<DirectoryFailed>().Code.ShouldBe("stale");
    }

    [Fact]
    public async Task A_state_that_we_have_not_written_is_refused()
    {
        (await Answer(items: null)).ShouldBeTrue();

        _failure.ShouldBeOfType<DirectoryFailed>().Code.ShouldBe("stale");
    }

    private async Task<bool> Answer(Dictionary<string, string?>? items)
    {
        _options.Events = new RemoteAuthenticationEvents
        {
            OnRemoteFailure = failed =>
            {
                _failure = failed.Failure;
                failed.HandleResponse();
                return Task.CompletedTask;
            },
        };
        var state = items is null ? "made-up" : _options.State.Protect(new AuthenticationProperties(items) { ExpiresUtc = DateTimeOffset.MaxValue });
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.Request.Path = _options.CallbackPath;
        http.Request.QueryString = QueryString.Create([KeyValuePair.Create("state", (string?)state), KeyValuePair.Create("code", (string?)"stolen")]);
        http.Request.Headers.Cookie = $"{_options.CorrelationCookie.Name}{Correlation}=N";
        var handler = new EntraHandler(new Monitor(_options), NullLoggerFactory.Instance, UrlEncoder.Default, directory: null!, tokens: null!, desk: null!);
        await handler.InitializeAsync(new AuthenticationScheme(EntraHandler.Scheme, null, typeof(EntraHandler)), http);
        return await handler.HandleRequestAsync();
    }

    private sealed class Monitor(EntraHandlerOptions options) : IOptionsMonitor<EntraHandlerOptions>
    {
        public EntraHandlerOptions CurrentValue => options;

        public EntraHandlerOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<EntraHandlerOptions, string?> listener) => null;
    }
}

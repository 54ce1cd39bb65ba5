using System.Security.Claims;
using System.Threading.Channels;
using CrmLive.Access;
using CrmLive.Data;
using CrmLive.Shell;
using CrmLive.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmLive.Live;

public sealed class LiveViewTests : IAsyncDisposable
{
    private readonly CommitFeed _commits = new();
    private readonly AccessNews _access = new();
    private readonly OldPictures _old = new();
    private readonly TimerClock _clock = new();
    private readonly ServiceProvider _services;
    private readonly HtmlRenderer _renderer;
    private readonly Page _page;
    private readonly Toasts _toasts = new();

    public LiveViewTests()
    {
        var feed = new LiveFeed(_commits);
        var desk = new Desk(null!, new Ada(), _toasts, new Conflicts(), null!);
        _page = new Page { Feed = feed, Desk = desk, AccessNews = _access, OldPictures = _old, Clock = _clock };
        _services = new ServiceCollection().AddSingleton(feed).AddSingleton(desk).AddSingleton(_access).AddSingleton(_old).AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IComponentActivator>(new OnePage(_page)).BuildServiceProvider();
        _renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task What_comes_during_a_refresh_is_taken_over_together_by_the_next_one()
    {
        await Open();

        Commit(1);
        var first = await _page.Refreshing();
        Commit(2);
        Commit(3);
        first.End.SetResult();
        var second = await _page.Refreshing();
        second.End.SetResult();

        first.News.ShouldBe([1]);
        second.News.ShouldBe([2, 3]);
        _page.Loads.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_is_left_with_news_at_its_door_stops()
    {
        await Open();
        Commit(1);
        var last = await _page.Refreshing();

        Commit(2);
        await _renderer.DisposeAsync();
        last.End.SetResult();
        await _page.Ended.Soon("the refresh to end");

        Commit(3);
        _page.Refreshes.ShouldBe(1);
    }

    [Fact]
    public async Task A_refresh_that_fails_takes_nothing_away_and_everything_is_read_again_because_the_news_of_it_are_lost()
    {
        await Open();
        var isOld = Old();
        Commit(1);
        (await _page.Refreshing()).End.SetException(new InvalidOperationException("The database is away."));
        await isOld;

        _page.Refusal.ShouldBeNull();
        Commit(2);
        await _page.Loaded(2);

        await Fresh();
        _page.Refreshes.ShouldBe(1);
    }

    [Fact]
    public async Task What_could_not_be_read_again_is_tried_by_itself_each_time_a_little_later()
    {
        await Open();
        var isOld = Old();
        Commit(1);
        (await _page.Refreshing()).End.SetException(new TimeoutException());
        await isOld;

        _page.Break(new TimeoutException());
        await _clock.Asked();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _page.Loaded(2);
        await _clock.Asked();
        _clock.Advance(TimeSpan.FromSeconds(2));
        _page.Loads.ShouldBe(2);
        _page.Go();
        _clock.Advance(TimeSpan.FromSeconds(3));
        await _page.Loaded(3);

        await Fresh();
        _page.Pictures.ShouldBe(["load 1", "load 3"]);
    }

    [Fact]
    public async Task What_is_gone_is_not_shown_any_longer_and_not_asked_for_again()
    {
        await Open();
        Commit(1);
        (await _page.Refreshing()).End.SetException(new NotFound("Acme renewal"));
        await _page.HasRefused();

        _old.Any.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromHours(1));
        _page.Loads.ShouldBe(1);
        _access.Tell();
        await _page.Loaded(2);
    }

    [Fact]
    public async Task What_could_not_be_loaded_at_all_is_refused_until_a_later_try_brings_it()
    {
        _page.Break(new TimeoutException());
        await Open();
        _page.Refusal!.Status.ShouldBe(503);

        _page.Go();
        await _clock.Asked();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _page.Loaded(2);
        await _page.Idle();

        _page.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_click_while_the_database_is_away_is_refused_in_words_and_the_page_stays()
    {
        await Open();

        await Click(() => throw new Npgsql.NpgsqlException("Failed to connect", new System.Net.Sockets.SocketException()));

        _toasts.Shown.ShouldHaveSingleItem().Text.ShouldStartWith("The database cannot be reached at the moment");
        _page.Refusal.ShouldBeNull();
        await Should.ThrowAsync<InvalidOperationException>(() => Click(() => throw new InvalidOperationException("A defect")));
    }

    [Fact]
    public async Task Who_asks_for_another_try_gets_it_at_once()
    {
        await Open();
        var isOld = Old();
        Commit(1);
        (await _page.Refreshing()).End.SetException(new TimeoutException());
        await isOld;

        _old.Retry();
        await _page.Loaded(2);

        await Fresh();
    }

    [Fact]
    public async Task Other_rights_read_everything_again()
    {
        await Open();

        _access.Tell();
        await _page.Loaded(2);

        _page.Refreshes.ShouldBe(0);
    }

    [Fact]
    public async Task What_comes_while_the_page_loads_is_taken_over_behind_it()
    {
        var loading = _page.Hold();
        var open = Open();
        await _page.Loaded(1);

        Commit(1);
        loading.SetResult();
        var refresh = await _page.Refreshing();

        _page.Pictures.ShouldBe(["load 1"]);
        refresh.End.SetResult();
        await open;
    }

    [Fact]
    public async Task Who_chooses_something_else_while_the_page_loads_sees_what_was_chosen_last()
    {
        var slow = _page.Hold();
        var open = Open();
        await _page.Loaded(1);

        _page.Go();
        await _renderer.Dispatcher.InvokeAsync(_page.Choose);
        slow.SetResult();
        await open;

        _page.Pictures.ShouldBe(["load 2"]);
    }

    [Fact]
    public async Task A_reading_of_ones_own_waits_for_the_refresh_before_it()
    {
        await Open();
        Commit(1);
        var refresh = await _page.Refreshing();

        var mine = _renderer.Dispatcher.InvokeAsync(_page.Again);
        refresh.End.SetResult();
        await mine;

        _page.Pictures.ShouldBe(["load 1", "refresh 1", "load 2"]);
    }

    [Fact]
    public async Task News_that_a_reading_of_ones_own_answers_are_not_read_again()
    {
        await Open();
        Commit(1);
        var refresh = await _page.Refreshing();
        Commit(2);
        Commit(3);

        var mine = _renderer.Dispatcher.InvokeAsync(() => _page.AgainAbout(2));
        refresh.End.SetResult();
        await mine;

        var next = await _page.Refreshing();
        next.News.ShouldBe([3]);
        next.End.SetResult();
    }

    private Task Click(Func<Task> act) => _renderer.Dispatcher.InvokeAsync(() => ((IHandleEvent)_page).HandleEventAsync(new EventCallbackWorkItem(act), null));

    private Task Old() => Happens(() => _old.Any);

    private Task Fresh() => Happens(() => !_old.Any);

    private async Task Happens(Func<bool> isSo)
    {
        var happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (isSo())
            {
                happened.TrySetResult();
            }
        }

        _old.Changed += Look;
        Look();
        await happened.Task.Soon("the strip that says what is old to change");
        _old.Changed -= Look;
    }

    private Task Open() => _renderer.Dispatcher.InvokeAsync(() => _renderer.RenderComponentAsync<Page>()).Soon("the page to open");

    private void Commit(long id) =>
        _commits.Publish([new CommittedChange(1, "opportunity", id, 2, "opportunity.stage_changed.v1", 99, 5)]);

    private sealed class Ada : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(SignedIn.Identity(1, 5, 9, "Ada", "test"))));
    }

    private sealed class OnePage(Page page) : IComponentActivator
    {
        public IComponent CreateInstance(Type componentType) => page;
    }

    private sealed record Round(IReadOnlyList<long> News, TaskCompletionSource End);

    /// <summary>A page whose refreshes wait until the test ends them.</summary>
    private sealed class Page : LiveView
    {
        private readonly Channel<Round> _rounds = Channel.CreateUnbounded<Round>();
        private readonly Channel<int> _loads = Channel.CreateUnbounded<int>();
        private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task _latest = Task.CompletedTask;
        private Task _held = Task.CompletedTask;

        public int Loads { get; private set; }

        /// <summary>What has come to be shown, one after the other.</summary>
        public List<string> Pictures { get; } = [];

        public int Refreshes { get; private set; }

        /// <summary>The latest refresh is over.</summary>
        public Task Ended => _latest;

        protected override IEnumerable<string> Topics => ["opportunity"];

        public Task<Round> Refreshing() => _rounds.Reader.Next("the page to begin a refresh");

        public async Task Loaded(int times)
        {
            while (await _loads.Reader.Next($"load {times} of the page") < times)
            {
            }
        }

        public Task HasRefused() => _refused.Task.Soon("the page to show a refusal");

        /// <summary>Loads from now on wait until the test ends them.</summary>
        public TaskCompletionSource Hold()
        {
            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held = held.Task;
            return held;
        }

        public void Go() => _held = Task.CompletedTask;

        /// <summary>Loads fail from now on.</summary>
        public void Break(Exception failure) => _held = Task.FromException(failure);

        public Refusal? Refusal => Refused;

        /// <summary>What was begun to be read is there.</summary>
        public Task Idle() => InvokeAsync(() => InTurn(() => Task.CompletedTask));

        public Task Choose() => Follow();

        public Task Again() => Reload();

        public Task AgainAbout(long id) => InTurn(() =>
        {
            TakeOut(message => message.Id == id).ShouldHaveSingleItem();
            return Load(Gone);
        });

        protected override async Task Load(CancellationToken ct)
        {
            var load = ++Loads;
            var held = _held;
            _loads.Writer.TryWrite(load);
            await held.WaitAsync(TestPatience.Limit, ct);
            Pictures.Add($"load {load}");
        }

        protected override async Task Refresh(IReadOnlyList<LiveMessage> news, CancellationToken ct)
        {
            Refreshes++;
            var round = new Round([.. news.Select(message => message.Id)], new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _latest = round.End.Task;
            _rounds.Writer.TryWrite(round);
            await round.End.Task.Soon("the test to end this refresh");
            Pictures.Add($"refresh {Refreshes}");
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Refused is not null)
            {
                _refused.TrySetResult();
            }
        }
    }
}

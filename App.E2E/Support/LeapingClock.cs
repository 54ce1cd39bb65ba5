namespace CrmLive.Support;

/// <summary>The time of day, until a test leaps ahead: what is due by then happens at once.</summary>
public sealed class LeapingClock : TimeProvider
{
    private readonly Lock _door = new();
    private readonly HashSet<Timer> _timers = [];
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Leap(TimeSpan by)
    {
        lock (_door)
        {
            _ahead += by;
            _timers.Where(timer => timer.Due <= GetUtcNow()).ToList().ForEach(timer => timer.HappenNow());
        }
    }

    private sealed class Timer : ITimer
    {
        private readonly LeapingClock _clock;
        private readonly ITimer _timer;
        private TimeSpan _period;

        public Timer(LeapingClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _timer = System.CreateTimer(
                _ =>
                {
                    Due = _period > TimeSpan.Zero ? clock.GetUtcNow() + _period : null;
                    callback(state);
                },
                null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._door)
            {
                _clock._timers.Add(this);
                (Due, _period) = (dueTime < TimeSpan.Zero ? null : _clock.GetUtcNow() + dueTime, period);
                return _timer.Change(dueTime, period);
            }
        }

        public void HappenNow() => _timer.Change(TimeSpan.Zero, _period);

        public void Dispose()
        {
            Forget();
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return _timer.DisposeAsync();
        }

        private void Forget()
        {
            lock (_clock._door)
            {
                _clock._timers.Remove(this);
            }
        }
    }
}

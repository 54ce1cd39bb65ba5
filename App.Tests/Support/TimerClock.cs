namespace CrmLive.Support;

/// <summary>A clock that stands still until a test moves it, and with it the timers that were asked of it.</summary>
public sealed class TimerClock : TimeProvider
{
    private readonly Lock _door = new();
    private readonly List<Timer> _timers = [];
    private readonly List<TaskCompletionSource> _waiting = [];
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Somebody waits for a time. Who moves the clock on asks for this first: a timer that is set only afterwards would be due later than the test thinks.
    /// </summary>
    public Task Asked()
    {
        lock (_door)
        {
            if (_timers.Exists(timer => timer.Due is not null))
            {
                return Task.CompletedTask;
            }

            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(asked);
            return asked.Task.Soon("somebody to ask the clock for a timer");
        }
    }

    /// <summary>Moves on; what is due by then happens once.</summary>
    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_door)
        {
            _now += by;
            due = _timers.FindAll(timer => timer.Due <= _now);
            due.ForEach(timer => timer.Due = timer.Period > TimeSpan.Zero ? _now + timer.Period : null);
        }

        due.ForEach(timer => timer.Happen());
    }

    private sealed class Timer(TimerClock clock, Action happen) : ITimer
    {
        public Action Happen => happen;

        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._door)
            {
                clock._timers.Remove(this);
                clock._timers.Add(this);
                (Due, Period) = (dueTime < TimeSpan.Zero ? null : clock._now + dueTime, period);
                if (Due is not null)
                {
                    clock._waiting.ForEach(asked => asked.TrySetResult());
                    clock._waiting.Clear();
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._door)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

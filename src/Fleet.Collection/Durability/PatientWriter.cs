using Fleet.Storage.Outputs;

namespace Fleet.Collection.Durability;

/// <summary>
/// Writes to a part of the store, however long that cannot be written: after a failure one of those who wait tries again
/// now and then, and when it succeeds the others follow. Safe to use from any thread.
/// </summary>
internal sealed class PatientWriter(StorePart part, StoreHealth health, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _trial;
    private int _writers;

    /// <summary>Writes.</summary>
    /// <param name="write">Makes one attempt; is called again after it has failed.</param>
    /// <param name="hurry">Wait no longer: an attempt under way gets only a short grace time.</param>
    /// <returns>Time since the first attempt failed; zero when none did.</returns>
    /// <exception cref="StoreUnavailableException">
    /// Patience is over, waiting would not help, or there is hurry. A write that hangs may still succeed later.
    /// </exception>
    public async Task<TimeSpan> WriteAsync(Func<Task> write, CancellationToken hurry)
    {
        Interlocked.Increment(ref _writers);
        try
        {
            if (await TryAsync(write, hurry).ConfigureAwait(false) is not { } error)
            {
                return TimeSpan.Zero;
            }

            var failed = clock.GetTimestamp();
            await TryAgainAsync(write, error, hurry).ConfigureAwait(false);
            return clock.GetElapsedTime(failed);
        }
        finally
        {
            if (Interlocked.Decrement(ref _writers) == 0)
            {
                health.Recovered(part);
            }
        }
    }

    private async Task TryAgainAsync(Func<Task> write, StoreUnavailableException? error, CancellationToken hurry)
    {
        while (error is not null)
        {
            error = IsTakenBy(out var trial)
                ? await FollowAsync(trial.Task, write, error, hurry).ConfigureAwait(false)
                : await ProbeAsync(trial, write, error, hurry).ConfigureAwait(false);
        }
    }

    private bool IsTakenBy(out TaskCompletionSource trial)
    {
        lock (_lock)
        {
            var isTaken = _trial is not null;
            trial = _trial ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return isTaken;
        }
    }

    /// <summary>Tries until it succeeds, or until there is no sense in it any more; then the others may.</summary>
    private async Task<StoreUnavailableException?> ProbeAsync(
        TaskCompletionSource trial, Func<Task> write, StoreUnavailableException? error, CancellationToken hurry)
    {
        try
        {
            for (var failures = 1; error is not null; failures++)
            {
                Report(error, hurry);
                await Task.Delay(health.NextTry(part, failures), clock, hurry)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                error = await TryAsync(write, hurry).ConfigureAwait(false);
            }

            return null;
        }
        finally
        {
            lock (_lock)
            {
                _trial = null;
            }

            trial.SetResult();
        }
    }

    private async Task<StoreUnavailableException?> FollowAsync(
        Task trial, Func<Task> write, StoreUnavailableException error, CancellationToken hurry)
    {
        Report(error, hurry);
        await trial.WaitAsync(hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await TryAsync(write, hurry).ConfigureAwait(false);
    }

    /// <exception cref="StoreUnavailableException">There is no sense in trying again.</exception>
    private void Report(StoreUnavailableException error, CancellationToken hurry)
    {
        health.Failed(part, error.Message, _writers);
        if (!error.MayPass || hurry.IsCancellationRequested || health.PatienceLeft(part) <= TimeSpan.Zero)
        {
            throw error;
        }
    }

    /// <returns>Why it failed; <see langword="null"/> when it did not.</returns>
    private async Task<StoreUnavailableException?> TryAsync(Func<Task> write, CancellationToken hurry)
    {
        var writing = write();
        try
        {
            if (!await EndsAsync(writing, health.Patience.AnswerWithin, hurry).ConfigureAwait(false)
                && !hurry.IsCancellationRequested)
            {
                health.Failed(part, NoAnswer(), _writers);
                await EndsAsync(writing, health.PatienceLeft(part), hurry).ConfigureAwait(false);
            }

            if (!writing.IsCompleted && !await EndsAsync(writing, health.Patience.Grace, default).ConfigureAwait(false))
            {
                return new StoreUnavailableException(NoAnswer()) { MayPass = false };
            }

            await writing.ConfigureAwait(false);
            health.Recovered(part);
            return null;
        }
        catch (StoreUnavailableException e)
        {
            return e;
        }
    }

    private async Task<bool> EndsAsync(Task writing, TimeSpan within, CancellationToken hurry)
    {
        within = within > TimeSpan.Zero ? within : TimeSpan.Zero;
        await writing.WaitAsync(within, clock, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return writing.IsCompleted;
    }

    private string NoAnswer() =>
        $"{part.FileName()} has not answered for {health.Patience.AnswerWithin.TotalSeconds:0.#} s: check its disk";
}

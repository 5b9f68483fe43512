using System.Diagnostics;
using Fleet.Collection.Durability;
using Fleet.Storage.Outputs;

namespace Fleet.Collection.Tests.Durability;

public sealed class PatientWriterTests
{
    // For what comes at once, or else never.
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);

    private static readonly StorePatience Hurried = new()
    {
        Limit = TimeSpan.FromMinutes(2),
        MinBackoff = TimeSpan.FromMilliseconds(20),
        MaxBackoff = TimeSpan.FromMilliseconds(80),
        AnswerWithin = TimeSpan.FromMilliseconds(200),
        Grace = TimeSpan.FromMilliseconds(200),
    };

    private readonly StoreHealth _health = new(Hurried, TimeProvider.System);
    private int _attempts;
    private volatile Func<Task> _store = () => Task.CompletedTask;
    private PatientWriter _writer;

    public PatientWriterTests() => _writer = new PatientWriter(StorePart.Outputs, _health, TimeProvider.System);

    [Fact]
    public async Task A_store_that_works_is_written_to_once_and_nobody_waits()
    {
        Assert.Equal(TimeSpan.Zero, await WriteAsync());
        Assert.Equal(1, _attempts);
        Assert.Null(_health.Reason);
    }

    [Fact]
    public async Task One_of_those_who_wait_tries_again_and_the_others_follow()
    {
        _store = Full;
        var began = Stopwatch.GetTimestamp();
        var writes = Enumerable.Range(0, 100).Select(_ => WriteAsync()).ToList();
        var allWait = Stopwatch.GetTimestamp();
        await UntilAsync(() => Volatile.Read(ref _attempts) >= 100 + 5);

        // After 20 and 40 ms, and then every 80 ms.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromMilliseconds(250), AtMost);
        Assert.Equal("full. 100 sessions wait to be stored; new ones start when that works again.", _health.Reason);
        var atLeast = Stopwatch.GetElapsedTime(allWait);
        _store = () => Task.CompletedTask;
        var waits = await Task.WhenAll(writes).WaitAsync(AtMost, TestContext.Current.CancellationToken);
        Assert.All(waits, wait => Assert.InRange(wait, atLeast, Stopwatch.GetElapsedTime(began)));
        Assert.Null(_health.Reason);
    }

    [Fact]
    public async Task Patience_ends_with_the_error_for_all()
    {
        _store = Full;
        var health = new StoreHealth(Hurried with { Limit = TimeSpan.FromSeconds(1) }, TimeProvider.System);
        _writer = new PatientWriter(StorePart.Outputs, health, TimeProvider.System);
        var writes = Enumerable.Range(0, 10).Select(_ => WriteAsync()).ToList();
        foreach (var write in writes)
        {
            var e = await Assert.ThrowsAsync<StoreUnavailableException>(
                () => write.WaitAsync(AtMost, TestContext.Current.CancellationToken));
            Assert.Equal("full", e.Message);
        }

        Assert.Null(health.Reason);
    }

    [Fact]
    public async Task What_is_damaged_is_not_waited_for()
    {
        _store = () => Task.FromException(new StoreUnavailableException("damaged") { MayPass = false });
        await Assert.ThrowsAsync<StoreUnavailableException>(WriteAsync);
        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task Hurry_ends_the_waiting_of_one_and_another_goes_on_trying()
    {
        _store = Full;
        using var hurry = new CancellationTokenSource();
        var hurried = WriteAsync(hurry.Token);
        await UntilAsync(() => Volatile.Read(ref _attempts) > 2);
        var patient = WriteAsync();
        await hurry.CancelAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => hurried.WaitAsync(AtMost, TestContext.Current.CancellationToken));
        _store = () => Task.CompletedTask;
        await patient.WaitAsync(AtMost, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_write_that_hangs_is_told_of_and_not_repeated()
    {
        var disk = new TaskCompletionSource();
        _store = () => disk.Task;
        var write = WriteAsync();
        await UntilAsync(() => _health.Reason is not null);

        Assert.Equal(
            "outputs.db has not answered for 0.2 s: check its disk. 1 session waits to be stored; "
            + "new ones start when that works again.",
            _health.Reason);
        disk.SetResult();
        await write;
        Assert.Equal(1, _attempts);
        Assert.Null(_health.Reason);
    }

    [Fact]
    public async Task A_write_that_hangs_keeps_nobody_in_a_hurry()
    {
        _store = () => new TaskCompletionSource().Task;
        using var hurry = new CancellationTokenSource(100);
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => WriteAsync(hurry.Token).WaitAsync(AtMost, TestContext.Current.CancellationToken));
        Assert.Contains("has not answered", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_double_and_are_bounded()
    {
        var patience = new StorePatience();
        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(1, 6).Select(n => patience.Backoff(n).TotalSeconds));
        Assert.Equal(10, patience.Backoff(5000).TotalSeconds);
    }

    [Fact]
    public void Each_part_that_fails_is_told_of_until_all_are_back()
    {
        var told = new List<string?>();
        _health.Changed += told.Add;
        _health.Failed(StorePart.Outputs, "outputs are full.", 3);
        _health.Failed(StorePart.Journal, "journal is full.", 4);
        _health.Failed(StorePart.Journal, null);
        _health.Recovered(StorePart.Outputs);
        _health.Recovered(StorePart.Outputs);
        _health.Recovered(StorePart.Journal);

        const string Rest = " sessions wait to be stored; new ones start when that works again.";
        Assert.Equal(
            [
                "outputs are full. 3" + Rest, "journal is full. outputs are full. 7" + Rest,
                "journal is full. 4" + Rest, null,
            ],
            told);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var began = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(5))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < AtMost, "what was waited for has not come");
        }
    }

    private static Task Full() => Task.FromException(new StoreUnavailableException("full"));

    private Task<TimeSpan> WriteAsync() => WriteAsync(default);

    private Task<TimeSpan> WriteAsync(CancellationToken hurry) => _writer.WriteAsync(
        () =>
        {
            Interlocked.Increment(ref _attempts);
            return _store();
        },
        hurry);
}

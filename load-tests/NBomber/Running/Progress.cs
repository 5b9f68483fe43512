using System.Globalization;

namespace NBomber.Running;

/// <summary>A line every few seconds on how scenarios stand, on standard error.</summary>
internal sealed class Progress : IDisposable
{
    private readonly IReadOnlyList<ScenarioRun> _runs;
    private readonly string _phase;
    private readonly Timer _timer;

    public Progress(IReadOnlyList<ScenarioRun> runs, string phase, TimeSpan interval)
    {
        _runs = runs;
        _phase = phase;
        _timer = new Timer(_ => SayAll(), null, interval, interval);
    }

    /// <summary>Prints a line.</summary>
    public static void Say(string line) => Console.Error.WriteLine(line);

    public void Dispose() => _timer.Dispose();

    private void SayAll()
    {
        foreach (var run in _runs)
        {
            var (ok, fail, percent95) = run.Recorder.TakeProgress();
            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Name}: {_phase}{run.Elapsed:hh\\:mm\\:ss} of {run.Planned:hh\\:mm\\:ss}, {ok} ok, {fail} failed, "
                + $"{run.UnderWay} under way, 95 % of the latest within {percent95} ms"));
        }
    }
}

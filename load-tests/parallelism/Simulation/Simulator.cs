using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Sessions;

namespace Fleet.LoadTests.Parallelism.Simulation;

/// <summary>
/// A run as discrete events: sessions wait for far devices and for the machine that collects, in turns. The same seed
/// gives the same run.
/// </summary>
public sealed class Simulator : IQueueDelay, IProcessorUse
{
    private const double ProbeEvery = 0.02;
    private const int ProbesASecond = 50;

    private readonly PriorityQueue<Action, (double At, long Order)> _events = new();
    private readonly Random _random;
    private readonly Machine _machine = new();
    private readonly Machine _line = new();
    private readonly List<double> _delays = [];
    private readonly List<double> _ended = [];
    private readonly List<(double At, int Limit)> _limits = [];
    private Scenario _scenario;
    private IParallelismLimit _limit = null!;
    private long _order;
    private double _now;
    private int _held;
    private int _atCeiling;
    private double _taken;

    private Simulator(Scenario scenario, int seed)
    {
        _scenario = scenario;
        _random = new Random(seed);
    }

    /// <inheritdoc/>
    public TimeSpan Quantile(TimeSpan window, double share)
    {
        var count = Math.Min(_delays.Count, (int)(window.TotalSeconds / ProbeEvery));
        Span<double> latest = stackalloc double[count];
        for (var i = 0; i < count; i++)
        {
            latest[i] = _delays[_delays.Count - 1 - i];
        }

        latest.Sort();
        return TimeSpan.FromSeconds(latest.IsEmpty ? 0 : latest[(int)(share * (count - 1))]);
    }

    /// <inheritdoc/>
    public double Share { get; private set; }

    /// <summary>Simulates a run.</summary>
    /// <param name="scenario">What is collected.</param>
    /// <param name="limit">Makes the limit; given what tells of the machine.</param>
    /// <param name="length">How long.</param>
    /// <param name="seed">What every random choice grows from.</param>
    public static Trace Run(Scenario scenario, Func<Simulator, IParallelismLimit> limit, TimeSpan length, int seed = 1)
    {
        var simulator = new Simulator(scenario, seed);
        simulator._limit = limit(simulator);
        simulator.Go(length.TotalSeconds);
        return new Trace(simulator._ended, simulator._limits, length.TotalSeconds);
    }

    private void Go(double length)
    {
        foreach (var (at, to) in _scenario.Changes)
        {
            Later(at.TotalSeconds, () => _scenario = to(_scenario));
        }

        Later(0, Probe);
        Later(0, Grant);
        while (_events.TryDequeue(out var happens, out var when) && when.At <= length)
        {
            _now = when.At;
            happens();
        }
    }

    private void Later(double delay, Action happens) => _events.Enqueue(happens, (_now + delay, _order++));

    private void Probe()
    {
        _delays.Add(_machine.Delay(_now));
        if (_delays.Count % ProbesASecond == 0)
        {
            Share = Math.Min(1, _machine.Taken - _taken);
            _taken = _machine.Taken;
        }

        if (_limits.Count == 0 || _limits[^1].Limit != _limit.Current)
        {
            _limits.Add((_now, _limit.Current));
        }

        Later(ProbeEvery, Probe);
    }

    private bool IsLimited => _scenario.Ceiling == 0 || _atCeiling < _scenario.Ceiling;

    private void Grant()
    {
        while (_held < _limit.Current && IsLimited)
        {
            _held++;
            _atCeiling++;
            var session = new Session(_random, _scenario, _now);
            Later(0, () => Login(session, 0));
        }
    }

    private void Login(Session session, int trip)
    {
        if (session.Fault == Fault.Hangs)
        {
            Later(Scenario.StallAfter.TotalSeconds, () =>
            {
                session.IsStalled = true;
                _held--;
                Grant();
            });
            Later(15, () => End(session, FailureClass.Unreachable));
        }
        else if (session.Fault == Fault.Refuses)
        {
            Later(session.Trip(_scenario), () => End(session, FailureClass.Refused));
        }
        else if (trip < Scenario.LoginTrips)
        {
            Work(session, _scenario.LoginWork, () => Login(session, trip + 1));
        }
        else
        {
            session.IsLoggedIn = true;
            _limit.OnLoggedIn(Now, _held, IsLimited);
            Grant();
            Later(Scenario.FirstSilence.TotalSeconds, () => Command(session, 0));
        }
    }

    private void Command(Session session, int command)
    {
        if (command == Scenario.Commands)
        {
            End(session, null);
        }
        else if (session.Fault == Fault.Breaks && command == Scenario.Commands / 2)
        {
            End(session, FailureClass.ConnectionLost);
        }
        else
        {
            session.Commands++;
            Work(session, _scenario.CommandWork, () => Command(session, command + 1));
        }
    }

    /// <summary>A round trip to the device, over the line if there is a narrow one, and the work with what came.</summary>
    private void Work(Session session, TimeSpan work, Action then) => Later(session.Trip(_scenario), () =>
    {
        var arrived = _line.Done(_now, _scenario.SharedLine.TotalSeconds, 1);
        Later(arrived - _now, () =>
        {
            var slower = 1 + (_scenario.Thrashing * _held / 1000);
            Later(_machine.Done(_now, work.TotalSeconds * slower, _scenario.Cores) - _now, then);
        });
    });

    private void End(Session session, FailureClass? failure)
    {
        if (failure is null)
        {
            _ended.Add(_now);
        }

        var report = new SessionReport(
            failure, session.IsLoggedIn, Now - TimeSpan.FromSeconds(session.Began), session.Commands, TimeSpan.Zero);
        _limit.OnEnded(Now, _held, IsLimited, session.Site, report);
        _held -= session.IsStalled ? 0 : 1;
        _atCeiling--;
        Grant();
    }

    private TimeSpan Now => TimeSpan.FromSeconds(_now);

    private enum Fault
    {
        None,
        Hangs,
        Refuses,
        Breaks,
    }

    private sealed class Session
    {
        private readonly Random _random;
        private readonly int _site;
        private readonly double _pace;

        public Session(Random random, Scenario scenario, double began)
        {
            _random = random;
            _site = random.Next(scenario.Sites.Count);
            _pace = Math.Exp(scenario.Spread * Normal());
            Began = began;
            Fault = random.NextDouble() < scenario.Faulty ? (Fault)random.Next(1, 4) : Fault.None;
        }

        public double Began { get; }

        public Fault Fault { get; }

        public string Site => $"site-{_site}";

        public bool IsLoggedIn { get; set; }

        public bool IsStalled { get; set; }

        public int Commands { get; set; }

        /// <summary>A round trip: the site's, with the device's pace and a little jitter.</summary>
        public double Trip(Scenario scenario) =>
            scenario.Sites[_site].TotalSeconds * _pace * (1 + (0.1 * _random.NextDouble()));

        private double Normal() =>
            Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}

using Fleet.Collection.Configuration;
using Fleet.Collection.Permits.Limits;

namespace Fleet.Collection.Tests.Configuration;

public sealed class FleetSettingsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static readonly Dictionary<string, string> NoVariables = [];

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_built_in_configuration_is_what_the_types_say_by_default()
    {
        var loaded = FleetSettings.Load(null, NoVariables);

        Assert.Equal(new FleetSettings() with { Akka = loaded.Akka }, loaded);
        Assert.Equal(50, loaded.Akka.GetInt("akka.persistence.max-concurrent-recoveries"));
    }

    [Fact]
    public void A_device_that_fails_is_set_aside_as_the_file_says()
    {
        File.WriteAllText(_file, "fleet.quarantine { after = 0, min = 90s, max = 2h }");
        var quarantine = FleetSettings.Load(_file, NoVariables).Quarantine;

        Assert.Equal((0, TimeSpan.FromSeconds(90), TimeSpan.FromHours(2)), (quarantine.After, quarantine.Min, quarantine.Max));
    }

    [Fact]
    public void A_file_stands_over_the_defaults_and_the_environment_over_both()
    {
        File.WriteAllText(_file, """
            fleet.sessions {
              parallelism = 7
              command-timeout = 1500ms
              max-output = 1 MiB
              max-received = 20 MiB
            }
            fleet.host-keys.policy = strict
            fleet.store.patience = 90s
            fleet.shutdown.drain = 5s
            akka.loglevel = DEBUG
            """);
        var loaded = FleetSettings.Load(
            _file, new Dictionary<string, string> { ["FLEET_SESSIONS_PARALLELISM"] = "9", ["PATH"] = "/bin" });

        Assert.Equal(new Parallelism(9), loaded.Parallelism);
        Assert.Equal(TimeSpan.FromSeconds(1.5), loaded.Limits.Command);
        Assert.Equal(1 << 20, loaded.Limits.OutputBytes);
        Assert.Equal(20 << 20, loaded.Limits.SessionBytes);
        Assert.Equal("strict", loaded.HostKeyPolicy);
        Assert.Equal(TimeSpan.FromSeconds(90), loaded.Store.Limit);
        Assert.Equal(TimeSpan.FromSeconds(5), loaded.Drain);
        Assert.Equal("DEBUG", loaded.Akka.GetString("akka.loglevel"));
        Assert.Equal("OFF", loaded.Akka.GetString("akka.stdout-loglevel"));
    }

    [Theory]
    [InlineData("fleet.sessions.paralelism = 5", "there is no key fleet.sessions.paralelism; did you mean fleet.sessions.parallelism?")]
    [InlineData("fleet.sessions.parallelism = many", "fleet.sessions.parallelism is 'many'; it should be auto or a whole number from 1 to 10000")]
    [InlineData("fleet.sessions.parallelism = 0", "fleet.sessions.parallelism is '0'; it should be auto or a whole number from 1 to 10000")]
    [InlineData("fleet.sessions.auto.max = 10001", "fleet.sessions.auto.max is '10001'; it should be a whole number from 1 to 10000")]
    [InlineData("fleet.sessions.auto.min = 3000", "fleet.sessions.auto.min is '3000'; it should be no more than fleet.sessions.auto.max, which is '2000'")]
    [InlineData("fleet.sessions.auto.max = 5", "fleet.sessions.auto.max is '5'; it should be no less than fleet.sessions.auto.min, which is '8'")]
    [InlineData("fleet.sessions.connect-timeout = 15", "fleet.sessions.connect-timeout is '15'; it should be a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h")]
    [InlineData("fleet.sessions.connect-timeout = 0s", "fleet.sessions.connect-timeout is '0s'; it should be a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h")]
    [InlineData("fleet.sessions.max-output = -1KiB", "fleet.sessions.max-output is '-1KiB'; it should be a size greater than 0 with its unit, such as 256KiB or 32MiB")]
    [InlineData("fleet.sessions.stalled = -1", "fleet.sessions.stalled is '-1'; it should be a whole number from 0 to 10000")]
    [InlineData("fleet.sessions.stall-after = 3", "fleet.sessions.stall-after is '3'; it should be a time greater than 0")]
    [InlineData("fleet.sites.sessions = all", "fleet.sites.sessions is 'all'; it should be a whole number from 0 to 10000")]
    [InlineData("fleet.sites.circuit.open = 0s", "fleet.sites.circuit.open is '0s'; it should be a time greater than 0")]
    [InlineData("fleet.sites.circuit.open = 10m", "fleet.sites.circuit.open is '10m'; it should be no more than fleet.sites.circuit.max-open, which is '5m'")]
    [InlineData("fleet.sites.circuit.probes = 0", "fleet.sites.circuit.probes is '0'; it should be a whole number from 1 to 1000")]
    [InlineData("fleet.credentials.sessions = 10001", "fleet.credentials.sessions is '10001'; it should be a whole number from 0 to 10000")]
    [InlineData("fleet.credentials.logins-per-second = 0.5", "fleet.credentials.logins-per-second is '0.5'; it should be a whole number from 0 to 10000")]
    [InlineData("fleet.credentials.pause-after = 0", "fleet.credentials.pause-after is '0'; it should be a whole number from 1 to 1000")]
    [InlineData("fleet.sessions.max-received = all", "fleet.sessions.max-received is 'all'; it should be a size greater than 0 with its unit, such as 256KiB or 32MiB")]
    [InlineData("fleet.store.patience = long", "fleet.store.patience is 'long'; it should be a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h")]
    [InlineData("fleet.shutdown.drain = 0s", "fleet.shutdown.drain is '0s'; it should be a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h")]
    [InlineData("fleet.host-keys.policy = yes", "fleet.host-keys.policy is 'yes'; it should be one of strict, accept-new, off")]
    [InlineData("fleet.retry.min-backoff = 2m", "fleet.retry.min-backoff is '2m'; it should be no more than fleet.retry.max-backoff, which is '60s'")]
    [InlineData("fleet.quarantine.after = -1", "fleet.quarantine.after is '-1'; it should be a whole number from 0 to 1000")]
    [InlineData("fleet.quarantine.min = 1d", "fleet.quarantine.min is '1d'; it should be a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h")]
    [InlineData("fleet.quarantine.max = 30m", "fleet.quarantine.max is '30m'; it should be no less than fleet.quarantine.min, which is '1h'")]
    [InlineData("fleet {\n sessions { parallelism = 5 }", "is not valid HOCON: line 1: '{' is never closed")]
    [InlineData("fleet { sessions { parallelism = 5 ] }", "is not valid HOCON: line 1: ']' closes nothing")]
    [InlineData("# {\nfleet.host-keys.policy = \"off", "is not valid HOCON: line 2: a string is never closed")]
    [InlineData("fleet.sessions.parallelism = ${nowhere}", "is not valid HOCON")]
    [InlineData("\u0000\u0001garbage", "is not valid HOCON: it is not a text file")]
    [InlineData("fleat.sessions.parallelism = 5", "there is no key fleat; a key begins with fleet or akka")]
    public void A_bad_file_is_refused_with_what_would_be_right(string text, string message)
    {
        File.WriteAllText(_file, text);
        var errors = Assert.Throws<SettingsException>(() => FleetSettings.Load(_file, NoVariables)).Errors;
        var error = Assert.Single(errors);
        Assert.StartsWith(_file + ": ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        File.WriteAllText(_file, """
            fleet.sessions.parallelism = no
            fleet.retry.attempts = 0
            fleet.colour = blue
            """);
        var variables = new Dictionary<string, string>
        {
            ["FLEET_RETRY_BUDGET"] = "soon",
            ["FLEET_SESSIONS_PARALELISM"] = "3",
        };
        var errors = Assert.Throws<SettingsException>(() => FleetSettings.Load(_file, variables)).Errors;

        Assert.Equal(5, errors.Count);
        Assert.Contains(
            "environment variable FLEET_SESSIONS_PARALELISM: there is no such key; did you mean FLEET_SESSIONS_PARALLELISM?",
            errors);
    }

    [Theory]
    [InlineData("auto", null)]
    [InlineData("100", 100)]
    public void Parallelism_is_a_number_or_found_automatically(string value, int? sessions)
    {
        var loaded = FleetSettings.Load(null, new Dictionary<string, string> { ["FLEET_SESSIONS_PARALLELISM"] = value });

        Assert.Equal(sessions, loaded.Parallelism.Sessions);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var e = Assert.Throws<SettingsException>(() => FleetSettings.Load("/nowhere/fleet.conf", NoVariables));
        Assert.Equal("/nowhere/fleet.conf: there is no such file", e.Message);
    }
}

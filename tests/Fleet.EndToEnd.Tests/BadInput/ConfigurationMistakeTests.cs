namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>Configurations (HOCON) and environment variables that are wrong.</summary>
public sealed class ConfigurationMistakeTests(GoodStore good)
{
    [Theory]
    [InlineData("fleet.sessions.paralelism = 3", "bad.conf: there is no key fleet.sessions.paralelism; did you mean fleet.sessions.parallelism?")]
    [InlineData("flet { retry { attempts = 1 } }", "bad.conf: there is no key flet; a key begins with fleet or akka")]
    [InlineData("fleet.sessions = 3", "bad.conf: fleet.sessions is a section and has no value of its own; its keys are such as fleet.sessions.parallelism")]
    [InlineData("fleet.sessions.parallelism = many\nfleet.retry.attempts = 0", """
        bad.conf: fleet.sessions.parallelism is 'many'; it should be auto or a whole number from 1 to 10000
        bad.conf: fleet.retry.attempts is '0'; it should be a whole number from 1 to 100
        """)]
    [InlineData("fleet.sessions.parallelism = [1, 2]", "bad.conf: fleet.sessions.parallelism is '[1,2]'; it should be auto or a whole number from 1 to 10000")]
    [InlineData("fleet.sessions.command-timeout = 10", "bad.conf: fleet.sessions.command-timeout is '10'; it should be a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h")]
    [InlineData("fleet.sessions.max-output = 10 MB", "bad.conf: fleet.sessions.max-output is '10 MB'; it should be a size greater than 0 with its unit, such as 256KiB or 32MiB")]
    [InlineData("fleet.host-keys.policy = never", "bad.conf: fleet.host-keys.policy is 'never'; it should be one of strict, accept-new, off")]
    [InlineData("fleet {\n  sessions {\n    parallelism = 3\n  }\n", "bad.conf: is not valid HOCON: line 1: '{' is never closed")]
    [InlineData("fleet {\n}\n}\n", "bad.conf: is not valid HOCON: line 3: '}' closes nothing")]
    [InlineData("fleet.host-keys.known-hosts = \"/etc", "bad.conf: is not valid HOCON: line 1: a string is never closed")]
    [InlineData("akka.loglevel = LOUD", "bad.conf: Akka.NET refuses the settings under akka: Unknown LogLevel: \"LOUD\". Valid values are: \"DEBUG\", \"INFO\", \"WARNING\", \"ERROR\" (Parameter 'logLevel')")]
    public async Task A_configuration_is_refused_with_every_error(string hocon, string message)
    {
        var place = await good.CopyAsync();
        place.Write("bad.conf", hocon);

        await place.RefusesAsync(message, "collect", "-i", "good.yaml", "--config", "bad.conf", "--data", "data");
    }

    [Theory]
    [InlineData("nowhere.conf", "nowhere.conf: there is no such file")]
    [InlineData("data", "data: this is a folder, not a file")]
    [InlineData("data/read.db", "data/read.db: is not valid HOCON: it is not a text file")]
    public async Task A_path_that_is_no_configuration_is_refused(string path, string message) =>
        await (await good.CopyAsync()).RefusesAsync(message, "collect", "-i", "good.yaml", "--config", path, "--data", "data");

    [Theory]
    [InlineData("FLEET_SESSIONS_PARALLELISM", "0", "environment variable FLEET_SESSIONS_PARALLELISM: fleet.sessions.parallelism is '0'; it should be auto or a whole number from 1 to 10000")]
    [InlineData("FLEET_SESSIONS_PARALELISM", "3", "environment variable FLEET_SESSIONS_PARALELISM: there is no such key; did you mean FLEET_SESSIONS_PARALLELISM?")]
    public async Task An_environment_variable_is_refused_by_its_name(string name, string value, string message) =>
        await (await good.CopyAsync()).RefusesAsync(
            message, new Dictionary<string, string> { [name] = value }, "collect", "-i", "good.yaml", "--data", "data");
}

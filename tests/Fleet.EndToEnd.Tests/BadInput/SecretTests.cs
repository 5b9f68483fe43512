using System.Text;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>Secrets that cannot be had, and secrets that must show nowhere.</summary>
public sealed class SecretTests(GoodStore good)
{
    [Theory]
    [InlineData("env:FLEET_TEST_NOT_SET", "fleet: credential 'lab': environment variable FLEET_TEST_NOT_SET is not set")]
    [InlineData("file:nowhere", "fleet: credential 'lab': file {folder}/nowhere does not exist")]
    [InlineData("file:data", "fleet: credential 'lab': file {folder}/data is a folder")]
    [InlineData("file:empty", "fleet: credential 'lab': file {folder}/empty is empty")]
    [InlineData("exec:echo Tr0ub4dor >&2; exit 3", "fleet: credential 'lab': helper command 'echo Tr0ub4dor >&2; exit 3' failed with exit code 3")]
    [InlineData("exec:true", "fleet: credential 'lab': helper command 'true' printed nothing on its first line")]
    [InlineData("exec:sleep 600", "fleet: credential 'lab': helper command 'sleep 600' did not end within 30 s")]
    [InlineData("prompt", "fleet: credential 'lab': the password is to be asked for, and there is no terminal to ask on; refer to it with env:NAME, file:PATH or exec:COMMAND instead")]
    public async Task A_secret_that_cannot_be_had_is_named_before_any_device_is_asked(string reference, string message)
    {
        var place = await good.CopyAsync();
        place.Write("empty", "");
        place.Write("bad.yaml", $$"""
            credentials: { lab: { username: admin, password: "{{reference}}" } }
            devices:
              - { name: r1, host: 127.0.0.1, platform: linux, credential: lab, commands: [uptime] }
            """);

        await place.RefusesAsync(message, "collect", "-i", "bad.yaml", "--data", "data");
    }

    [Fact]
    public async Task Secrets_are_in_no_file_no_output_and_no_list_of_processes()
    {
        const string Password = "Pw-from-the-environment-9f27", Helped = "Pw-from-a-helper-31ba", Phrase = "Phrase-from-a-file-77c0",
            Enable = "Enable-secret-c1d4";
        var server = TestLab.RequireOpenSsh();
        var place = await good.CopyAsync();
        place.Write("phrase", Phrase + "\n");
        place.Write("helper.sh", $"echo {Helped}\n");
        place.Write("secrets.conf", "akka.loglevel = DEBUG\nfleet.retry.attempts = 1\n");
        place.Write("secret.yaml", $$"""
            credentials:
              environment: { username: {{TestLab.Bash.Name}}, password: env:FLEET_TEST_PASSWORD }
              helper: { username: {{TestLab.Bash.Name}}, password: "exec:sh '{{place.Folder}}/helper.sh'", secrets: { enable: env:FLEET_TEST_ENABLE } }
              passphrase: { username: {{TestLab.Bash.Name}}, privateKey: {{TestLab.Keys.Encrypted}}, passphrase: file:phrase }
              right: { username: {{TestLab.Bash.Name}}, password: "file:{{TestLab.Bash.PasswordFile}}", secrets: { enable: env:FLEET_TEST_ENABLE } }
            defaults: { port: {{server.Port}}, platform: linux, commands: [echo visible, sleep 1] }
            devices:
              - { name: d1, host: 127.0.0.1, credential: environment }
              - { name: d2, host: 127.0.0.2, credential: helper }
              - { name: d3, host: 127.0.0.3, credential: passphrase }
              - { name: d4, host: 127.0.0.4, credential: right }
            """);

        using var fleet = place.Start(
            new Dictionary<string, string> { ["FLEET_TEST_PASSWORD"] = Password, ["FLEET_TEST_ENABLE"] = Enable, ["FLEET_DEBUG"] = "1" },
            "collect", "-i", "secret.yaml", "--config", "secrets.conf", "--data", "data");
        var commandLine = await File.ReadAllTextAsync($"/proc/{fleet.Id}/cmdline");
        using var output = new MemoryStream();
        await fleet.Output.CopyToAsync(output);
        var (exitCode, error) = await fleet.WaitAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("1 of 4 devices collected, 3 failed", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        var places = Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories)
            .ToDictionary(f => f, f => Encoding.Latin1.GetString(File.ReadAllBytes(f)));
        places["standard output"] = Encoding.Latin1.GetString(output.ToArray());
        places["standard error"] = error;
        places["the list of processes"] = commandLine;
        Assert.Contains("secret.yaml", places[Path.Combine(place.Data, "journal.db")], StringComparison.Ordinal);
        foreach (var secret in new[] { Password, Helped, Phrase, Enable, TestLab.Bash.Password, TestLab.Keys.Passphrase })
        {
            Assert.DoesNotContain(places, p => p.Value.Contains(secret, StringComparison.Ordinal));
        }

        await place.HoldsWhatItHeldAsync();
    }
}

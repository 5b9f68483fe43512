using System.Text;
using System.Text.Json;
using Fleet.CommandLine;

namespace Fleet.Tests.Commands;

public class StoreCommandTests(SampleStore store) : IClassFixture<SampleStore>
{
    [Fact]
    public async Task Runs_are_listed_the_newest_first()
    {
        var lines = (await OutputOf("runs")).Split('\n');

        Assert.Matches("^RUN +STATE +STARTED +TOOK +DEVICES +EXPECTED +COLLECTED +FAILED +CANCELLED +PENDING +SOURCE$", lines[0]);
        Assert.Matches($"^{SampleStore.SecondRun} +interrupted +.* +2 min 00 s +3 +4 +2 +1 +1 +0 +fleet.yaml$", lines[1]);
        Assert.Matches($"^{SampleStore.FirstRun} +open +.* +3 +4 +2 +1 +0 +1 +fleet.yaml$", lines[2]);
        Assert.DoesNotContain(lines, l => l.EndsWith(' '));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task A_run_has_its_line_whatever_the_width_of_the_terminal(int columns)
    {
        var terminal = new TestTerminal(isTerminal: true, columns);
        await terminal.RunAsync("runs", "--data", store.Path, "--no-color");

        Assert.Equal(3, terminal.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains(SampleStore.FirstRun, terminal.Output);
    }

    [Fact]
    public async Task A_run_is_accounted_for_to_the_pair()
    {
        Assert.Contains(
            "4 expected = 2 collected + 1 failed + 1 cancelled\n", await OutputOf("runs", "show", "latest"));
        Assert.Contains(
            "4 expected = 2 collected + 1 failed + 0 cancelled + 1 pending\n", await OutputOf("runs", "show", "20260101"));
    }

    [Fact]
    public async Task Failures_are_grouped_or_listed_and_cannot_write_to_the_terminal()
    {
        Assert.Matches("AuthenticationRejected +1 +1 +sw2: .*permission denied", await OutputOf("runs", "show", "latest"));

        var listed = await OutputOf("runs", "show", "latest", "--failed");
        Assert.Matches(@"sw2 +AuthenticationRejected +show version +\^\[\]0;title\^Gpermission denied", listed);
    }

    [Fact]
    public async Task Json_of_a_run_has_the_figures_and_the_failures()
    {
        using var json = JsonDocument.Parse(await OutputOf("runs", "show", "latest", "--failed", "--json"));
        var run = json.RootElement.GetProperty("run");

        Assert.Equal("Interrupted", run.GetProperty("state").GetString());
        Assert.Equal(4, run.GetProperty("expected").GetInt32());
        Assert.Equal("sw2", json.RootElement.GetProperty("failed")[0].GetProperty("device").GetString());
        Assert.Equal("AuthenticationRejected", json.RootElement.GetProperty("failures")[0].GetProperty("failure").GetString());
    }

    [Fact]
    public async Task Devices_are_listed_and_filtered()
    {
        Assert.Matches(@"sw1 +ams1 +linux +192\.0\.2\.1:2022 +.* +collected", await OutputOf("devices"));
        Assert.Matches(
            @"sw2 .* set aside until [-0-9]+ [:0-9]+ \(level 2\), AuthenticationRejected: \^\[\[2Jpermission denied",
            await OutputOf("devices", "--failing"));
        Assert.DoesNotContain("sw1", await OutputOf("devices", "--failing"));
        Assert.DoesNotContain("sw2", await OutputOf("devices", "SW1"));
        Assert.Contains("None of the 2 devices", await OutputOf("devices", "--site", "fra*"));
        Assert.DoesNotContain("sw1", await OutputOf("devices", "--quarantined"));
        using var setAside = JsonDocument.Parse(await OutputOf("devices", "--quarantined", "--json"));
        Assert.Equal(2, setAside.RootElement[0].GetProperty("quarantine").GetProperty("level").GetInt32());
        using var json = JsonDocument.Parse(await OutputOf("devices", "--json"));
        Assert.Equal(["sw1", "sw2"], json.RootElement.EnumerateArray().Select(d => d.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Releasing_what_is_not_set_aside_says_so()
    {
        Assert.Equal("sw1: not set aside\n", await OutputOf("release", "SW1"));
        Assert.Equal("""{"released":[],"notSetAside":["sw1"],"credentials":[],"notPaused":[]}""", (await OutputOf("release", "sw1", "--json")).TrimEnd('\n'));
    }

    [Fact]
    public async Task An_output_in_a_pipe_has_exactly_the_stored_bytes()
    {
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.Success, await terminal.RunAsync("output", "SW1", "Show/Odd:Name", "--data", store.Path));
        Assert.Equal(SampleStore.Nasty, terminal.OutputBytes);
    }

    [Fact]
    public async Task An_output_on_a_terminal_is_harmless()
    {
        var terminal = new TestTerminal(isTerminal: true);

        Assert.Equal(ExitCode.Success, await terminal.RunAsync("output", "sw1", "show/odd:name", "--data", store.Path));
        Assert.Equal("port ^[[31mred^[[0m \\xFF ümlaut\n", terminal.Output);
    }

    [Fact]
    public async Task An_output_as_json_keeps_bytes_that_are_not_text()
    {
        using var text = JsonDocument.Parse(await OutputOf("output", "sw1", "show", "version", "--json"));
        using var bytes = JsonDocument.Parse(await OutputOf("output", "sw1", "show/odd:name", "--json"));

        Assert.Equal("interfaces: 1\nuptime: 2\n", text.RootElement.GetProperty("text").GetString());
        Assert.False(text.RootElement.TryGetProperty("base64", out _));
        Assert.Equal(SampleStore.Nasty, bytes.RootElement.GetProperty("base64").GetBytesFromBase64());
    }

    [Theory]
    [InlineData("uptime: 1", "--run", "20260101")]
    [InlineData("uptime: 2", "--run", "latest")]
    [InlineData("uptime: 1", "--at", "2026-01-02T09:59:59Z")]
    [InlineData("uptime: 2", "--at", "2026-01-02T10:00:01Z")]
    [InlineData("uptime: 2")]
    public async Task An_older_output_is_found_by_run_or_time(string expected, params string[] options) =>
        Assert.Contains(expected, await OutputOf(["output", "sw1", "show", "version", .. options]));

    [Theory]
    [InlineData("there is no device 'sw9'", "did you mean 'sw", "output", "sw9", "show version")]
    [InlineData("no output of 'show versoin'; it has 'show version', 'show/odd:name', did you mean 'show version'?", "", "output", "sw1", "show versoin")]
    [InlineData("failed in run 20260102-100000-bbbb: AuthenticationRejected", "permission denied", "output", "sw2", "show version", "--run", "latest")]
    [InlineData("there is no run 'x'", "'fleet runs' lists them", "output", "sw1", "show version", "--run", "x")]
    [InlineData("no output of 'show version' as old as", "the first is of", "output", "sw1", "show version", "--at", "2020-01-01")]
    [InlineData("--at 'noon' is no time", "an age such as 30m", "output", "sw1", "show version", "--at", "noon")]
    [InlineData("--from 'noon' is neither a run nor a time", "", "diff", "sw1", "show version", "--from", "noon")]
    [InlineData("has no version before", "nothing to compare", "diff", "sw1", "show/odd:name")]
    [InlineData("there is no run 'x'", "", "runs", "show", "x")]
    [InlineData("nothing to release", "such as sw1, or give --site, --all or --credential", "release")]
    [InlineData("--all releases every device", "leave out --all", "release", "--all", "sw1")]
    [InlineData("there is no device 'sw9'", "did you mean 'sw", "release", "sw1", "sw9")]
    [InlineData("there is no site 'ams2'", "did you mean 'ams1'", "release", "--site", "ams2")]
    [InlineData("there is no device 'nobody'", "'fleet devices' lists them", "events", "nobody")]
    public async Task What_is_not_there_is_said_with_what_is(string error, string hint, params string[] arguments)
    {
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.CouldNotRun, await terminal.RunAsync([.. arguments, "--data", store.Path]));
        Assert.Contains(error, Assert.Single(terminal.ErrorLines));
        Assert.Contains(hint, terminal.Error);
        Assert.Empty(terminal.Output);
    }

    [Fact]
    public async Task A_diff_compares_the_last_two_versions()
    {
        var lines = (await OutputOf("diff", "sw1", "show", "version")).Split('\n');

        Assert.StartsWith("--- sw1 show version\t", lines[0]);
        Assert.EndsWith($"({SampleStore.FirstRun})", lines[0]);
        Assert.EndsWith($"({SampleStore.SecondRun})", lines[1]);
        Assert.Equal(["@@ -1,2 +1,2 @@", " interfaces: 1", "-uptime: 1", "+uptime: 2", ""], lines[2..]);
    }

    [Fact]
    public async Task A_diff_can_go_backwards_between_named_versions()
    {
        var diff = await OutputOf("diff", "sw1", "show version", "--from", "latest", "--to", "20260101");

        Assert.Contains("-uptime: 2\n+uptime: 1\n", diff);
    }

    [Fact]
    public async Task A_diff_on_a_terminal_is_coloured_unless_colours_are_off()
    {
        var coloured = new TestTerminal(isTerminal: true);
        var plain = new TestTerminal(isTerminal: true);
        await coloured.RunAsync("diff", "sw1", "show version", "--data", store.Path);
        await plain.RunAsync("diff", "sw1", "show version", "--data", store.Path, "--no-color");

        Assert.Matches("\e\\[[0-9;]+m\\+uptime: 2\e\\[0m\n", coloured.Output);
        Assert.DoesNotMatch("\e\\[[0-9;]*3[0-9]", plain.Output);
        Assert.Contains("+uptime: 2\n", plain.Output);
    }

    [Fact]
    public async Task A_diff_of_equal_versions_says_so()
    {
        var terminal = new TestTerminal();

        Assert.Equal(
            ExitCode.Success,
            await terminal.RunAsync("diff", "sw1", "show/odd:name", "--from", "20260101", "--to", "latest", "--data", store.Path));
        Assert.Contains("is the same at", terminal.Error);
        Assert.Empty(terminal.Output);
    }

    [Fact]
    public async Task An_export_writes_a_file_for_each_output_and_refuses_to_mix_with_others()
    {
        var folder = Path.Combine(store.Path, "export");
        try
        {
            var report = await OutputOf("export", "latest", folder);
            Assert.StartsWith($"2 files of 1 device, {24 + SampleStore.Nasty.Length} B, from run {SampleStore.SecondRun}", report);
            Assert.Contains("2 pairs of device and command without an output", report);
            Assert.Equal(
                ["sw1/show%2Fodd%3Aname.txt", "sw1/show_version.txt"],
                Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal));
            Assert.Equal(SampleStore.Nasty, await File.ReadAllBytesAsync(Path.Combine(folder, "sw1/show%2Fodd%3Aname.txt")));

            var again = new TestTerminal();
            Assert.Equal(ExitCode.CouldNotRun, await again.RunAsync("export", "latest", folder, "--data", store.Path));
            Assert.Contains("is not empty", again.Error);
            await OutputOf("export", "20260101", folder, "--force");
            Assert.Contains("uptime: 1", await File.ReadAllTextAsync(Path.Combine(folder, "sw1/show_version.txt")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> OutputOf(params string[] arguments)
    {
        var terminal = new TestTerminal();
        var code = await terminal.RunAsync([.. arguments, "--data", store.Path]);
        Assert.True(code == ExitCode.Success, terminal.Error);
        return Encoding.UTF8.GetString(terminal.OutputBytes);
    }
}

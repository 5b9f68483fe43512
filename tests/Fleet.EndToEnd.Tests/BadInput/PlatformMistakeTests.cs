namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>Platform definitions that are wrong. Each begins as a good one, to its line 5.</summary>
public sealed class PlatformMistakeTests(GoodStore good)
{
    private const string Good = """
        prompt_pattern: '^\w+>$'
        default_mode: exec
        modes:
          - name: exec
            prompt_pattern: '^\w+>$'

        """;

    [Theory]
    [InlineData("a key that does not exist", Good + "promt_excludes: [x]", "platforms/mine.yaml:6:1: unknown key 'promt_excludes', did you mean 'prompt_excludes'?")]
    [InlineData("a channel that does not exist", Good + "channel: telnet", "platforms/mine.yaml:6:10: channel is shell or exec, not 'telnet'")]
    [InlineData("text in the place of a list", Good + "failure_indicators: '%'", "platforms/mine.yaml:6:21: failure_indicators is a list, not text: begin each item with '- '")]
    [InlineData("an instruction that does not exist", Good + "on_open_instructions:\n  - send_inptu: { input: enable }", "platforms/mine.yaml:7:5: unknown key 'send_inptu', did you mean 'send_input'?")]
    [InlineData("a mode that does not exist", Good + "on_open_instructions:\n  - enter_mode: { requested_mode: exce }", "platforms/mine.yaml:7:35: unknown mode 'exce', did you mean 'exec'?")]
    [InlineData("a pattern that is none", "default_mode: exec\nmodes: [{ name: exec, prompt_exact: '>' }]\nprompt_pattern: '^(x$'", "platforms/mine.yaml:3:17: prompt_pattern is not a regular expression: Invalid pattern '^(x$' at offset 4. Not enough )'s")]
    [InlineData("nearly nothing", "default_mode: exec", """
        platforms/mine.yaml:1:1: a platform needs a 'prompt_pattern'
        platforms/mine.yaml:1:1: a platform needs a 'modes'
        platforms/mine.yaml:1:15: unknown mode 'exec'; no mode is described
        """)]
    [InlineData("nothing", "", "platforms/mine.yaml: the file is empty")]
    public async Task A_platform_is_refused_with_every_error_at_its_place(string what, string yaml, string message)
    {
        var place = await good.CopyAsync();
        place.Write("platforms/mine.yaml", yaml);

        Assert.NotEmpty(what);
        await place.RefusesAsync(message, "collect", "-i", "good.yaml", "--platforms", "platforms", "--data", "data");
    }

    [Theory]
    [InlineData("nowhere", "nowhere: there is no such folder of platform definitions")]
    [InlineData("good.yaml", "good.yaml: this is a file, not a folder of platform definitions")]
    public async Task A_path_that_is_no_folder_is_refused(string path, string message) =>
        await (await good.CopyAsync()).RefusesAsync(
            message, "collect", "-i", "good.yaml", "--platforms", path, "--data", "data");
}

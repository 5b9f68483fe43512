using CsCheck;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Shell;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>
/// Whatever outputs hold, whatever happens to lines that are typed ahead, and whenever it does: what is collected is what the
/// device printed, or the session fails. <c>FLEET_FUZZ_ROUNDS=10000</c> makes a long run of it; a failure names its seed.
/// </summary>
public class TypeAheadPropertyTests
{
    /// <summary>So short that a busy machine alone makes a session fail.</summary>
    private static readonly QuietTimes Hasty =
        new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40));

    /// <summary>So long that a busy machine makes none fail; only the first prompt is waited for, as nothing follows it.</summary>
    private static readonly QuietTimes Patient =
        new(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

    private static readonly string[] Commands = [.. Enumerable.Range(1, 6).Select(i => $"show {i}")];

    private static readonly Gen<string> Line = Gen.Frequency(
        (4, Gen.String[Gen.Char["ab #>\t-é"], 0, 12]),
        (1, OneOf("r1#", "r1#! 0123456789ab", "r1#show 2", "r1#show 3", "r1#show 6", "show 6", "alias of show 6", "r1>", "r2#", "--More--")));

    /// <summary>Ends in a line end: one that does not is ambiguous where it looks like a prompt.</summary>
    private static readonly Gen<string> Output = Line.Array[0, 6].Select(lines => string.Concat(lines.Select(l => l + "\n")));

    /// <summary>What happens while a command runs: mostly nothing.</summary>
    private static readonly Gen<string> Mishap = Gen.Frequency(
        (20, Gen.Const("")), (1, OneOf("drops", "eats a key", "eats a line", "echoes", "echoes a part", "echoes two lines")));

    private static readonly Gen<Script> Scripts = Gen.Select(
        Output.Array[Commands.Length],
        Mishap.Array[Commands.Length],
        Gen.Int[1, 40],
        Gen.Int[2, 8],
        OneOf("editor", "editor", "editor", "driver", "none"),
        (outputs, mishaps, piece, most, echo) => new Script(outputs, mishaps, piece, most, echo));

    [Fact]
    public async Task Outputs_are_those_that_the_device_printed() =>
        await Scripts.SampleAsync(
            async script =>
            {
                PlatformDefinition platform = Known.Iosxe with { TypeAhead = new(script.Most, "^show ", "!") };
                Collected collected = await Collected.FromAsync(
                    script.Device(), platform, Commands, new SessionLimits(), quiet: script.IsHealthy ? Patient : Hasty);
                SessionResult result = collected.Result;
                if (script.IsHealthy)
                    Assert.True(result.Reason is null, result.Reason);
                Assert.True(result.Failure is null or FailureClass.TypeAheadFailed, result.Reason);
                Assert.Equal(Commands.Take(result.Failure is null ? Commands.Length : collected.Outputs.Count), collected.Outputs.Keys);
                Assert.Equal(collected.Outputs.Keys, result.Commands.Select(c => c.Command));
                Assert.Equal(script.Outputs.Take(collected.Outputs.Count), collected.Outputs.Keys.Select(c => collected[c]));
            },
            iter: int.TryParse(Environment.GetEnvironmentVariable("FLEET_FUZZ_ROUNDS"), out int rounds) ? rounds : 60,
            threads: 16);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private sealed record Script(string[] Outputs, string[] Mishaps, int Piece, int Most, string Echo)
    {
        /// <summary>Whether all goes well, however slow the machine is.</summary>
        public bool IsHealthy => Echo == "editor" && Mishaps.All(m => m.Length == 0);

        public ScriptedDevice Device()
        {
            var cli = new FakeCli
            {
                Prompt = "r1#",
                Echo = line => Echo switch { "editor" => line + "\r\n", "driver" => "", _ => "\r\n" },
            };
            cli.On("terminal width 511", "").On("terminal length 0", "");
            var mishaps = (string[])Mishaps.Clone();
            for (int i = 0; i < Commands.Length; i++)
            {
                int at = i;
                string output = Outputs[i].Replace("\n", "\r\n");
                cli.On(Commands[i], t =>
                {
                    Play(mishaps[at], t);
                    mishaps[at] = "";
                    t.Send(output);
                });
            }

            return new ScriptedDevice(t =>
            {
                t.DriverEchoes = Echo == "driver";
                return cli.RunAsync(t);
            })
            { Terminal = { PieceSize = () => Piece } };
        }

        private void Play(string mishap, FakeTerminal terminal)
        {
            switch (mishap)
            {
                case "drops":
                    terminal.Flush();
                    break;
                case "eats a key":
                    terminal.TryReadKey();
                    break;
                case "eats a line":
                    while (terminal.TryReadKey() is >= 0 and not '\n')
                        continue;
                    break;
                case "echoes" when !terminal.DriverEchoes:
                    terminal.Send(terminal.Waiting().Replace("\n", "\r\n"));
                    break;
                case "echoes two lines" when !terminal.DriverEchoes:
                    terminal.Send(string.Concat(terminal.Waiting().Split('\n').SkipLast(1).Take(2).Select(l => l + "\r\n")));
                    break;
                // From any place before the last comment on.
                case "echoes a part" when !terminal.DriverEchoes && terminal.Waiting() is { Length: > 0 } waiting:
                    int cut = waiting.TrimEnd('\n').LastIndexOf('\n') - Piece;
                    terminal.Send(waiting[Math.Max(cut, 0)..].Replace("\n", "\r\n"));
                    break;
            }
        }

        public override string ToString() =>
            $"most {Most}, piece {Piece}, echo {Echo}\n" + string.Join('\n', Outputs.Zip(Mishaps, (o, m) => $"[{m}] {o.Replace("\n", "\\n")}"));
    }
}

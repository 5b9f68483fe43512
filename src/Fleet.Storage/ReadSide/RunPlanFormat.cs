using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Storage.ReadSide;

/// <summary>
/// A run's plan as JSON lines: a head with the counts, a line for each distinct list of commands, where it is first
/// used, and a line for each device with the number of its list, from 0.
/// <code>
/// {"fleetPlan":1,"devices":2,"outputs":4}
/// {"commands":["show version","show interfaces"]}
/// {"device":"sw1","list":0}
/// {"device":"sw2","list":0}
/// </code>
/// </summary>
internal static partial class RunPlanFormat
{
    private const int Version = 1;

    private static readonly LineContext Json = new(new JsonSerializerOptions(LineContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write(RunPlan plan)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = Json.Options.Encoder });
        void WriteLine(Line line)
        {
            JsonSerializer.Serialize(json, line, Json.Line);
            json.Reset();
            bytes.Write("\n"u8);
        }

        WriteLine(new Line { FleetPlan = Version, Devices = plan.Devices.Count, Outputs = plan.Outputs });
        var lists = new Dictionary<IReadOnlyList<string>, int>(SameStrings.Instance);
        foreach (var (device, commands) in plan.Devices)
        {
            if (!lists.TryGetValue(commands, out var list))
            {
                list = lists.Count;
                lists.Add(commands, list);
                WriteLine(new Line { Commands = commands });
            }

            WriteLine(new Line { Device = device, List = list });
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">These bytes are no plan.</exception>
    public static RunPlan Read(ReadOnlySpan<byte> bytes)
    {
        var lists = new List<IReadOnlyList<string>>();
        var devices = new List<PlannedDevice>();
        Line? head = null;
        for (var number = 1; bytes.Length > 0; number++)
        {
            var end = bytes.IndexOf((byte)'\n');
            switch (Parse(end < 0 ? bytes : bytes[..end], number))
            {
                case { FleetPlan: { } version } line when number == 1:
                    head = version == Version ? line : throw Error(number, $"version {version} is not known; this version of fleet reads {Version}");
                    break;
                case { Commands: { } commands } when number > 1:
                    lists.Add(commands);
                    break;
                case { Device: { } device, List: { } list } when number > 1 && list >= 0 && list < lists.Count:
                    devices.Add(new PlannedDevice(device, lists[list]));
                    break;
                default:
                    throw Error(number, number == 1 ? "it is no head of a plan" : "it is neither a list of commands nor a device with the number of one");
            }

            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        var plan = new RunPlan(devices);
        return head is null ? throw Error(1, "it is missing")
            : head.Devices == devices.Count && head.Outputs == plan.Outputs ? plan
            : throw Error(1, $"it announces {head.Devices} devices and {head.Outputs} outputs, but {devices.Count} and {plan.Outputs} follow");
    }

    private static Line? Parse(ReadOnlySpan<byte> bytes, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, Json.Line);
        }
        catch (JsonException e)
        {
            throw Error(number, e.Message, e);
        }
    }

    private static FormatException Error(int line, string message, Exception? inner = null) =>
        new($"These bytes are no plan of a run: line {line}: {message}.", inner);

    /// <summary>Every kind of line; what a kind does not have is <see langword="null"/>.</summary>
    private sealed record Line
    {
        public int? FleetPlan { get; init; }

        public int? Devices { get; init; }

        public int? Outputs { get; init; }

        public IReadOnlyList<string>? Commands { get; init; }

        public string? Device { get; init; }

        public int? List { get; init; }
    }

    [JsonSerializable(typeof(Line))]
    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    private sealed partial class LineContext : JsonSerializerContext;
}

using Fleet.Inventory.Yaml;

namespace Fleet.Sessions.Platforms;

/// <summary>Reads the instructions of a platform definition.</summary>
/// <param name="reader">Reads their values.</param>
/// <param name="references">Takes the modes that they name.</param>
internal sealed class InstructionReader(YamlReader reader, List<YamlScalar> references)
{
    private static readonly string[] Kinds = ["enter_mode", "write", "send_input", "send_prompted_input"];
    private static readonly string[] EnterModeKeys = ["requested_mode"];
    private static readonly string[] InputKeys = ["input"];
    private static readonly string[] PromptedInputKeys = ["input", "prompt_exact", "prompt_pattern", "response"];

    /// <summary>Reads a list of instructions.</summary>
    public List<Instruction> Read(YamlNode node, string what)
    {
        var instructions = new List<Instruction>();
        foreach (var item in reader.Items(node, what))
        {
            foreach (var (key, value) in reader.Fields(item, "an instruction", Kinds))
                instructions.Add(ReadOne(key.Value, value));
            if (item is YamlMap { Entries.Count: not 1 })
                reader.Errors.Add(item, $"an instruction is exactly one of {string.Join(", ", Kinds)}");
        }

        return instructions;
    }

    private Instruction ReadOne(string kind, YamlNode node)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] keys = kind switch
        {
            "enter_mode" => EnterModeKeys,
            "send_prompted_input" => PromptedInputKeys,
            _ => InputKeys,
        };
        foreach (var (key, value) in reader.Fields(node, kind, keys))
        {
            values[key.Value] = (key.Value == "prompt_pattern" ? reader.Pattern(value, key.Value) : reader.Text(value, key.Value)) ?? "";
            if (key.Value == "requested_mode" && value is YamlScalar mode)
                references.Add(mode);
        }

        bool prompted = kind == "send_prompted_input";
        reader.Require(node, kind, prompted ? ["input", "response"] : keys);
        if (prompted)
            reader.RequireOne(node, kind, "prompt_exact", "prompt_pattern");
        return kind switch
        {
            "enter_mode" => new Instruction.EnterMode(values.GetValueOrDefault("requested_mode", "")),
            "write" => new Instruction.Write(values.GetValueOrDefault("input", "")),
            "send_input" => new Instruction.SendInput(values.GetValueOrDefault("input", "")),
            _ => new Instruction.SendPromptedInput(
                values.GetValueOrDefault("input", ""),
                values.GetValueOrDefault("prompt_exact"),
                values.GetValueOrDefault("prompt_pattern"),
                values.GetValueOrDefault("response", "")),
        };
    }
}

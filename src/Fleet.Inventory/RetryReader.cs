using Fleet.Inventory.Yaml;

namespace Fleet.Inventory;

/// <summary>Reads the retries of a device, of a group or of the defaults.</summary>
internal sealed class RetryReader(YamlReader reader)
{
    private static readonly string[] Keys = ["attempts", "budget", "minBackoff", "maxBackoff"];

    /// <summary>What a map says; what is wrong in it counts as unsaid.</summary>
    public RetryBudget Read(YamlNode node)
    {
        var retry = RetryBudget.Unsaid;
        foreach (var (key, value) in reader.Fields(node, "retry", Keys))
        {
            retry = key.Value switch
            {
                "attempts" => retry with { Attempts = reader.Number(value, "attempts", 1, RetryBudget.MostAttempts) },
                "budget" => retry with { Budget = Time(value, "budget") },
                "minBackoff" => retry with { MinBackoff = Time(value, "minBackoff") },
                _ => retry with { MaxBackoff = Time(value, "maxBackoff") },
            };
        }

        if (node is YamlMap { Entries.Count: 0 })
            reader.Errors.Add(node, $"retry is empty: give it {string.Join(", ", Keys[..^1])} or {Keys[^1]}, or leave it out to inherit");
        if (retry.MinBackoff > retry.MaxBackoff)
            reader.Errors.Add(node, "minBackoff is longer than maxBackoff");
        return retry;
    }

    private TimeSpan? Time(YamlNode node, string what)
    {
        if (reader.Text(node, what) is not { } text)
            return null;
        if (Duration.Parse(text) is { } time)
            return time;
        reader.Errors.Add(node, $"{what} is {Duration.Expected}, at most {Duration.Longest.TotalHours:0}h, not {YamlReader.Quote(text)}");
        return null;
    }
}

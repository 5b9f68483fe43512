using System.CommandLine;
using System.Globalization;
using Fleet.Collection.Permits.Limits;

namespace Fleet.LoadTests.CommandLine;

/// <summary>Options that say how large a test is.</summary>
internal static class SizeOptions
{
    private const double LeastMinutes = 0.1;
    private const double MostMinutes = 7 * 24 * 60;

    /// <summary>A whole number.</summary>
    public static Option<int> Number(string name, string description, string noun, int least, int most, int value) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} '{text}' is no {noun}, from {least:N0} to {most:N0}"));
            return value;
        },
    };

    /// <summary>How long.</summary>
    public static Option<double> Minutes(double? value) => new("--minutes")
    {
        Description = "How long the load is put on",
        HelpName = "N",
        DefaultValueFactory = _ => value ?? 0,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number is >= LeastMinutes and <= MostMinutes)
            {
                return number;
            }

            result.AddError(string.Create(
                CultureInfo.InvariantCulture, $"--minutes '{text}' is no number of minutes, from {LeastMinutes} to {MostMinutes:N0}"));
            return value ?? 0;
        },
    };

    /// <summary>Sessions at once.</summary>
    public static Option<Parallelism> Sessions() => new("--parallelism")
    {
        Description = "Sessions at once, or auto",
        HelpName = "N|auto",
        DefaultValueFactory = _ => Parallelism.Auto,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Parallelism.Parse(text) is { } parallelism)
            {
                return parallelism;
            }

            result.AddError(string.Create(
                CultureInfo.InvariantCulture, $"--parallelism '{text}' is no number of sessions, from 1 to {Parallelism.Most:N0}, nor auto"));
            return Parallelism.Auto;
        },
    };
}

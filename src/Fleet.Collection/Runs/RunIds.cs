using System.Globalization;
using System.Security.Cryptography;

namespace Fleet.Collection.Runs;

/// <summary>
/// Makes ids of runs: they sort by time, can be typed, and do not collide. Of one maker, none ever does; those of another
/// process do so in one of half a million cases if both begin a run in the same second, and then the later run ends with an
/// error. Safe for several threads at once.
/// </summary>
/// <param name="clock">The clock.</param>
public sealed class RunIds(TimeProvider clock)
{
    // Without vowels, so that no words come up, and without characters that are mistaken for others.
    private const string Alphabet = "bcdfghjkmnpqrstvwxz23456789";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _ofThisSecond = [];
    private string _second = "";

    /// <summary>An id such as <c>20260131-142501-k7xp</c>, of UTC and four random characters.</summary>
    public string New()
    {
        lock (_lock)
        {
            var second = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
            if (second != _second)
            {
                _second = second;
                _ofThisSecond.Clear();
            }

            string id;
            do
            {
                id = second + "-" + RandomNumberGenerator.GetString(Alphabet, 4);
            }
            while (!_ofThisSecond.Add(id));
            return id;
        }
    }
}

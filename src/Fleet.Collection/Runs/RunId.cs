using System.Globalization;
using System.Security.Cryptography;

namespace Fleet.Collection.Runs;

/// <summary>Makes ids of runs: they sort by time, can be typed, and do not collide.</summary>
public static class RunId
{
    // Without vowels, so that no words come up, and without characters that are mistaken for others.
    private const string Alphabet = "bcdfghjkmnpqrstvwxz23456789";

    /// <summary>An id such as <c>20260131-142501-k7xp</c>, of UTC and four random characters.</summary>
    public static string New(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
        + "-" + RandomNumberGenerator.GetString(Alphabet, 4);
}

namespace Fleet.Sessions.Terminal;

/// <summary>
/// How often in one session a pattern may run away on what the device sends. Each time costs
/// <see cref="Platforms.PromptPattern.MatchTimeout"/> of a core.
/// </summary>
/// <param name="platform">Whose patterns they are.</param>
internal sealed class Patience(string platform)
{
    /// <summary>How often.</summary>
    public const int Most = 10;

    private int _lost;

    /// <summary>A match was broken off.</summary>
    /// <exception cref="SessionException">It was one too many.</exception>
    public void Lose()
    {
        if (++_lost > Most)
            throw new SessionException(
                FailureClass.PromptNotFound,
                $"a prompt pattern of platform {platform} takes too long on what the device sends: write it without "
                + "look-arounds and back-references, so that its time is linear");
    }
}

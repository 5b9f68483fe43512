namespace Fleet.Farm.Content;

/// <summary>How often an output has changed.</summary>
internal static class Revisions
{
    /// <summary>
    /// The number of epochs from 1 to <paramref name="epoch"/> in which an output changed. An output depends on the epoch
    /// through this number alone, so it stays the same to the byte in all others.
    /// </summary>
    /// <param name="seed">The seed of one command on one device.</param>
    /// <param name="epoch">The epoch, 0 and up.</param>
    /// <param name="share">Share of epochs with a change, 0 to 1.</param>
    public static int At(ulong seed, int epoch, double share)
    {
        int changes = 0;
        for (int e = 1; e <= epoch; e++)
        {
            if (SplitMix.At(seed, e).Unit() < share)
                changes++;
        }
        return changes;
    }
}

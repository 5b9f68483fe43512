namespace Fleet.Sessions.Shell;

/// <summary>
/// How long nothing may arrive before a last line that could be the end, but need not be, is taken for it.
/// </summary>
/// <remarks>
/// The learnt prompt itself ends a read at once. These settle the other cases, so they cost time once in a session and
/// not once in a command. See <see cref="DeviceShell"/> for which is which.
/// </remarks>
/// <param name="Likely">For a prompt of the same device in another mode, the first prompt, and a pager.</param>
/// <param name="Doubtful">For whatever else looks like a prompt.</param>
/// <param name="Nudge">For no prompt at all after login; then RETURN is sent, a few times.</param>
internal sealed record QuietTimes(TimeSpan Likely, TimeSpan Doubtful, TimeSpan Nudge)
{
    /// <summary>Longer than devices pause between two packets, short beside a login.</summary>
    public static readonly QuietTimes Default =
        new(TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
}

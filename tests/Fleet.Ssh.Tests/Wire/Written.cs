using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Tests.Wire;

/// <summary>What a writer holds after something was written to it.</summary>
internal static class Written
{
    public static byte[] By(Action<SshWriter> write)
    {
        var writer = new SshWriter(capacity: 1);
        write(writer);
        return writer.Written.ToArray();
    }
}

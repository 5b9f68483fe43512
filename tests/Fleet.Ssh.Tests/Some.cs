using CsCheck;

namespace Fleet.Ssh.Tests;

/// <summary>Generators that several tests draw from.</summary>
internal static class Some
{
    /// <summary>Text that UTF-8 can say.</summary>
    public static Gen<string> Text { get; } = Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 20];

    /// <summary>A name of the registries.</summary>
    public static Gen<string> Name { get; } =
        Gen.String[Gen.Char['!', '~'].Where(c => c != ','), 1, 20];

    /// <summary>A list of names.</summary>
    public static Gen<string[]> Names { get; } = Name.Array[0, 5];

    /// <summary>Bytes.</summary>
    public static Gen<byte[]> Bytes { get; } = Gen.Byte.Array[0, 80];
}

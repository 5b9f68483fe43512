using System.Buffers.Binary;
using CsCheck;

namespace Fleet.Ssh.Tests.Messages;

/// <summary>Damage to a message, where it hurts most: other bytes, other lengths, ends cut off, ends added.</summary>
internal sealed record Mutation(int Kind, double Where, uint Value, byte[] Bytes)
{
    private static readonly uint[] Awkward = [0, 1, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

    public static Gen<Mutation> Any { get; } =
        Gen.Select(Gen.Int[0, 4], Gen.Double[0, 1], Gen.OneOf(Gen.UInt, Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i]), Gen.UInt[0, 64]), Some.Bytes)
            .Select((kind, where, value, bytes) => new Mutation(kind, where, value, bytes));

    public byte[] Apply(byte[] message)
    {
        byte[] mutated = [.. message];
        int at = Math.Min((int)(Where * message.Length), message.Length - 1);
        switch (Kind)
        {
            case 0:
                mutated[at] = (byte)Value;
                return mutated;
            case 1 when message.Length >= 5:
                // A length is what most fields begin with.
                BinaryPrimitives.WriteUInt32BigEndian(mutated.AsSpan(Math.Clamp(at, 1, message.Length - 4)), Value);
                return mutated;
            case 2:
                return mutated[..at];
            case 3:
                return [.. mutated, .. Bytes];
            default:
                return [mutated[0], .. Bytes];
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MicroCare.Local.Durable;

/// <summary>Name-based GUIDs, version 5 (RFC 9562, section 5.5).</summary>
internal static class DeterministicGuid
{
    private static readonly Guid s_namespace = new("2f1d7c0a-6f0b-4c55-9a53-0f6c1c3a7f10");

    public static Guid From(string instanceId, DateTime turn, int counter)
    {
        var name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{turn:o}_{counter}"));
        Span<byte> input = new byte[16 + name.Length];
        s_namespace.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input[16..]);

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Version 5 is SHA-1 by definition; nothing is protected by it.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}

using MicroCare.Adapters.Keys;

namespace MicroCare.Tests.Adapters;

/// <summary>Fixed secrets.</summary>
internal static class TestKeys
{
    public static KeyRing Ring { get; } = new(
        "k1", new Dictionary<string, byte[]> { ["k1"] = [.. Enumerable.Range(0, 32).Select(i => (byte)i)] }, [.. Enumerable.Range(32, 32).Select(i => (byte)i)]);
}

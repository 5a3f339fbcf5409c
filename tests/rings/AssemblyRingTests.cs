using System.Reflection;

namespace MicroCare.Tests.Rings;

/// <summary>What the built assemblies of the rings truly use.</summary>
public sealed class AssemblyRingTests
{
    public static TheoryData<string, string[]> Forbidden => new()
    {
        { "MicroCare.Core", ["Azure.", "Microsoft.", "MicroCare."] },
        { "MicroCare.Adapters", ["Microsoft.AspNetCore", "Microsoft.Azure", "Microsoft.DurableTask", "MicroCare.Functions", "MicroCare.Orchestrations", "MicroCare.Local.Durable", "MicroCare.Local.Worker", "microcare"] },
        { "MicroCare.Orchestrations", ["Azure.", "Microsoft.ML", "MicroCare.Adapters", "MicroCare.Functions", "MicroCare.Local.Sms", "microcare"] },
        { "MicroCare.Functions", ["Microsoft.ML", "MicroCare.Local.Sms", "microcare"] },
        { "MicroCare.Local.Durable", ["MicroCare."] },
        { "MicroCare.Local.Sms", ["MicroCare.", "Microsoft."] },
        { "MicroCare.Local.Worker", ["MicroCare.Core", "MicroCare.Adapters", "MicroCare.Functions", "MicroCare.Orchestrations", "MicroCare.Local.Sms", "microcare"] },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Assembly_UsesNothingOfAnOuterRing(string assembly, string[] forbidden)
    {
        ArgumentNullException.ThrowIfNull(forbidden);
        var used = Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, name => forbidden.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
    }
}

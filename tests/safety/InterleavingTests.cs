using System.Globalization;

namespace MicroCare.Tests.Safety;

/// <summary>
/// Random orders of texts, clocks, people and failures; what a hospital's lawyer and a crisis counsellor would check holds in each. A hundred thousand in every run of the
/// tests; <c>MICROCARE_INTERLEAVINGS=1000000</c> makes it a million, <c>MICROCARE_INTERLEAVING=n</c> plays one again and tells its story.
/// </summary>
public sealed class InterleavingTests
{
    private const int Usual = 100_000;
    private const int OfOneWorld = 2_000;

    [Fact]
    public async Task Interleavings_AnyOfThem_KeepWhatIsPromised()
    {
        if (Read("MICROCARE_INTERLEAVING") is { } one)
        {
            using var world = new SafetyWorld();
            var story = new Interleaving(world, one);
            var broken = await story.PlayAsync();
            Assert.True(broken is null, $"{broken}\n{string.Join('\n', story.Told)}");
            return;
        }

        var most = Read("MICROCARE_INTERLEAVINGS") ?? Usual;
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (most + OfOneWorld - 1) / OfOneWorld),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (share, stopping) =>
            {
                using var world = new SafetyWorld();
                for (var seed = share * OfOneWorld; seed < Math.Min(most, (share + 1) * OfOneWorld) && failures.IsEmpty; seed++)
                {
                    var story = new Interleaving(world, seed);
                    if (await story.PlayAsync() is { } broken)
                    {
                        failures.Add($"Interleaving {seed}: {broken}\n{string.Join('\n', story.Told)}");
                    }
                }
            });
        Assert.True(failures.IsEmpty, failures.FirstOrDefault());
    }

    private static int? Read(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : null;
}

using System.Diagnostics;
using Azure.Storage.Queues.Models;
using MicroCare.Adapters;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Adapters.Phones;
using MicroCare.Adapters.Programs;
using MicroCare.Adapters.Storage;
using MicroCare.Adapters.Texting;
using MicroCare.Core.Ports;
using MicroCare.Functions.Inbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MicroCare.Bench;

/// <summary>(a) Replies a second with everything in memory: the inbound function, its event parsed anew each time, on all cores.</summary>
internal static class RepliesInMemory
{
    private const double Goal = 20_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options)
    {
        var rates = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            rates.Add(await RoundAsync(options.Sized(40_000, 4_000)));
        }

        rates.RemoveAt(0); // Warms up.
        rates.Sort();
        return [Figure.AtLeast("a", "replies a second, in memory", Goal, rates[rates.Count / 2], "/s")];
    }

    private static async Task<double> RoundAsync(int replies)
    {
        var sent = 0;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<ITextSender>(new InMemoryTextSender(_ => Interlocked.Increment(ref sent)));
        services.AddSingleton(new ProgramLibrary([BenchProgram.Read()]));
        services.AddSingleton(new KeyRing("k", new Dictionary<string, byte[]> { ["k"] = new byte[32] }, new byte[32]));
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DataStorage"] = StorageConnection.InMemory,
            ["MicroCare:SmsConnectionString"] = "unused",
            ["MicroCare:SmsFrom"] = "+18335550100",
            ["MicroCare:KeyFile"] = "unused",
            ["MicroCare:ProgramsFolder"] = "unused",
        }).Build();
        services.AddMicroCare(MicroCareSettings.Read(settings, isDevelopment: true));
        await using var provider = services.BuildServiceProvider();
        var now = SystemClock.Instance.GetCurrentInstant();
        await Seeds.StoreAsync(provider.GetRequiredService<IPatientStore>(), provider.GetRequiredService<IPhoneBook>(), 0, replies, now);
        var messages = Enumerable.Range(0, replies)
            .Select(i => QueuesModelFactory.QueueMessage($"m{i}", "r", BinaryData.FromBytes(Seeds.ReplyEvent(i, now.ToDateTimeOffset())), 1))
            .ToArray();
        var function = ActivatorUtilities.CreateInstance<InboundEvents>(provider);

        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(messages, async (message, cancellationToken) => await function.Run(message, client: null!, cancellationToken));
        var elapsed = watch.Elapsed;
        return sent == replies ? replies / elapsed.TotalSeconds : throw new InvalidOperationException($"{sent} answers to {replies} replies.");
    }
}

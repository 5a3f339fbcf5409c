using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using MicroCare.Local.Carriers;
using MicroCare.Local.Stack;

namespace MicroCare.Tests.Stack;

/// <summary>The whole service on real storage and the real send protocol.</summary>
public sealed class StackTests
{
    [Fact]
    public async Task Enroll_FromFiftyThreadsAtOnce_IsOneJourneyOneTextOneAlarm()
    {
        await using var stack = await StackUnderTest.StartAsync();
        var patients = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => stack.Client.EnrollAsync(StackUnderTest.Enrollment(), CancellationToken.None))));
        await stack.QuietAsync();

        var patient = Assert.Single(patients.Distinct());
        Assert.Single(stack.TextsTo(StackUnderTest.Phone));
        Assert.Single(await stack.FactsAsync(patient), fact => fact == "enrolled");
        var instances = new List<string>();
        await foreach (var instance in stack.Stack.Host.Durable.GetAllInstancesAsync())
        {
            instances.Add(instance.InstanceId);
        }

        Assert.Equal([$"journey-{patient}"], instances);
    }

    [Theory]
    [InlineData("429 and Retry-After")]
    [InlineData("500")]
    [InlineData("no answer after taking it")]
    [InlineData("connection lost after taking it")]
    public async Task Send_WhenTheCarrierFails_EndsWithOneTextOnThePhone(string fault)
    {
        await using var stack = await StackUnderTest.StartAsync();
        switch (fault)
        {
            case "429 and Retry-After":
                stack.Carrier.Faults.RefuseNext(429, TimeSpan.FromSeconds(1), times: 2);
                break;
            case "500":
                stack.Carrier.Faults.RefuseNext(500, times: 6); // More than the client retries: the alarm has to try again.
                break;
            case "no answer after taking it":
                stack.Carrier.Faults.StaySilentAfterTakingNext();
                break;
            default:
                stack.Carrier.Faults.HangUpAfterTakingNext(2);
                break;
        }

        var patient = await stack.Client.EnrollAsync(StackUnderTest.Enrollment(), CancellationToken.None);
        await StackUnderTest.UntilAsync(async () => (await stack.FactsAsync(patient)).Contains("textDelivered"), "the text to be delivered");
        await stack.QuietAsync();
        Assert.Single(stack.TextsTo(StackUnderTest.Phone));
        Assert.Single(await stack.FactsAsync(patient), fact => fact == "textDelivered");
    }

    [Fact]
    public async Task Reply_WhenTheCarrierFailsForLong_IsAnsweredOnceByTheAlarm()
    {
        await using var stack = await StackUnderTest.StartAsync();
        var patient = await stack.Client.EnrollAsync(StackUnderTest.Enrollment(), CancellationToken.None);
        await stack.QuietAsync();
        stack.Carrier.Faults.RefuseNext(503, times: 5);
        await stack.Carrier.TextAsync(StackUnderTest.Phone, LocalStack.Number, "YES");
        await StackUnderTest.UntilAsync(() => stack.TextsTo(StackUnderTest.Phone).Count(text => text.Status == TextStatus.Delivered) == 2, "the answer");
        await stack.QuietAsync();

        Assert.Equal(2, stack.TextsTo(StackUnderTest.Phone).Count);
        Assert.Single(await stack.FactsAsync(patient), fact => fact == "consentGiven");
    }

    [Fact]
    public async Task Storage_AfterADayOfTexts_HoldsNoNameNumberOrWord()
    {
        await using var stack = await StackUnderTest.StartAsync();
        var patient = await stack.Client.EnrollAsync(StackUnderTest.Enrollment("EXTCANARY77"), CancellationToken.None);
        await stack.Carrier.TextAsync(StackUnderTest.Phone, LocalStack.Number, "YES");
        await StackUnderTest.UntilAsync(async () => (await stack.FactsAsync(patient)).Contains("programStarted"), "the program to start");
        foreach (var words in (string[])["i feel like a wordcanary today", "HELP", "call me at 3125550142"])
        {
            await stack.Carrier.TextAsync(StackUnderTest.Phone, LocalStack.Number, words);
        }

        await stack.Stack.Host.Queues.SendAsync(LocalStack.InboundQueue, BinaryData.FromString("poison wordcanary 3125550142"), CancellationToken.None);
        await stack.Carrier.TextAsync("+13125550177", LocalStack.Number, "wordcanary of a stranger");
        await StackUnderTest.UntilAsync(
            async () => (await stack.Client.GetAsync("api/operator/dead-letters", CancellationToken.None)).AsArray().Count == 1, "the dead letter");
        await stack.QuietAsync();
        var (_, csv) = await stack.Client.ExportAsync("riverside", CancellationToken.None);

        var everything = await ReadAllAsync(stack.Stack.Storage);
        Assert.Contains(everything, text => text.Contains(patient, StringComparison.Ordinal)); // The search sees what is there.
        foreach (var canary in (string[])["Canarina", "Testperson", "EXTCANARY77", "3125550142", "3125550177", "wordcanary"])
        {
            Assert.DoesNotContain(canary, csv, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(everything, text => Holds(text, canary));
        }
    }

    /// <summary>Every key, column, message and blob of the account.</summary>
    private static async Task<IReadOnlyList<string>> ReadAllAsync(string connection)
    {
        var all = new List<string>();
        var tables = new TableServiceClient(connection);
        await foreach (var table in tables.QueryAsync())
        {
            all.Add(table.Name);
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                all.AddRange(row.Select(column => $"{column.Key}={(column.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : column.Value)}"));
            }
        }

        var queues = new QueueServiceClient(connection);
        await foreach (var queue in queues.GetQueuesAsync())
        {
            all.Add(queue.Name);
            foreach (var message in (await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32)).Value)
            {
                all.Add(message.Body.ToString());
            }
        }

        var blobs = new BlobServiceClient(connection);
        await foreach (var container in blobs.GetBlobContainersAsync())
        {
            await foreach (var blob in blobs.GetBlobContainerClient(container.Name).GetBlobsAsync())
            {
                all.Add(blob.Name);
                all.Add((await blobs.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
            }
        }

        return all;
    }

    private static bool Holds(string text, string canary) =>
        text.Contains(canary, StringComparison.OrdinalIgnoreCase)
        || Enumerable.Range(0, 3).Any(shift => text.Contains(Base64Core(canary, shift), StringComparison.Ordinal));

    /// <summary>What the canary's base 64 looks like after <paramref name="shift"/> bytes of something else, without its uncertain ends.</summary>
    private static string Base64Core(string canary, int shift)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + canary)).TrimEnd('=');
        return encoded[(shift == 0 ? 0 : shift + 1)..^2];
    }
}

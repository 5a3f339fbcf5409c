using System.Text.Json.Nodes;
using Azure.Data.Tables;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Local.Stack;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MicroCare.Tests.Stack;

/// <summary>Field keys are renewed while patients and service text each other.</summary>
public sealed class KeyRotationTests
{
    private static readonly string[] Phones = ["+13125550142", "+13125550143", "+13125550144"];

    [Fact]
    public async Task Rotation_WhileTextsFlow_LeavesNothingUnderTheOldKeyAndLosesNothing()
    {
        await using var stack = await StackUnderTest.StartAsync();
        var patients = await EnrollAsync(stack);
        await LettersOf(stack).KeepAsync("letter-1", LocalStack.InboundQueue, new PatientText(new string('x', 50_000)), Instant.FromUtc(2026, 10, 30, 15, 0), CancellationToken.None);
        Assert.NotEmpty(await UnderAsync(stack, "k1."));

        using var enough = new CancellationTokenSource();
        var sent = new int[Phones.Length];
        var texting = Phones.Select((phone, index) => TextAsync(stack, phone, sent, index, enough.Token)).ToArray();
        await StackUnderTest.UntilAsync(
            async () => (await UnderAsync(stack, "k1.")).Count(cell => cell.StartsWith("patients/Words", StringComparison.Ordinal)) > 10, "the conversation to be under way");
        Assert.Equal("k2", Keys(stack.Folder).Add());
        var done = await FinishedAsync(stack, await stack.Client.PostAsync("api/operator/keys/reencryptions", CancellationToken.None));
        var atEnd = sent.Sum();
        await StackUnderTest.UntilAsync(() => sent.Sum() > atEnd + 5, "the conversation to go on");
        await enough.CancelAsync();
        await Task.WhenAll(texting);
        await stack.QuietAsync();

        Assert.True((int)done["progress"]!["fields"]! > 10);
        Assert.Equal((int)done["progress"]!["of"]!, (int)done["progress"]!["done"]!);
        Assert.Empty(await UnderAsync(stack, "k1."));
        Assert.NotEmpty(await UnderAsync(stack, "k2."));
        await AssertConversationsAsync(stack, patients, sent);
    }

    [Fact]
    public async Task Rotation_CutOffByARestart_FinishesAfterIt_AndTheOldKeyCanGo()
    {
        var folder = Directory.CreateTempSubdirectory("microcare-rotation").FullName;
        try
        {
            var first = await StackUnderTest.StartAsync(folder);
            var patients = await EnrollAsync(first);
            await first.QuietAsync();
            Keys(folder).Add();
            await first.Client.PostAsync("api/operator/keys/reencryptions", CancellationToken.None);
            await first.StopAsync();

            var second = await StackUnderTest.StartAsync(folder);
            var again = await second.Client.PostAsync("api/operator/keys/reencryptions", CancellationToken.None);
            Assert.Equal("completed", (string?)(await FinishedAsync(second, again))["status"]);
            Assert.Empty(await UnderAsync(second, "k1."));

            // Another rotation right after the first; then both old keys go.
            Assert.Equal("k3", Keys(folder).Add());
            await FinishedAsync(second, await second.Client.PostAsync("api/operator/keys/reencryptions", CancellationToken.None));
            await second.StopAsync();
            Keys(folder).Remove("k1");
            Keys(folder).Remove("k2");

            await using var third = await StackUnderTest.StartAsync(folder);
            Assert.Empty(await UnderAsync(third, "k1."));
            Assert.Empty(await UnderAsync(third, "k2."));
            await AssertConversationsAsync(third, patients, new int[Phones.Length]);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public async Task Rotation_OverADamagedField_LeavesItAndDoesTheRest()
    {
        await using var stack = await StackUnderTest.StartAsync();
        var patients = await EnrollAsync(stack);
        await stack.QuietAsync();
        var table = new TableClient(stack.Stack.Storage, "patients");
        var damaged = "k1." + Convert.ToBase64String(new byte[60]);
        await table.UpdateEntityAsync(new TableEntity(patients[0], "state") { ["Name"] = damaged }, Azure.ETag.All);
        Keys(stack.Folder).Add();

        var done = await FinishedAsync(stack, await stack.Client.PostAsync("api/operator/keys/reencryptions", CancellationToken.None));

        Assert.Equal("completed", (string?)done["status"]);
        Assert.Equal(1, (int)done["progress"]!["unreadable"]!);
        Assert.Equal(damaged, (await table.GetEntityAsync<TableEntity>(patients[0], "state")).Value.GetString("Name"));
        Assert.All(await UnderAsync(stack, "k1."), cell => Assert.Matches("^patients/(Name|Phone|Body[0-9]+)$", cell)); // That row, and no other.
        Assert.NotEmpty(await UnderAsync(stack, "k2."));
    }

    private static KeyFile Keys(string folder) => new(Path.Combine(folder, "keys.json"), create: false);

    private static IDeadLetters LettersOf(StackUnderTest stack) => stack.Stack.Host.Services.GetRequiredService<IDeadLetters>();

    private static async Task<string[]> EnrollAsync(StackUnderTest stack)
    {
        var patients = new List<string>();
        foreach (var phone in Phones)
        {
            patients.Add(await stack.Client.EnrollAsync(StackUnderTest.Enrollment($"R-{phone}", phone), CancellationToken.None));
            await StackUnderTest.UntilAsync(() => stack.TextsTo(phone).Count > 0, "the first text");
            await stack.Carrier.TextAsync(phone, LocalStack.Number, "YES");
        }

        return [.. patients];
    }

    /// <summary>A patient writes, again and again; each text is another one.</summary>
    private static async Task TextAsync(StackUnderTest stack, string phone, int[] sent, int index, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await stack.Carrier.TextAsync(phone, LocalStack.Number, Said(index, sent[index]));
            sent[index]++;
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, CancellationToken.None);
        }
    }

    private static string Said(int patient, int number) => $"I am thinking about thing {patient}-{number}.";

    private static async Task<JsonNode> FinishedAsync(StackUnderTest stack, JsonNode status)
    {
        var url = ((string)status["statusUrl"]!).TrimStart('/');
        await StackUnderTest.UntilAsync(
            async () => (string)(status = await stack.Client.GetAsync(url, CancellationToken.None))["status"]! is "completed" or "failed", "the re-encryption");
        return status;
    }

    /// <summary>The cells of every table that begin as ciphertexts of a key do.</summary>
    private static async Task<List<string>> UnderAsync(StackUnderTest stack, string prefix)
    {
        var found = new List<string>();
        var tables = new TableServiceClient(stack.Stack.Storage);
        await foreach (var table in tables.QueryAsync())
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                found.AddRange(row.Where(cell => cell.Value is string text && text.StartsWith(prefix, StringComparison.Ordinal)).Select(cell => $"{table.Name}/{cell.Key}"));
            }
        }

        return found;
    }

    /// <summary>Every word that was said is there, once, and reads right; so do names and numbers.</summary>
    private static async Task AssertConversationsAsync(StackUnderTest stack, string[] patients, int[] sent)
    {
        var store = stack.Stack.Host.Services.GetRequiredService<IPatientStore>();
        for (var i = 0; i < patients.Length; i++)
        {
            var patient = new PatientId(patients[i]);
            var words = (await store.ReadFactsAsync(patient, CancellationToken.None))
                .Select(fact => fact.Words?.Words).Where(said => said?.StartsWith("I am", StringComparison.Ordinal) == true).ToList();
            Assert.Equal(Enumerable.Range(0, sent[i]).Select(number => Said(i, number)).Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
            var record = await store.LoadAsync(patient, CancellationToken.None);
            Assert.Equal(Phones[i], record!.Contact.Phone.Words);
            Assert.Equal("Canarina Testperson", record.Contact.Name.Words);
        }
    }
}

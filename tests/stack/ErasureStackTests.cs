using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using MicroCare.Adapters.Erasures;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Local.Stack;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MicroCare.Tests.Stack;

/// <summary>
/// A person whose name, number and words are like nobody else's lives through everything, is erased, and is then searched for: in every row of every table, with
/// every field decrypted, in every message, blob and line of the log.
/// </summary>
public sealed partial class ErasureStackTests
{
    private const string OtherPhone = "+13125550198";
    private const string Erasures = "erasures";

    // Who was erased, and who looked at whom: opaque ids, for six years.
    private static readonly string?[] Kept = [Erasures, "audit"];

    // A day in some four seconds while nothing is going on.
    private const double Fast = 20_000;

    private static readonly string[] Canaries = ["Zebulonia", "Quirkwood", "EXTCANARY77", "3125550142", "wordcanary", "notecanary", "staffcanary"];

    [Fact]
    public async Task Erasure_OfSomebodyToWhomEverythingHappened_LeavesNoTraceAndNobodyElseIsHurt()
    {
        var logs = new LogLines();
        await using var stack = await StartAsync(null, logs, null);
        var (patient, study) = await LiveAsync(stack);
        var before = await SearchAsync(stack);
        foreach (var canary in Canaries.Where(canary => canary != "EXTCANARY77").Append(study).Append(patient)) // The clinic's own id is kept as a hash only.
        {
            Assert.Contains(before, found => found.Holds(canary)); // The search sees what is there.
        }

        Assert.Equal(
            ["MicroCareDurable", "audit", "cases", "deadletters", "patients", "phones", "requests"],
            before.Where(found => found.Table is not null && (found.Holds(patient) || found.Holds("wordcanary"))).Select(found => found.Table!.TrimEnd([.. "0123456789"])).Distinct().Order(StringComparer.Ordinal));

        await EraseAsync(stack, patient);

        var after = await SearchAsync(stack);
        foreach (var canary in Canaries.Append(study))
        {
            Assert.DoesNotContain(after, found => found.Holds(canary));
            Assert.DoesNotContain(logs.All, line => new Found(null, line).Holds(canary));
        }

        Assert.All(after.Where(found => found.Holds(patient)), found => Assert.Contains(found.Table, Kept));
        Assert.Contains(after, found => found.Table == Erasures && found.Holds(patient));
        Assert.Single((await HeldAsync(stack, () => stack.Client.GetAsync("api/operator/dead-letters", CancellationToken.None))).AsArray());
        await AssertOtherAsync(stack);

        // Whoever writes from that number now is a stranger, and nothing comes back.
        await stack.Carrier.TextAsync(StackUnderTest.Phone, LocalStack.Number, "wordcanary hello?");
        await stack.QuietAsync();
        Assert.DoesNotContain(await SearchAsync(stack), found => Canaries.Any(found.Holds));
    }

    [Theory]
    [InlineData(nameof(IErasure.EraseCasesAsync))]
    [InlineData(nameof(IErasure.EraseDeadLettersAsync))]
    [InlineData(nameof(IErasure.EraseFromExportsAsync))]
    [InlineData(nameof(IErasure.ForgetAnswersAsync))]
    [InlineData(nameof(IErasure.ErasePatientAsync))]
    public async Task Search_AfterAnErasureThatLeavesOneThingOut_FindsIt(string leftOut)
    {
        await using var stack = await StartAsync(null, new LogLines(), leftOut);
        var (patient, study) = await LiveAsync(stack);
        await EraseAsync(stack, patient);
        var after = await SearchAsync(stack);
        Assert.Contains(after, found => !Kept.Contains(found.Table) && Canaries.Append(study).Append(patient).Any(found.Holds));
    }

    [Fact]
    public async Task Erasure_WhenTheServiceIsStoppedInIt_EndsAfterTheRestart()
    {
        var folder = Directory.CreateTempSubdirectory("microcare-erasure").FullName;
        try
        {
            var first = await StartAsync(folder, new LogLines(), null);
            var (patient, study) = await LiveAsync(first);
            await OrderAsync(first, patient);
            await first.StopAsync();

            await using var second = await StartAsync(folder, new LogLines(), null);
            await EraseAsync(second, patient);
            var after = await SearchAsync(second);
            Assert.DoesNotContain(after, found => Canaries.Append(study).Any(found.Holds));
            Assert.All(after.Where(found => found.Holds(patient)), found => Assert.Contains(found.Table, Kept));
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static Task<StackUnderTest> StartAsync(string? folder, LogLines logs, string? leftOut) => StackUnderTest.StartAsync(
        folder,
        options => options with
        {
            EscalationWatchSchedule = "0 0 */6 * * *",
            ProgramsFolder = Path.Combine(AppContext.BaseDirectory, "cases", "stack"),
            Logging = logging => logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug),
            Services = services =>
            {
                if (leftOut is not null)
                {
                    services.AddSingleton<IErasure>(provider => new LeavingOut(ActivatorUtilities.CreateInstance<Erasure>(provider, TimeSpan.FromSeconds(10)), leftOut));
                }
            },
        },
        Fast);

    /// <summary>Two people live through a few days; one of them through everything.</summary>
    private static async Task<(string Patient, string Study)> LiveAsync(StackUnderTest stack)
    {
        var enrollment = StackUnderTest.Enrollment("EXTCANARY77");
        enrollment["name"] = "Zebulonia Quirkwood";
        enrollment["program"] = "ten-days";
        enrollment["researchConsent"] = "paper form";
        var patient = await HeldAsync(stack, () => stack.Client.EnrollAsync(enrollment, CancellationToken.None));
        var other = StackUnderTest.Enrollment("B-1", OtherPhone);
        other["program"] = "ten-days";
        other["researchConsent"] = "paper form";
        var otherPatient = await HeldAsync(stack, () => stack.Client.EnrollAsync(other, CancellationToken.None));
        foreach (var phone in (string[])[StackUnderTest.Phone, OtherPhone])
        {
            await stack.Carrier.TextAsync(phone, LocalStack.Number, "YES");
        }

        foreach (var one in (string[])[patient, otherPatient])
        {
            await PassUntilAsync(stack, async () => (await stack.FactsAsync(one)).Contains("promptSent"), "a step");
        }

        await stack.Carrier.TextAsync(StackUnderTest.Phone, LocalStack.Number, "7");
        await PassUntilAsync(stack, async () => (await stack.FactsAsync(patient)).Contains("answerUnderstood"), "the answer");
        await stack.Carrier.TextAsync(StackUnderTest.Phone, LocalStack.Number, "i want to kill myself wordcanary");
        await PassUntilAsync(stack, async () => (await stack.FactsAsync(patient)).Contains("crisisTextReceived"), "the crisis");

        var services = stack.Stack.Host.Services;
        var journeys = services.GetRequiredService<IJourneys>();
        var id = new PatientId(patient);
        var view = (await journeys.ReadAsync(id, CancellationToken.None))!;
        var opened = view.State.Cases[0].Id;
        await journeys.TakeAsync(id, new JourneyInput.CaseActed(opened, CaseAction.Acknowledge, "nurse-7") { Id = new InputId("ack-1") }, CancellationToken.None);
        await journeys.TakeAsync(
            id, new JourneyInput.CaseActed(opened, CaseAction.Note, "nurse-7", Note: new PatientText("notecanary")) { Id = new InputId("note-1") }, CancellationToken.None);
        await journeys.TakeAsync(id, new JourneyInput.StaffWrote(new PatientText("staffcanary: how are you?"), "nurse-7") { Id = new InputId("staff-1") }, CancellationToken.None);

        await stack.Stack.Host.Queues.SendAsync(LocalStack.InboundQueue, BinaryData.FromString("poison wordcanary 3125550142"), CancellationToken.None);
        await stack.Stack.Host.Queues.SendAsync(LocalStack.InboundQueue, BinaryData.FromString("somebody else's poison"), CancellationToken.None);
        await PassUntilAsync(
            stack,
            async () => (await stack.Client.GetAsync("api/operator/dead-letters", CancellationToken.None)).AsArray().Count == 2, "the dead letters");
        var ledger = services.GetRequiredService<IRequestLedger>();
        await ledger.BeginAsync("aaaa", "body", view.State.EnrolledAt + Duration.FromDays(365), CancellationToken.None); // Not old enough to be cleaned away before the search.
        await ledger.FinishAsync("aaaa", new KeptAnswer(201, $$"""{"patientId":"{{patient}}"}""", null), CancellationToken.None);
        await stack.QuietAsync();

        var study = services.GetRequiredService<Pseudonyms>().StudyOf(id).Value;
        var (_, csv) = await HeldAsync(stack, () => stack.Client.ExportAsync("riverside", CancellationToken.None));
        Assert.Contains(study, csv, StringComparison.Ordinal);

        // A share of another export, which never ended.
        await new BlobContainerClient(stack.Stack.Storage, "exports").UploadBlobAsync(
            $"riverside/{new string('0', 32)}/share-07.csv", BinaryData.FromString($"{study},ten-days,1,001,0001,d01,True,,send,1,active,delivered,True,,,,\r\n"));
        return (patient, study);
    }

    /// <summary>Lets time run, but not while it is looked whether it is enough: a token is good for minutes, which here are milliseconds.</summary>
    private static Task PassUntilAsync(StackUnderTest stack, Func<Task<bool>> condition, string what) => StackUnderTest.UntilAsync(() => HeldAsync(stack, condition), what);

    private static async Task<T> HeldAsync<T>(StackUnderTest stack, Func<Task<T>> call)
    {
        using var work = stack.Gauge.Begin();
        return await call();
    }

    private static Task<JsonNode> OrderAsync(StackUnderTest stack, string patient) => HeldAsync(
        stack, () => stack.Client.PostAsync($"api/patients/{patient}/erase", new JsonObject { ["reason"] = "patientRequest" }, CancellationToken.None));

    private static async Task EraseAsync(StackUnderTest stack, string patient)
    {
        var url = $"api/patients/{patient}/erasure";
        await OrderAsync(stack, patient);
        await PassUntilAsync(stack, async () => (string?)(await stack.Client.GetAsync(url, CancellationToken.None))["status"] == "completed", "the erasure");
        await PassUntilAsync(
            stack,
            async () =>
            {
                await foreach (var instance in stack.Stack.Host.Durable.GetAllInstancesAsync())
                {
                    if (instance.InstanceId.StartsWith("erasure-", StringComparison.Ordinal) || (instance.InstanceId == "tidy-erasures" && !instance.IsCompleted))
                    {
                        return false;
                    }
                }

                return true;
            },
            "the erasure's own traces to go");
        var gone = await Assert.ThrowsAsync<HttpRequestException>(() => HeldAsync(stack, () => stack.Client.GetAsync($"api/patients/{patient}", CancellationToken.None)));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static async Task AssertOtherAsync(StackUnderTest stack)
    {
        var found = await SearchAsync(stack);
        Assert.Contains(found, one => one.Holds("Canarina"));
        Assert.Contains(found, one => one.Holds(OtherPhone));
        var containers = new BlobContainerClient(stack.Stack.Storage, "exports");
        await foreach (var blob in containers.GetBlobsAsync())
        {
            if (blob.Name.EndsWith("manifest.json", StringComparison.Ordinal))
            {
                var manifest = JsonNode.Parse((await containers.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString())!;
                var file = (await containers.GetBlobClient(blob.Name.Replace("manifest.json", "decision-points.csv", StringComparison.Ordinal)).DownloadContentAsync()).Value.Content.ToArray();
                Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), (string?)manifest["sha256"]);
                Assert.Equal(Encoding.UTF8.GetString(file).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1, (int)manifest["rows"]!);
                Assert.Equal(1, (int)manifest["participants"]!);
                Assert.True((int)manifest["rowsErased"]! > 0);
            }
        }
    }

    /// <summary>Every cell of every table, encrypted ones decrypted; every message; every blob.</summary>
    private static async Task<IReadOnlyList<Found>> SearchAsync(StackUnderTest stack)
    {
        var all = new List<Found>();
        var cipher = stack.Stack.Host.Services.GetRequiredService<FieldCipher>();
        var tables = new TableServiceClient(stack.Stack.Storage);
        await foreach (var table in tables.QueryAsync())
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                all.AddRange(row.Select(cell => new Found(table.Name, $"{cell.Key}={(cell.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : cell.Value)}")));
                all.AddRange(Secrets(table.Name, row, cipher).Select(words => new Found(table.Name, words)));
            }
        }

        var queues = new QueueServiceClient(stack.Stack.Storage);
        await foreach (var queue in queues.GetQueuesAsync())
        {
            all.AddRange((await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32)).Value.Select(message => new Found(null, message.Body.ToString())));
        }

        var blobs = new BlobServiceClient(stack.Stack.Storage);
        await foreach (var container in blobs.GetBlobContainersAsync())
        {
            await foreach (var blob in blobs.GetBlobContainerClient(container.Name).GetBlobsAsync())
            {
                all.Add(new Found(null, blob.Name));
                all.Add(new Found(null, (await blobs.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString()));
            }
        }

        return all;
    }

    private static IEnumerable<string> Secrets(string table, TableEntity row, FieldCipher cipher)
    {
        if (table == "deadletters")
        {
            yield return cipher.Decrypt(string.Concat(Enumerable.Range(0, row.GetInt32("Parts") ?? 0).Select(i => row.GetString($"Body{i}"))), $"dead/{row.RowKey}").Words;
            yield break;
        }

        foreach (var (column, value) in row)
        {
            if (value is string secret && Encrypted().IsMatch(secret))
            {
                var label = column is "Name" or "Phone" or "Memories" ? column.ToLowerInvariant() : column;
                yield return cipher.Decrypt(secret, $"{row.PartitionKey}/{label}").Words; // Fails where it is another's secret: then this search must learn it.
            }
        }
    }

    [GeneratedRegex("^k[0-9]+[.][A-Za-z0-9+/]{38,}=*$")]
    private static partial Regex Encrypted();

    /// <summary>Something that is kept.</summary>
    private sealed record Found(string? Table, string Text)
    {
        public bool Holds(string canary) =>
            Text.Contains(canary, StringComparison.OrdinalIgnoreCase) || Enumerable.Range(0, 3).Any(shift => Text.Contains(Base64Core(canary, shift), StringComparison.Ordinal));

        /// <summary>What the canary's base 64 looks like after <paramref name="shift"/> bytes of something else, without its uncertain ends.</summary>
        private static string Base64Core(string canary, int shift)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + canary)).TrimEnd('=');
            return encoded[(shift == 0 ? 0 : shift + 1)..^2];
        }
    }

    /// <summary>An erasure that forgets to do one thing.</summary>
    private sealed class LeavingOut(IErasure inner, string step) : IErasure
    {
        public TimeSpan Grace => inner.Grace;

        public Task<ErasureRecord?> BeginAsync(IEnumerable<ClinicId> clinics, PatientId patient, string who, ErasureReason reason, CancellationToken cancellationToken) =>
            inner.BeginAsync(clinics, patient, who, reason, cancellationToken);

        public Task<ErasureRecord?> FindAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken) => inner.FindAsync(clinic, patient, cancellationToken);

        public Task<System.Collections.Immutable.ImmutableArray<ErasureRecord>> ListUnfinishedAsync(CancellationToken cancellationToken) => inner.ListUnfinishedAsync(cancellationToken);

        public Task MarkAsync(ErasureTarget target, CancellationToken cancellationToken) => inner.MarkAsync(target, cancellationToken);

        public Task EraseCasesAsync(ErasureTarget target, CancellationToken cancellationToken) =>
            Unless(nameof(EraseCasesAsync), () => inner.EraseCasesAsync(target, cancellationToken));

        public Task EraseDeadLettersAsync(ErasureTarget target, CancellationToken cancellationToken) =>
            Unless(nameof(EraseDeadLettersAsync), () => inner.EraseDeadLettersAsync(target, cancellationToken));

        public Task EraseFromExportsAsync(ErasureTarget target, CancellationToken cancellationToken) =>
            Unless(nameof(EraseFromExportsAsync), () => inner.EraseFromExportsAsync(target, cancellationToken));

        public Task ForgetAnswersAsync(ErasureTarget target, CancellationToken cancellationToken) =>
            Unless(nameof(ForgetAnswersAsync), () => inner.ForgetAnswersAsync(target, cancellationToken));

        public Task KeepEvidenceAsync(ErasureTarget target, CancellationToken cancellationToken) => inner.KeepEvidenceAsync(target, cancellationToken);

        public Task ErasePatientAsync(ErasureTarget target, CancellationToken cancellationToken) =>
            Unless(nameof(ErasePatientAsync), () => inner.ErasePatientAsync(target, cancellationToken));

        public Task FinishAsync(ErasureTarget target, CancellationToken cancellationToken) => inner.FinishAsync(target, cancellationToken);

        private Task Unless(string name, Func<Task> run) => name == step ? Task.CompletedTask : run();
    }
}

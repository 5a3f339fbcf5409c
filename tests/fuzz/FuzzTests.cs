using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MicroCare.Functions.Access;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Fuzz;

/// <summary>Bad input of every kind, on every route and on the inbound queue: it is refused or kept, and never breaks anything.</summary>
public sealed partial class FuzzTests
{
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Http_WhateverIsSent_AnswersNeverWithAFaultOfItsOwn()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var operations = HttpOperation.Of(typeof(AccessGate).Assembly);
        var examples = await ExamplesAsync(service);
        var token = service.Token(Roles.All, "riverside", "river");
        var answers = new SortedDictionary<int, int>();
        var run = new FuzzRun("http", 600);
        foreach (var (number, random) in run.Cases())
        {
            var operation = operations[random.Next(operations.Count)];
            var path = RouteParameter().Replace(operation.Path, _ => Uri.EscapeDataString(Whole(random.Next(3) == 0 ? "riverside" : Mutations.Text(random))) is { Length: > 0 } part ? part[..Math.Min(part.Length, 2000)] : "x");
            var example = examples.GetValueOrDefault(operation.Path) ?? """{"clinic":"riverside"}""";
            var body = Mutations.Bytes(Encoding.UTF8.GetBytes(random.Next(10) == 0 ? example : Mutations.Json(example, random)), random);
            if (operation.Verb == "POST" && random.Next(15) == 0)
            {
                var line = await RawHttp.SendAsync(service.Host.BaseUri, RawHttp.Lie(path, token, body, random));
                Assert.False(line.Contains(" 500", StringComparison.Ordinal), $"{operation.Function}: {line}. {run.Again(number)}");
                continue;
            }

            using var request = new HttpRequestMessage(new HttpMethod(operation.Verb), path);
            if (operation.Verb == "POST")
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(12) == 0 ? Ascii(Mutations.Text(random)) : "application/json; charset=utf-8");
                if (random.Next(4) == 0)
                {
                    request.Headers.TryAddWithoutValidation("Idempotency-Key", Ascii(Mutations.Text(random)));
                }
            }

            request.Headers.TryAddWithoutValidation("Authorization", random.Next(10) == 0 ? Ascii(Mutations.Text(random)) : $"Bearer {token}");
            using var response = await service.Http.SendAsync(request);
            var status = (int)response.StatusCode;
            answers[status] = answers.GetValueOrDefault(status) + 1;
            Assert.True(status is not 500 and < 503, $"{operation.Function} answered {status}. {run.Again(number)}\n{string.Join('\n', Failures(service))}");
            if (status >= 400 && response.Content.Headers.ContentLength is not 0)
            {
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            }
        }

        AssertSound(service, run);
        Assert.True(run.Tried < 100 || answers.Keys.Count(status => status is 200 or 400 or 401 or 404) == 4, $"The cases are too much alike: {string.Join(", ", answers)}");
    }

    [Fact]
    public async Task Queue_WhateverIsPutThere_IsHandledOrKept()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "+13125550142"));
        var run = new FuzzRun("queue", 300);
        var put = 0;
        foreach (var (_, random) in run.Cases())
        {
            var good = Event(service, random);
            var message = Mutations.Bytes(Encoding.UTF8.GetBytes(random.Next(5) == 0 ? good : Mutations.Json(good, random)), random);
            await service.Host.Queues.SendAsync(ServiceUnderTest.Inbound, BinaryData.FromBytes(message), CancellationToken.None);
            if (++put % 50 == 0)
            {
                await EmptyAsync(service);
            }
        }

        await EmptyAsync(service);
        AssertSound(service, run);

        // It still works as before.
        await service.EnrollAsync(ServiceUnderTest.Enrollment("A-2", "+13125550177"));
        await service.PutAsync(service.TextEvent("+13125550177", "YES").ToJsonString());
        await service.RetryQueuesUntilAsync(() => Task.FromResult(service.TextsTo("+13125550177").Contains("STARTED")));
    }

    /// <summary>Moves the clock until both queues are empty: what cannot be handled is among the dead letters by then.</summary>
    private static Task EmptyAsync(ServiceUnderTest service) => service.RetryQueuesUntilAsync(async () =>
        await service.Host.Queues.CountAsync(ServiceUnderTest.Inbound, CancellationToken.None) == 0
        && await service.Host.Queues.CountAsync($"{ServiceUnderTest.Inbound}-poison", CancellationToken.None) == 0);

    /// <summary>The host runs, and nothing failed in a way that nobody foresaw.</summary>
    private static void AssertSound(ServiceUnderTest service, FuzzRun run)
    {
        Assert.False(service.Host.Completion.IsCompleted);
        var failures = Failures(service);
        Assert.True(failures.Count == 0, $"{string.Join('\n', failures)}\nafter {run.Tried} cases");
    }

    private static List<string> Failures(ServiceUnderTest service) =>
    [
        .. service.Logs.All
            .Where(line => (line.Contains(" failed", StringComparison.Ordinal) && !line.Contains("CarrierEventException", StringComparison.Ordinal)) || line.Contains("cannot be read", StringComparison.Ordinal))
            .Take(3),
    ];

    private static async Task<Dictionary<string, string>> ExamplesAsync(ServiceUnderTest service)
    {
        var described = JsonNode.Parse(await service.Http.GetStringAsync(new Uri("api/openapi.json", UriKind.Relative)))!;
        return described["paths"]!.AsObject()
            .Where(path => path.Value!["post"]?["requestBody"] is not null)
            .ToDictionary(path => path.Key, path => path.Value!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString());
    }

    private static string Event(ServiceUnderTest service, Random random)
    {
        var text = service.TextEvent(random.Next(2) == 0 ? "+13125550142" : "+13125550199", random.Next(2) == 0 ? "YES" : Whole(Mutations.Text(random)), $"f{random.Next()}");
        JsonNode node = random.Next(3) switch
        {
            0 => new JsonObject
            {
                ["id"] = "1",
                ["eventType"] = "Microsoft.Communication.SMSDeliveryReportReceived",
                ["data"] = new JsonObject
                {
                    ["messageId"] = $"r{random.Next()}",
                    ["from"] = "+18335550100",
                    ["to"] = "+13125550142",
                    ["deliveryStatus"] = random.Next(2) == 0 ? "Delivered" : "Failed",
                    ["deliveryStatusDetails"] = "No error.",
                    ["tag"] = random.Next(2) == 0 ? "im77x7zmpmr22zhduyjp3w6kuv.2" : Whole(Mutations.Text(random)),
                },
            },
            1 => new JsonArray(text, text.DeepClone()),
            _ => text,
        };
        return node.ToJsonString();
    }

    /// <summary>Without halves of characters, which a URL cannot carry.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Ascii(string text) => new([.. text.Where(c => c is >= ' ' and < '\x7f')]);

    [GeneratedRegex("\\{[A-Za-z]+\\}")]
    private static partial Regex RouteParameter();
}

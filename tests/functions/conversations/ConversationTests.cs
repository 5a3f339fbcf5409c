using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Functions.Conversations;

/// <summary>A person of the clinic and a patient write to each other.</summary>
public sealed class ConversationTests
{
    private const string SignedAs = "Ana Ruiz, RN";

    [Fact]
    public async Task Conversation_ShowsBothSidesInOrder()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.PassAsync(TimeSpan.FromDays(1));
        await care.Service.WriteAsync(CareUnderTest.Patient, "7");
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        using var wrote = await WriteAsync(care, "How are you now?");
        Assert.Equal(HttpStatusCode.Accepted, wrote.StatusCode);

        var texts = (await ReadAsync(care))["texts"]!.AsArray().Select(text => text!.AsObject()).ToList();
        Assert.Equal(
            [
                "out program CONSENT Canarina?", "in patient YES", "out program STARTED", "out program MOOD 0-10", "in patient 7", "out program THANKS MOOD",
                $"in patient {CareUnderTest.Danger}", "out safety ", "out tester Ana Ruiz, RN: How are you now?",
            ],
            texts.Select(text => $"{text["direction"]} {text["by"]} {((string?)text["by"] == "safety" ? "" : text["text"])}"));
        Assert.Contains("988", (string)texts[7]["text"]!, StringComparison.Ordinal);
        Assert.Contains("312-555-0100", (string)texts[7]["text"]!, StringComparison.Ordinal);
        Assert.Equal("d1", (string?)texts[3]["step"]);
        Assert.Equal("crisis", (string?)texts[6]["class"]);
        Assert.Equal("sent", (string?)texts[8]["delivery"]);
        Assert.Equal("Ana Ruiz, RN: How are you now?", care.Service.TextsTo(CareUnderTest.Patient).Last());
    }

    [Fact]
    public async Task Conversation_PageByPage_IsTheSame()
    {
        await using var care = await CareUnderTest.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await care.Service.WriteAsync(CareUnderTest.Patient, $"talk {i}");
        }

        var whole = (await ReadAsync(care))["texts"]!.AsArray().Select(text => (int)text!["number"]!).ToList();
        var paged = new List<int>();
        for (string? before = ""; before is not null;)
        {
            var page = await ReadAsync(care, $"?take=2{before}");
            paged.InsertRange(0, page["texts"]!.AsArray().Select(text => (int)text!["number"]!));
            before = page["before"] is { } more ? $"&before={more}" : null;
        }

        Assert.True(whole.Count > 6);
        Assert.Equal(whole, paged);
    }

    [Theory]
    [InlineData("take=0")]
    [InlineData("take=201")]
    [InlineData("before=x")]
    public async Task Conversation_WithABadPage_NamesTheField(string query)
    {
        await using var care = await CareUnderTest.StartAsync();
        using var response = await care.Service.Http.GetAsync(new Uri($"api/patients/{care.PatientId}/conversation?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]![query.Split('=')[0]]);
    }

    [Fact]
    public async Task Write_ToWhoeverSaidStop_IsRefusedEvenInAnEmergency()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        await care.Service.WriteAsync(CareUnderTest.Patient, "STOP");
        using var response = await WriteAsync(care, "hello");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("Nobody overrides that", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(care.Service.TextsTo(CareUnderTest.Patient), text => text.EndsWith("hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_AtNight_IsRefusedUnlessItIsAnEmergency()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.PassAsync(TimeSpan.FromHours(11)); // 23:00 in Chicago.
        using var refused = await WriteAsync(care, "hello");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);

        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        using var sent = await WriteAsync(care, "hello");
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
    }

    [Theory]
    [InlineData("", "hello", "signedAs")]
    [InlineData("7", "hello", "signedAs")]
    [InlineData(SignedAs, " ", "text")]
    [InlineData(SignedAs, "LONG", "text")]
    public async Task Write_WhatCannotBeSent_NamesTheField(string signedAs, string text, string field)
    {
        await using var care = await CareUnderTest.StartAsync();
        using var response = await care.PostAsync(
            $"api/patients/{care.PatientId}/messages", new { signedAs, text = text == "LONG" ? new string('x', 446) : text });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]![field]);
    }

    [Fact]
    public async Task Hold_AndRelease_StopTheProgramAndLetItGoOn()
    {
        await using var care = await CareUnderTest.StartAsync();
        using var held = await care.PostAsync($"api/patients/{care.PatientId}/hold");
        Assert.Equal(HttpStatusCode.OK, held.StatusCode);
        await care.Service.PassAsync(TimeSpan.FromDays(2));
        Assert.DoesNotContain("MOOD 0-10", care.Service.TextsTo(CareUnderTest.Patient));

        using var released = await care.PostAsync($"api/patients/{care.PatientId}/release");
        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
        await care.Service.PassAsync(TimeSpan.FromDays(2));
        Assert.Contains("MOOD 0-10", care.Service.TextsTo(CareUnderTest.Patient));
    }

    private static Task<HttpResponseMessage> WriteAsync(CareUnderTest care, string text) =>
        care.PostAsync($"api/patients/{care.PatientId}/messages", new { signedAs = SignedAs, text });

    private static async Task<JsonObject> ReadAsync(CareUnderTest care, string query = "") =>
        (await care.Service.Http.GetFromJsonAsync<JsonObject>($"api/patients/{care.PatientId}/conversation{query}"))!;
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MicroCare.Tests.Local.Worker;

public sealed class StartupTests
{
    [Theory]
    [InlineData(typeof(MissingSetting), "NoSuchSetting")]
    [InlineData(typeof(BadSchedule), "'0 7 * * *'")]
    [InlineData(typeof(BadQueue), "'Not_A_Queue'")]
    [InlineData(typeof(SameName), "Two functions are named 'same'")]
    [InlineData(typeof(NoTrigger), "has 0 triggers")]
    [InlineData(typeof(UnknownTrigger), "NewTriggerAttribute")]
    [InlineData(typeof(UnknownInput), "NewInputAttribute")]
    [InlineData(typeof(UnknownParameter), "'extra'")]
    [InlineData(typeof(NotInRoute), "'id'")]
    [InlineData(typeof(ValueTaskResult), "ValueTask")]
    [InlineData(typeof(AsyncVoid), "async void")]
    [InlineData(typeof(PlainResult), "String")]
    [InlineData(typeof(OtherHub), "'client'")]
    public async Task Host_WithWhatItCannotDo_RefusesToStartAndNamesIt(Type functions, string named) =>
        Assert.Contains(named, await TestHost.FailureAsync(functions), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("batchSize", "0", "extensions.queues.batchSize must be a number from 1 to 32")]
    [InlineData("maxPollingInterval", "00:00:00.05", "extensions.queues.maxPollingInterval must be a time")]
    [InlineData("messageEncoding", "utf8", "extensions.queues.messageEncoding must be base64 or none")]
    public async Task Host_WithAnImpossibleHostJson_NamesTheValue(string name, string value, string message) => Assert.Contains(
        message,
        await TestHost.FailureAsync(typeof(Fine), options => File.WriteAllText(
            Path.Combine(options.ContentRoot!, "host.json"), $$"""{ "extensions": { "queues": { "{{name}}": "{{value}}" } } }""")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Host_WithoutStorage_NamesTheSetting() =>
        Assert.Contains("AzureWebJobsStorage", await TestHost.FailureAsync(typeof(Fine), options => options.InMemoryStorage = false), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=other;AccountKey=AAAA")]
    public async Task Host_WithAQueueInAnotherAccount_RefusesToStartAndNamesTheConnection(string? elsewhere) => Assert.Contains(
        "'Elsewhere'",
        await TestHost.FailureAsync(typeof(OtherConnection), options =>
        {
            options.InMemoryStorage = false;
            options.Settings["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
            options.Settings["Elsewhere"] = elsewhere;
        }),
        StringComparison.Ordinal);

    [Fact]
    public async Task Program_WithoutHttpConfigured_IsToldSo()
    {
        var options = TestHost.Options(typeof(PlainHttp), new Recorder());
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => MicroCare.Local.Worker.LocalHost.StartAsync(
            args => Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication.CreateBuilder(args).Build(), [], options, CancellationToken.None));
        Assert.Contains("ConfigureFunctionsWebApplication", fault.Message, StringComparison.Ordinal);
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class NewTriggerAttribute : TriggerBindingAttribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class NewInputAttribute : InputBindingAttribute;

    public static class Fine
    {
        [Function("A")]
        public static void A([QueueTrigger("fine")] string body) => _ = body;
    }

    public static class MissingSetting
    {
        [Function("A")]
        public static void A([QueueTrigger("%NoSuchSetting%")] string body) => _ = body;
    }

    public static class BadSchedule
    {
        [Function("A")]
        public static void A([TimerTrigger("0 7 * * *")] TimerInfo timer) => _ = timer;
    }

    public static class BadQueue
    {
        [Function("A")]
        public static void A([QueueTrigger("Not_A_Queue")] string body) => _ = body;
    }

    public static class OtherConnection
    {
        [Function("A")]
        public static void A([QueueTrigger("fine", Connection = "Elsewhere")] string body) => _ = body;
    }

    public static class SameName
    {
        [Function("Same")]
        public static void A([QueueTrigger("fine")] string body) => _ = body;

        [Function("same")]
        public static void B([QueueTrigger("fine")] string body) => _ = body;
    }

    public static class NoTrigger
    {
        [Function("A")]
        public static void A(string body) => _ = body;
    }

    public static class UnknownTrigger
    {
        [Function("A")]
        public static void A([NewTrigger] string body) => _ = body;
    }

    public static class UnknownInput
    {
        [Function("A")]
        public static IResult A([HttpTrigger(Route = "a/{extra}")] HttpRequest request, [NewInput] string extra) => Results.Ok(extra);
    }

    public static class UnknownParameter
    {
        [Function("A")]
        public static void A([QueueTrigger("fine")] string body, string extra) => _ = body + extra;
    }

    public static class NotInRoute
    {
        [Function("A")]
        public static IResult A([HttpTrigger(Route = "a/{other}")] HttpRequest request, string id) => Results.Ok(id);
    }

    public static class ValueTaskResult
    {
        [Function("A")]
        public static ValueTask A([QueueTrigger("fine")] string body) => default;
    }

    public static class AsyncVoid
    {
        [Function("A")]
        public static async void A([QueueTrigger("fine")] string body) => await Task.CompletedTask;
    }

    public static class PlainResult
    {
        [Function("A")]
        public static Task<string> A([HttpTrigger] HttpRequest request) => Task.FromResult("");
    }

    public static class PlainHttp
    {
        [Function("A")]
        public static IResult A([HttpTrigger] HttpRequest request) => Results.Ok();
    }

    public static class OtherHub
    {
        [Function("A")]
        public static void A([QueueTrigger("fine")] string body, [DurableClient(TaskHub = "Other")] Microsoft.DurableTask.Client.DurableTaskClient client) => _ = client;
    }
}

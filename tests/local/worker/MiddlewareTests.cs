using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MicroCare.Tests.Local.Worker;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middlewares_InTheOrderOfRegistration_WrapTheFunction()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), build: builder =>
        {
            builder.UseMiddleware<Outer>();
            builder.UseMiddleware<Inner>();
            builder.UseWhen<Never>(context => context.FunctionDefinition.Name == "Other");
        });

        await host.Http.GetStringAsync("/api/hello");

        Assert.Equal(["outer>", "inner>", "hello", "<inner", "<outer"], host.Recorder.All);
    }

    [Fact]
    public async Task HttpContext_IsSeenByMiddlewareAddedAfterHttp()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), build: builder => builder.UseMiddleware((context, next) =>
        {
            context.GetHttpContext()!.Response.Headers["x-invocation"] = context.InvocationId;
            return next();
        }));

        var response = await host.Http.GetAsync("/api/hello");

        Assert.True(Guid.TryParse(response.Headers.GetValues("x-invocation").Single(), out _));
    }

    [Fact]
    public async Task Result_ReplacedByMiddleware_IsTheResponse()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), build: builder => builder.UseMiddleware(async (context, next) =>
        {
            await next();
            Assert.NotNull(context.GetInvocationResult().Value);
            context.GetInvocationResult().Value = Results.Text("replaced");
        }));
        Assert.Equal("replaced", await host.Http.GetStringAsync("/api/hello"));
    }

    [Fact]
    public async Task Middleware_WrapsEveryKindOfFunction()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), build: builder => builder.UseMiddleware(async (context, next) =>
        {
            await next();
            context.InstanceServices.GetRequiredService<Recorder>().Note(
                $"{context.FunctionDefinition.Name} by {context.FunctionDefinition.InputBindings.Values.First(each => each.Type.EndsWith("Trigger", StringComparison.Ordinal)).Type}");
        }));

        await host.SendAsync("wrapped", "1");
        Assert.Equal("Wrapped by queueTrigger", await host.Recorder.NextAsync());
        await host.Host.Durable.ScheduleNewOrchestrationInstanceAsync("Twice", 21, new StartOrchestrationOptions("one"));
        var done = await host.Host.Durable.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true);

        Assert.Equal(42, done.ReadOutputAs<int>());
        Assert.Contains("Double by activityTrigger", host.Recorder.All);
        Assert.Contains("Twice by orchestrationTrigger", host.Recorder.All);
    }

    public sealed class Functions
    {
        [Function("Hello")]
        public static IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, Route = "hello")] HttpRequest request, FunctionContext context)
        {
            context.InstanceServices.GetRequiredService<Recorder>().Note("hello");
            return Results.Text("hello");
        }

        [Function("Wrapped")]
        public static void Wrapped([QueueTrigger("wrapped")] string body) => Assert.Equal("1", body);

        [Function("Twice")]
        public static Task<int> Twice([OrchestrationTrigger] TaskOrchestrationContext context, int input, FunctionContext function) =>
            context.CallActivityAsync<int>("Double", input);

        [Function("Double")]
        public static int Double([ActivityTrigger] int number, string instanceId)
        {
            Assert.Equal("one", instanceId);
            return 2 * number;
        }
    }

    public sealed class Outer(Recorder recorder) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            recorder.Note("outer>");
            await next(context);
            recorder.Note("<outer");
        }
    }

    public sealed class Inner(Recorder recorder) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            recorder.Note("inner>");
            await next(context);
            recorder.Note("<inner");
        }
    }

    public sealed class Never : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => throw new InvalidOperationException("Not for this function.");
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace MicroCare.Tests.Local.Worker;

public sealed class ScopeTests
{
    [Fact]
    public async Task Services_AreScopedToOneInvocation()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), build: builder => builder.Services.AddScoped<Visit>());

        await host.SendAsync("visits", "1");
        var first = await host.Recorder.NextAsync();
        await host.SendAsync("visits", "2");
        await host.IdleAsync();

        Assert.Equal(["same", "disposed", "same", "disposed"], host.Recorder.All);
        Assert.Equal("same", first);
    }

    public sealed class Functions(Visit visit, IServiceProvider services, Recorder recorder)
    {
        [Function("Visits")]
        public void Run([QueueTrigger("visits")] BinaryData body) =>
            recorder.Note(ReferenceEquals(visit, services.GetRequiredService<Visit>()) && body.ToMemory().Length == 1 ? "same" : "another");
    }

    public sealed class Visit(Recorder recorder) : IDisposable
    {
        public void Dispose() => recorder.Note("disposed");
    }
}

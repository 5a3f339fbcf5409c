using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Worker;

/// <summary>A Functions app that runs inside this process.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly IHost _host;

    internal RunningHost(IHost host, Uri baseUri, string functionKey, Task completion)
    {
        _host = host;
        BaseUri = baseUri;
        FunctionKey = functionKey;
        Completion = completion;
    }

    /// <summary>Where it takes requests, without the route prefix.</summary>
    public Uri BaseUri { get; }

    /// <summary>The key that functions ask for.</summary>
    public string FunctionKey { get; }

    /// <summary>Ends when the program ends; fails when the program failed.</summary>
    public Task Completion { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The client of the app's task hub.</summary>
    public DurableTaskClient Durable => Services.GetRequiredService<DurableTaskClient>();

    /// <summary>The app's queues.</summary>
    public IQueueSource Queues => Services.GetRequiredService<IQueueSource>();

    /// <summary>Takes no new work, lets what is under way finish (for a bounded time), stops, and waits for the program's end.</summary>
    public async Task StopAsync()
    {
        if (!Completion.IsCompleted)
        {
            Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }

        await Completion;
    }

    /// <summary>Stops, unless the program has ended by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Completion.IsCompleted)
        {
            await StopAsync();
        }
    }

    internal RunningHost With(Task completion) => new(_host, BaseUri, FunctionKey, completion);
}

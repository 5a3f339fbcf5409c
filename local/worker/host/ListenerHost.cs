using MicroCare.Local.Durable;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>Starts the durable engine, then whatever sets functions going; stops them the other way round, after what is under way is finished.</summary>
internal sealed class ListenerHost(
    FunctionCatalog catalog,
    HostJson settings,
    LocalHostOptions options,
    FunctionInvoker invoker,
    IQueueSource queues,
    ITimerMonitor monitor,
    DurableEngine engine,
    IConfiguration configuration,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.StartAsync(cancellationToken);
        var log = loggers.CreateLogger("MicroCare.Local.Worker.Queues");
        foreach (var (function, trigger) in catalog.With<QueueTriggerAttribute>())
        {
            if (trigger.Connection is not null)
            {
                throw function.Wrong("names a connection of its own; the local host has only AzureWebJobsStorage");
            }

            var queue = LocalSettings.Resolve(configuration, trigger.QueueName);
            await queues.EnsureAsync(queue, cancellationToken);
            var listener = new QueueListener(function, queue, settings, options, invoker, queues, log);
            _running.Add(Task.Run(() => listener.RunAsync(_stopping.Token), CancellationToken.None));
        }

        var timerLog = loggers.CreateLogger("MicroCare.Local.Worker.Timers");
        foreach (var (function, trigger) in catalog.With<TimerTriggerAttribute>())
        {
            var schedule = LocalSettings.Resolve(configuration, trigger.Schedule);
            var listener = new TimerListener(function, trigger, schedule, options, invoker, monitor, timerLog);
            _running.Add(Task.Run(() => listener.RunAsync(_stopping.Token), CancellationToken.None));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(cancellationToken);
        await engine.StopAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();
}

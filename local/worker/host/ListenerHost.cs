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
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly List<Task> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Whatever can be wrong is found before anything runs.
        var log = loggers.CreateLogger("MicroCare.Local.Worker.Queues");
        var queueListeners = catalog.With<QueueTriggerAttribute>()
            .Select(each => (Queue: QueueName.Of(each.Function, each.Trigger, configuration, options.InMemoryStorage), each.Function))
            .Select(each => (each.Queue, Listener: new QueueListener(each.Function, each.Queue, settings, options, invoker, queues, log)))
            .ToList();
        var timerLog = loggers.CreateLogger("MicroCare.Local.Worker.Timers");
        var timers = catalog.With<TimerTriggerAttribute>()
            .Select(each => new TimerListener(
                each.Function, each.Trigger, LocalSettings.Resolve(configuration, each.Trigger.Schedule), options, invoker, monitor, timerLog))
            .ToList();

        lifetime.ApplicationStopping.Register(_stopping.Cancel); // At once, while the app's own services and the web server still stop.
        await engine.StartAsync(cancellationToken);
        foreach (var (queue, listener) in queueListeners)
        {
            await queues.EnsureAsync(queue, cancellationToken);
            _running.Add(Task.Run(() => listener.RunAsync(_stopping.Token, _abort.Token), CancellationToken.None));
        }

        foreach (var timer in timers)
        {
            await timer.PrepareAsync(cancellationToken);
            _running.Add(timer.RunAsync(_stopping.Token, _abort.Token)); // Here, not on another thread: it waits for its hour before the host is said to run.
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        var all = Task.WhenAll(_running);
        try
        {
            await all.WaitAsync(options.LongestDrain, options.InfrastructureTime, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            WorkerLog.DrainTimedOut(loggers.CreateLogger<ListenerHost>(), options.LongestDrain.TotalSeconds);
            await _abort.CancelAsync();
            await all.WaitAsync(LastMoment, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await engine.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _abort.Dispose();
    }
}

using System.Reflection;

namespace MicroCare.Local.Worker;

/// <summary>Runs a Functions app's own <c>Program</c> inside this process.</summary>
public static class LocalHost
{
    private static readonly AsyncLocal<LocalHostOptions?> Ambient = new();

    /// <summary>The options of the app that is being built on this thread; the defaults where nobody set any.</summary>
    internal static LocalHostOptions Current => Ambient.Value ?? new LocalHostOptions();

    /// <summary>Whether the app that is being built on this thread runs inside another program.</summary>
    internal static bool IsInsideAnother => Ambient.Value is not null;

    /// <summary>Runs the program's entry point on a thread of its own; returns when the host takes requests.</summary>
    /// <param name="program">The assembly with the app's <c>Program</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How to run it; for one host only.</param>
    /// <param name="cancellationToken">Gives the start up; a host that starts all the same is stopped.</param>
    /// <exception cref="InvalidOperationException">The program ended before its host had started, or something of the app or its settings is wrong.</exception>
    public static Task<RunningHost> StartAsync(Assembly program, string[] args, LocalHostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        var entry = program.EntryPoint ?? throw new ArgumentException($"{program.GetName().Name} has no entry point.", nameof(program));
        options.FunctionsAssembly ??= program;
        return StartAsync(
            given => (entry.Invoke(
                null, BindingFlags.DoNotWrapExceptions, binder: null, entry.GetParameters().Length == 0 ? null : [given], culture: null) as Task)
                ?.GetAwaiter().GetResult(),
            args,
            options,
            cancellationToken);
    }

    /// <summary>As <see cref="StartAsync(Assembly, string[], LocalHostOptions, CancellationToken)"/>, with a program that is given as a method.</summary>
    /// <param name="main">Builds and runs an app; returns when the app has ended.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How to run it, for one host only; says where the functions are.</param>
    /// <param name="cancellationToken">Gives the start up; a host that starts all the same is stopped.</param>
    /// <exception cref="InvalidOperationException">The program ended before its host had started, or something of the app or its settings is wrong.</exception>
    public static async Task<RunningHost> StartAsync(Action<string[]> main, string[] args, LocalHostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(main);
        ArgumentNullException.ThrowIfNull(options);
        var started = new TaskCompletionSource<RunningHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        options.Started = host => started.TrySetResult(host.With(ended.Task));
        var thread = new Thread(() => Run(main, args, options, started, ended)) { IsBackground = true, Name = "Functions program" };
        thread.Start();
        try
        {
            return await started.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = started.Task.ContinueWith(late => late.Result.StopAsync(), TaskContinuationOptions.OnlyOnRanToCompletion);
            throw;
        }
    }

    private static void Run(
        Action<string[]> main, string[] args, LocalHostOptions options, TaskCompletionSource<RunningHost> started, TaskCompletionSource ended)
    {
        Ambient.Value = options;
        try
        {
            main(args);
            ended.TrySetResult();
            started.TrySetException(new InvalidOperationException("The program ended before its host had started."));
        }
        catch (Exception fault)
        {
            ended.TrySetException(fault);
            _ = ended.Task.Exception; // Observed here: who started the host may never ask.
            started.TrySetException(fault);
        }
    }
}

using System.Reflection;

namespace MicroCare.Local.Worker;

/// <summary>Runs a Functions app's own <c>Program</c> inside this process.</summary>
public static class LocalHost
{
    private static readonly AsyncLocal<LocalHostOptions?> Ambient = new();

    /// <summary>The options of the app that is being built on this thread; the defaults where nobody set any.</summary>
    internal static LocalHostOptions Current => Ambient.Value ?? new LocalHostOptions();

    /// <summary>Runs the program's entry point on a thread of its own; returns when the host takes requests.</summary>
    /// <param name="program">The assembly with the app's <c>Program</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="InvalidOperationException">The program ended before its host had started.</exception>
    public static async Task<RunningHost> StartAsync(Assembly program, string[] args, LocalHostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        var entry = program.EntryPoint ?? throw new ArgumentException($"{program.GetName().Name} has no entry point.", nameof(program));
        options.FunctionsAssembly ??= program;
        var started = new TaskCompletionSource<RunningHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        options.Started = host => started.TrySetResult(host.With(ended.Task));

        var thread = new Thread(() =>
        {
            Ambient.Value = options;
            try
            {
                var result = entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [args]);
                (result as Task)?.GetAwaiter().GetResult();
                ended.TrySetResult();
                started.TrySetException(new InvalidOperationException("The program ended before its host had started."));
            }
            catch (Exception fault)
            {
                var cause = (fault as TargetInvocationException)?.InnerException ?? fault;
                started.TrySetException(cause);
                ended.TrySetException(cause);
            }
        })
        {
            IsBackground = true,
            Name = $"Program of {program.GetName().Name}",
        };
        thread.Start();
        return await started.Task.WaitAsync(cancellationToken);
    }
}

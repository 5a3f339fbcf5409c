using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Durable;

/// <summary>What an instance is told between its turns. Stored by the turn that takes it, never before.</summary>
internal abstract record Mail
{
    private Mail()
    {
    }

    /// <summary>Look whether something is due, or must be taken up again after a start.</summary>
    internal sealed record LookAround : Mail;

    /// <summary>A client starts the instance.</summary>
    internal sealed record Start(
        string Name, string? Input, DateTime StartAt, string Version, IReadOnlyDictionary<string, string>? Tags,
        IReadOnlyCollection<OrchestrationRuntimeStatus> Dedupe, Reply Reply) : Mail;

    /// <summary>A client raises an event.</summary>
    internal sealed record Raise(string Name, string? Data, Reply Reply) : Mail;

    /// <summary>A client terminates, suspends or resumes.</summary>
    internal sealed record Control(EventKind Kind, string? Data, bool Recursive, Reply Reply) : Mail;

    /// <summary>A client deletes the instance.</summary>
    internal sealed record Purge(Reply Reply) : Mail
    {
        public bool Purged { get; set; }
    }

    internal sealed record ActivityEnded(string ExecutionId, int TaskId, string? Data, TaskFailureDetails? Failure) : Mail;

    /// <summary>Another instance's message.</summary>
    internal sealed record FromInstance(
        string Sender, string SenderName, string SenderGeneration, OutboxMessage Message, Reply Reply) : Mail;

    /// <summary>The receiver has stored a message of this instance.</summary>
    internal sealed record Delivered(string Generation, long Number) : Mail;

    /// <summary>An execution's orchestrator left its thread.</summary>
    internal sealed record LeftThread(string ExecutionId, string What) : Mail;
}

/// <summary>The answer that a sender waits for: given once the turn that took the mail is stored.</summary>
internal sealed class Reply
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _source.Task;

    public void Give(Exception? error)
    {
        if (error is null)
            _source.TrySetResult();
        else
            _source.TrySetException(error);
    }
}

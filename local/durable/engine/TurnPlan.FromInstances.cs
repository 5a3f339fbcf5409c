using DurableTask.Core.Exceptions;

namespace MicroCare.Local.Durable;

/// <summary>What other instances say: the start of a child, its end, an event, a termination.</summary>
internal sealed partial class TurnPlan
{
    /// <summary>How many senders an instance remembers; more than ever have a message on its way at once.</summary>
    private const int MaxHeard = 200;

    /// <summary>Takes another instance's message, unless it was taken before.</summary>
    private void Hear(Mail.FromInstance from, string instanceId)
    {
        var message = from.Message;
        if (message.Kind == OutboxKind.StartChild)
        {
            ParentTask parent = new(from.SenderName, from.Sender, message.ExecutionId!, message.TaskId);
            if (Next is null || Next.HasEnded)
            {
                if (Next?.Parent != parent || AlreadyHeard(from) is false)
                    Create(instanceId, message.Name!, message.Data, default, message.Version ?? "", message.Tags, parent);
            }
            else if (Next.Parent != parent)
            {
                RefuseChild(from);
            }

            if (Next is not null)
                Remember(from);
            return;
        }

        if (Next is null || Next.HasEnded || AlreadyHeard(from))
            return;

        Remember(from);
        if (message.Kind == OutboxKind.RaiseEvent)
        {
            Keep(new() { Kind = EventKind.EventRaised, Name = message.Name, Data = message.Data });
        }
        else if (message.Kind == OutboxKind.Terminate)
        {
            Control(EventKind.Terminated, message.Data, recursive: true);
        }
        else if (IsOpen(message.ExecutionId!, message.TaskId))
        {
            Next.OpenTasks.Remove(message.TaskId);
            Keep(new()
            {
                Kind = message.Failure is null ? EventKind.SubOrchestrationCompleted : EventKind.SubOrchestrationFailed,
                TaskId = message.TaskId,
                Data = message.Data,
                Failure = message.Failure,
            });
        }
    }

    /// <summary>A live instance of another origin has the id that a parent wants for its child: the parent's call fails.</summary>
    private void RefuseChild(Mail.FromInstance from)
    {
        if (AlreadyHeard(from))
            return;

        Turn.Send(Next!, new()
        {
            Number = 0,
            Kind = OutboxKind.ChildEnded,
            To = from.Sender,
            ExecutionId = from.Message.ExecutionId,
            TaskId = from.Message.TaskId,
            Failure = new(
                typeof(OrchestrationAlreadyExistsException).FullName!,
                $"An Orchestration instance with the ID {Next!.Id} already exists.", null, null, null),
        });
    }

    private bool AlreadyHeard(Mail.FromInstance from) => Next!.Heard.Exists(heard =>
        heard.Sender == from.Sender && heard.Generation == from.SenderGeneration && heard.Number >= from.Message.Number);

    private void Remember(Mail.FromInstance from)
    {
        Next!.Heard.RemoveAll(heard => heard.Sender == from.Sender);
        Next.Heard.Add(new(from.Sender, from.SenderGeneration, from.Message.Number));
        if (Next.Heard.Count > MaxHeard)
            Next.Heard.RemoveAt(0);
        Changed = true;
    }
}

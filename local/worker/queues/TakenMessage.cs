using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>A message that a listener has taken from its queue.</summary>
/// <param name="Message">The message, with its body decoded.</param>
/// <param name="IsReadable">Whether the body was in the queue's encoding; if not, <paramref name="Message"/> has it as it came.</param>
public sealed record TakenMessage(QueueMessage Message, bool IsReadable = true);

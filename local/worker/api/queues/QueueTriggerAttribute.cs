using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Starts a function for each message of a storage queue, at least once. The parameter is a <c>QueueMessage</c>, a <c>string</c>, a
/// <c>BinaryData</c>, a <c>byte[]</c>, or a type that the body is read into as JSON.
/// </summary>
/// <param name="queueName">The queue; <c>%Setting%</c> is replaced.</param>
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    private readonly string _queueName = queueName;

    /// <summary>The queue, as written.</summary>
    public string QueueName
    {
        get { return _queueName; }
    }

    /// <summary>The setting that holds the storage connection; <c>AzureWebJobsStorage</c> when null.</summary>
    public string? Connection { get; set; }
}

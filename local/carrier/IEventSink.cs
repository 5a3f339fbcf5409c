namespace MicroCare.Local.Carriers;

/// <summary>Where events go: the app's inbound queue.</summary>
public interface IEventSink
{
    /// <summary>Puts one message.</summary>
    /// <param name="json">One Event Grid event as a JSON object, or several as an array.</param>
    /// <param name="cancellationToken">The carrier stops.</param>
    /// <returns>The queue's id for the message, as its receiver sees it.</returns>
    /// <remarks>When it throws, the carrier tries again after a while.</remarks>
    Task<string> PutAsync(string json, CancellationToken cancellationToken);
}

namespace MicroCare.Local.Carriers;

/// <summary>Hands events to a function, such as an in-memory queue's.</summary>
/// <param name="put">Gets the JSON; returns the message's id.</param>
public sealed class CallbackSink(Func<string, CancellationToken, Task<string>> put) : IEventSink
{
    /// <inheritdoc/>
    public Task<string> PutAsync(string json, CancellationToken cancellationToken) => put(json, cancellationToken);
}

using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives a function the <c>DurableTaskClient</c> of the app.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; only the app's own (or null) on this host.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting that holds the hub's connection; only the app's own (or null) on this host.</summary>
    public string? ConnectionName { get; set; }
}

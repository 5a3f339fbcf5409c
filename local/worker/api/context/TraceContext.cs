using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The distributed trace (W3C Trace Context) that an invocation belongs to.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c>; empty without a trace.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c>; empty without one.</summary>
    public abstract string TraceState { get; }

    /// <summary>Further attributes; none on this host.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;

    /// <summary>Baggage; none on this host.</summary>
    public virtual IReadOnlyDictionary<string, string> Baggage => ImmutableDictionary<string, string>.Empty;
}

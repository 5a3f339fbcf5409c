using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>The features of one invocation; its result is one from the beginning.</summary>
internal sealed class InvocationFeatures(InvocationResult result) : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = new() { [typeof(InvocationResult)] = result };

    public void Set<T>(T instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _features[typeof(T)] = instance;
    }

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var found) ? (T)found : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

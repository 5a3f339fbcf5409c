namespace Microsoft.Azure.Functions.Worker;

/// <summary>Features of an invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Sets a feature, in the place of one of that type.</summary>
    /// <typeparam name="T">The feature's type.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>The feature of that type; the default value when there is none.</summary>
    /// <typeparam name="T">The feature's type.</typeparam>
    T? Get<T>();
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method as a function. Names are unique in an app, whatever their case.</summary>
/// <param name="name">The function's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}

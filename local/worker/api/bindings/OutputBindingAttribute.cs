namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of what a result is written to. This host has none: a function that uses one is refused at start-up.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute
{
    /// <summary>For derived attributes.</summary>
    public OutputBindingAttribute()
    {
    }
}

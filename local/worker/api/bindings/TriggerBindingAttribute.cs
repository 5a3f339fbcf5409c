namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of what starts a function. Each function has exactly one parameter with one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    /// <summary>For derived attributes.</summary>
    public TriggerBindingAttribute()
    {
    }
}

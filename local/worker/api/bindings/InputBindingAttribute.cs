namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of what a parameter is read from, besides the trigger.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute
{
    /// <summary>For derived attributes.</summary>
    public InputBindingAttribute()
    {
    }
}

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of everything that says where a function's data comes from or goes to.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>For derived attributes.</summary>
    public BindingAttribute()
    {
    }
}

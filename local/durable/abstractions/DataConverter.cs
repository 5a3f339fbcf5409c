using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Turns inputs, outputs, events and statuses into text and back. <c>null</c> stays <c>null</c> both ways.</summary>
public abstract class DataConverter
{
    /// <summary>Turns a value into text.</summary>
    /// <param name="value">The value.</param>
    [return: NotNullIfNotNull("value")]
    public abstract string? Serialize(object? value);

    /// <summary>Turns text into a value.</summary>
    /// <param name="data">The text.</param>
    /// <param name="targetType">The value's type.</param>
    [return: NotNullIfNotNull("data")]
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>Turns text into a value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="data">The text.</param>
    [return: NotNullIfNotNull("data")]
    public virtual T? Deserialize<T>(string? data) => (T?)(Deserialize(data, typeof(T)) ?? default);
}

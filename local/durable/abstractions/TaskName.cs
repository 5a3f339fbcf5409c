namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or activity; compared without regard to case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Wraps <paramref name="name"/>; <c>null</c> gives the default (empty) value.</summary>
    /// <param name="name">The name.</param>
    public TaskName(string name) => Name = name;

    /// <summary>The name itself; <c>null</c> in the default value.</summary>
    public string Name { get; }

    /// <summary>Unwraps the name.</summary>
    /// <param name="value">The name to unwrap.</param>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>Wraps a string; <c>null</c> and empty give the default value.</summary>
    /// <param name="value">The string to wrap.</param>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Whether both are the same name, ignoring case.</summary>
    /// <param name="a">One name.</param>
    /// <param name="b">The other name.</param>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Whether they are different names, ignoring case.</summary>
    /// <param name="a">One name.</param>
    /// <param name="b">The other name.</param>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

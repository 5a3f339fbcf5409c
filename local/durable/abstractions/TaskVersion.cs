namespace Microsoft.DurableTask;

/// <summary>The version of an orchestrator or activity; compared without regard to case. Empty means without a version.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version: the same as <c>default</c>.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _version;

    /// <summary>Wraps a version; <c>null</c> and empty mean <see cref="Unversioned"/>.</summary>
    /// <param name="version">The version.</param>
    /// <exception cref="ArgumentException">The version is white space only.</exception>
    public TaskVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException("A version must not be white space only; use TaskVersion.Unversioned for none.", nameof(version));
        }

        _version = version;
    }

    /// <summary>The version; empty when there is none, never <c>null</c>.</summary>
    public string Version => _version ?? string.Empty;

    /// <summary>Unwraps the version.</summary>
    /// <param name="value">The version to unwrap.</param>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>Wraps a string.</summary>
    /// <param name="value">The string to wrap; <c>null</c> means <see cref="Unversioned"/>.</param>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Whether both are the same version, ignoring case.</summary>
    /// <param name="a">One version.</param>
    /// <param name="b">The other version.</param>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Whether they are different versions, ignoring case.</summary>
    /// <param name="a">One version.</param>
    /// <param name="b">The other version.</param>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}

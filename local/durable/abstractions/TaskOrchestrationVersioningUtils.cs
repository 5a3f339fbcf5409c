namespace Microsoft.DurableTask.Abstractions;

/// <summary>Compares orchestration versions.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>
    /// Compares two versions: blank is below everything, dotted numbers compare as <see cref="Version"/>, anything else as text
    /// without regard to case.
    /// </summary>
    /// <param name="sourceVersion">One version.</param>
    /// <param name="otherVersion">The other version.</param>
    /// <returns>Below zero, zero or above zero, as for any comparison.</returns>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        var (blank, otherBlank) = (string.IsNullOrWhiteSpace(sourceVersion), string.IsNullOrWhiteSpace(otherVersion));
        if (blank || otherBlank)
            return otherBlank.CompareTo(blank);

        return Version.TryParse(sourceVersion, out var version) && Version.TryParse(otherVersion, out var other)
            ? version.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}

namespace MicroCare.Local.Durable;

/// <summary>Which instance ids there may be: those that Durable Functions takes.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 100;

    /// <exception cref="ArgumentException">The id is empty, longer than 100 characters, or has a character that a table key must not have.</exception>
    public static void Require(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaxLength)
            throw new ArgumentException($"Instance ids have at most {MaxLength} characters.", nameof(instanceId));
        if (instanceId[0] == '@')
            throw new ArgumentException("Instance ids must not begin with @.", nameof(instanceId));
        if (instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
            throw new ArgumentException("Instance ids must not contain /, \\, #, ? or control characters.", nameof(instanceId));
    }
}

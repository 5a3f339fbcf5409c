using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>The queue that a trigger names.</summary>
internal static partial class QueueName
{
    public const string PoisonSuffix = "-poison";

    /// <summary>The name, with settings in their places, in lower case as the real host makes it.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing, or the name is none that a queue can have.</exception>
    public static string Of(FunctionEntry function, QueueTriggerAttribute trigger, IConfiguration configuration, bool inMemory)
    {
        if (trigger.Connection is { } connection && !inMemory && (configuration[connection] is not { Length: > 0 } storage || storage != configuration["AzureWebJobsStorage"]))
        {
            throw function.Wrong($"listens on the connection '{connection}'; the local host has one storage account: give the setting the value of AzureWebJobsStorage");
        }

#pragma warning disable CA1308 // Queue names are lower case.
        var name = LocalSettings.Resolve(configuration, trigger.QueueName).ToLowerInvariant();
#pragma warning restore CA1308
        return name.Length is >= 3 and <= 63 && Legal().IsMatch(name)
            ? name
            : throw function.Wrong($"listens to '{name}', which is no queue name: 3 to 63 letters and digits, with single dashes between them");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Legal();
}

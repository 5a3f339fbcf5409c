using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Microsoft.DurableTask.Client;

/// <summary>A snapshot of an instance, as a client sees it.</summary>
public sealed class OrchestrationMetadata
{
    /// <summary>Makes a snapshot.</summary>
    /// <param name="name">The orchestrator's name.</param>
    /// <param name="instanceId">The instance's id.</param>
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>The orchestrator's name.</summary>
    public string Name { get; }

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>Reads input, output and status; <c>null</c> if they were not asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Where the instance stands.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last written.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input, if asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output of an ended instance, if asked for.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status, if asked for.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Tags given at the start.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    /// <summary>What a failed instance ended in, if inputs and outputs were asked for.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether the status is Running.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether the status is Completed, Failed or Terminated.</summary>
    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The input.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadInputAs<T>() => Converter().Deserialize<T>(SerializedInput);

    /// <summary>The output.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadOutputAs<T>() => Converter().Deserialize<T>(SerializedOutput);

    /// <summary>The custom status.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Converter().Deserialize<T>(SerializedCustomStatus);

    /// <summary>One line about the instance. Shows the beginning of input and output, if they were asked for: do not log it then.</summary>
    public override string ToString()
    {
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus},");
        line.Append(CultureInfo.InvariantCulture, $" CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        AppendPayload(line, "Input", SerializedInput);
        AppendPayload(line, "Output", SerializedOutput);
        if (FailureDetails is { } failure)
            AppendPayload(line, "FailureDetails", failure.ToString());
        return line.Append(']').ToString();
    }

    private static void AppendPayload(StringBuilder line, string label, string? payload)
    {
        if (payload is not null)
            line.Append(CultureInfo.InvariantCulture, $", {label}: '{(payload.Length > 50 ? payload[..50] + "..." : payload)}'");
    }

    private DataConverter Converter([System.Runtime.CompilerServices.CallerMemberName] string caller = "")
        => DataConverter ?? throw new InvalidOperationException($"{caller} needs metadata that was fetched with inputs and outputs.");
}

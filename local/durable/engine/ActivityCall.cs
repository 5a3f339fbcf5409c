using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>One call of an activity. The same call may be made again after a crash, with the same values.</summary>
public sealed class ActivityCall
{
    private readonly string? _input;
    private readonly DataConverter _converter;

    internal ActivityCall(string name, string instanceId, int taskId, string? input, DataConverter converter)
    {
        Name = name;
        InstanceId = instanceId;
        TaskId = taskId;
        _input = input;
        _converter = converter;
    }

    /// <summary>The activity's name.</summary>
    public string Name { get; }

    /// <summary>The orchestration that called it.</summary>
    public string InstanceId { get; }

    /// <summary>The call's number within that orchestration's execution.</summary>
    public int TaskId { get; }

    /// <summary>The input; <c>null</c> if none was given.</summary>
    /// <param name="type">The type to read it as.</param>
    public object? GetInput(Type type) => _converter.Deserialize(_input, type);
}

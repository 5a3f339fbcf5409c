namespace MicroCare.Functions.OpenApi;

/// <summary>What a caller reads of an HTTP function in the API's description.</summary>
/// <param name="summary">What it is for, in a line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DescribeAttribute(string summary) : Attribute
{
    /// <summary>What it is for, in a line.</summary>
    public string Summary { get; } = summary;

    /// <summary>The body that it takes; null for none.</summary>
    public Type? Body { get; init; }

    /// <summary>A body as it should be sent, in JSON.</summary>
    public string? Example { get; init; }

    /// <summary>What it answers; null for a file.</summary>
    public Type? Answer { get; init; }

    /// <summary>The media type of an answer that is no JSON.</summary>
    public string? AnswerMedia { get; init; }

    /// <summary>The statuses of success.</summary>
    public int[] Success { get; init; } = [200];

    /// <summary>The statuses of refusal besides those that every function knows: 401, 403, 429, 500 and 503.</summary>
    public int[] Refusals { get; init; } = [];

    /// <summary>What may stand behind the question mark: <c>name: what it does</c> each.</summary>
    public string[] Query { get; init; } = [];

    /// <summary>Whether each call is kept in the audit trail, so that the caller may say why.</summary>
    public bool Audited { get; init; }
}

namespace MicroCare.Local.Durable;

/// <summary>The orchestrator's code asks for something else than its history holds.</summary>
internal sealed class NonDeterminismException(string message) : Exception(message)
{
    /// <summary>The type name that the real engine reports.</summary>
    public const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";
}

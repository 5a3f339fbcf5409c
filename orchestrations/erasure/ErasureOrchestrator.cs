using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MicroCare.Orchestrations.Erasures;

/// <summary>Erases a person: marks the journey, lets what is under way end, and removes one kind of thing after another.</summary>
public static class ErasureOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "Erasure";

    // Some two days of trying: a person is owed this, whatever storage does meanwhile. After that the nightly retention begins it anew.
    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 100, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2.0, maxRetryInterval: TimeSpan.FromMinutes(30)));

    /// <summary>
    /// The activities after the pause, in order. Cases go before the calling of people for them, which is begun anew for cases that nobody is called for; the evidence
    /// is kept before the facts go; and the marker is the last thing that goes.
    /// </summary>
    public static ImmutableArray<string> Steps { get; } =
    [
        ErasureActivities.EraseCases,
        ErasureActivities.EraseInstances,
        ErasureActivities.EraseDeadLetters,
        ErasureActivities.EraseFromExports,
        ErasureActivities.ForgetAnswers,
        ErasureActivities.KeepEvidence,
        ErasureActivities.ErasePatient,
        ErasureActivities.FinishErasure,
    ];

    /// <summary>Marks, waits, removes. The custom status counts the steps that are done.</summary>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var order = context.GetInput<ErasureOrder>() ?? throw new InvalidOperationException("An erasure needs to know whose it is.");
        await context.CallActivityAsync(ErasureActivities.MarkErasing, order, Retried);
        context.SetCustomStatus(new ErasureProgress(1, Steps.Length + 1));
        await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(order.GraceSeconds), CancellationToken.None);
        for (var step = 0; step < Steps.Length; step++)
        {
            await context.CallActivityAsync(Steps[step], order, Retried);
            context.SetCustomStatus(new ErasureProgress(step + 2, Steps.Length + 1));
        }
    }
}

/// <summary>What an erasure is told. Opaque ids and a number.</summary>
/// <param name="Clinic">The patient's clinic.</param>
/// <param name="Patient">The patient.</param>
/// <param name="Journey">Which of their journeys.</param>
/// <param name="GraceSeconds">How long what is under way gets to end.</param>
public sealed record ErasureOrder(string Clinic, string Patient, long Journey, double GraceSeconds);

/// <summary>How far an erasure has come.</summary>
public sealed record ErasureProgress(int Done, int Of);

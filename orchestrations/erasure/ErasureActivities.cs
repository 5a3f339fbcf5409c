using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Orchestrations.Journeys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MicroCare.Orchestrations.Erasures;

/// <summary>The effects of an erasure, one each. Every one may run again.</summary>
public sealed class ErasureActivities(IErasure erasure)
{
    /// <summary>Puts the marker in the place of the journey.</summary>
    public const string MarkErasing = nameof(MarkErasing);

    /// <summary>Ends and removes the durable instances that are about the patient.</summary>
    public const string EraseInstances = nameof(EraseInstances);

    /// <summary>Removes the cases.</summary>
    public const string EraseCases = nameof(EraseCases);

    /// <summary>Removes the patient's messages that could not be handled.</summary>
    public const string EraseDeadLetters = nameof(EraseDeadLetters);

    /// <summary>Takes the patient's rows out of exports.</summary>
    public const string EraseFromExports = nameof(EraseFromExports);

    /// <summary>Forgets answers that name the patient.</summary>
    public const string ForgetAnswers = nameof(ForgetAnswers);

    /// <summary>Keeps what the law asks for.</summary>
    public const string KeepEvidence = nameof(KeepEvidence);

    /// <summary>Removes the journey and gives the number free.</summary>
    public const string ErasePatient = "ErasePatientRows";

    /// <summary>Notes that nothing is left.</summary>
    public const string FinishErasure = nameof(FinishErasure);

    /// <summary>Puts the marker in the place of the journey.</summary>
    [Function(MarkErasing)]
    public Task MarkAsync([ActivityTrigger] ErasureOrder order, CancellationToken cancellationToken) => erasure.MarkAsync(Target(order), cancellationToken);

    /// <summary>Ends and removes the patient's alarm and the calling of people for their cases. An orchestrator cannot do that; this is none.</summary>
    [Function(EraseInstances)]
    public static async Task EraseInstancesAsync(
        [ActivityTrigger] ErasureOrder order, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        await InstanceRemoval.RemoveAsync(client, JourneyAlarm.InstanceOf(new PatientId(order.Patient)), cancellationToken);
        await InstanceRemoval.RemoveAllAsync(client, InstanceRemoval.EscalationsOf(order.Patient), cancellationToken);
    }

    /// <summary>Removes the cases.</summary>
    [Function(EraseCases)]
    public Task EraseCasesAsync([ActivityTrigger] ErasureOrder order, CancellationToken cancellationToken) => erasure.EraseCasesAsync(Target(order), cancellationToken);

    /// <summary>Removes the patient's messages that could not be handled.</summary>
    [Function(EraseDeadLetters)]
    public Task EraseDeadLettersAsync([ActivityTrigger] ErasureOrder order, CancellationToken cancellationToken) =>
        erasure.EraseDeadLettersAsync(Target(order), cancellationToken);

    /// <summary>Takes the patient's rows out of exports.</summary>
    [Function(EraseFromExports)]
    public Task EraseFromExportsAsync([ActivityTrigger] ErasureOrder order, CancellationToken cancellationToken) =>
        erasure.EraseFromExportsAsync(Target(order), cancellationToken);

    /// <summary>Forgets answers that name the patient.</summary>
    [Function(ForgetAnswers)]
    public Task ForgetAnswersAsync([ActivityTrigger] ErasureOrder order, CancellationToken cancellationToken) =>
        erasure.ForgetAnswersAsync(Target(order), cancellationToken);

    /// <summary>Keeps what the law asks for.</summary>
    [Function(KeepEvidence)]
    public Task KeepEvidenceAsync([ActivityTrigger] ErasureOrder order, CancellationToken cancellationToken) =>
        erasure.KeepEvidenceAsync(Target(order), cancellationToken);

    /// <summary>Removes the journey and gives the number free.</summary>
    [Function(ErasePatient)]
    public Task ErasePatientAsync([ActivityTrigger] ErasureOrder order, CancellationToken cancellationToken) =>
        erasure.ErasePatientAsync(Target(order), cancellationToken);

    /// <summary>Notes that nothing is left, and sees to it that the erasure's own instance goes too.</summary>
    [Function(FinishErasure)]
    public async Task FinishAsync([ActivityTrigger] ErasureOrder order, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await erasure.FinishAsync(Target(order), cancellationToken);
        await TidyOrchestrator.StartAsync(client, cancellationToken);
    }

    private static ErasureTarget Target(ErasureOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new(new ClinicId(order.Clinic), new PatientId(order.Patient), order.Journey);
    }
}

using System.Text.Json;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Extensions;

namespace MicroCare.Functions.Operators;

/// <summary>What the person who runs the service looks at: messages that could not be handled, and the nightly counts.</summary>
public sealed class OperatorFunctions(IDeadLetters letters, IEngagementSweep sweep, IProgramFaults faults, RepeatedRequests repeats, TimeProvider time)
{
    private const int Most = 500;

    /// <summary>200 with the newest dead letters, without their content.</summary>
    [Function("GetDeadLetters")]
    [Allow(Roles.Operator, OfClinics = false)]
    [Describe("Messages that could not be handled, newest first, without their content.", Answer = typeof(DeadLetterResponse[]))]
    public async Task<IResult> DeadLetters(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operator/dead-letters")] HttpRequest request, CancellationToken cancellationToken)
    {
        _ = request;
        var list = await letters.ListAsync(Most, cancellationToken);
        return Results.Ok(list.Select(letter => new DeadLetterResponse(
            letter.Id, letter.Queue, letter.At.ToDateTimeOffset(), letter.Bytes, letter.ReplayedAt?.ToDateTimeOffset())));
    }

    /// <summary>202 when the message is on its queue again, or 404.</summary>
    [Function("ReplayDeadLetter")]
    [Allow(Roles.Operator, OfClinics = false)]
    [Describe("Put a message on its queue again.", Answer = typeof(ReplayResponse), Success = [202], Refusals = [400, 404, 409, 422])]
    public async Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operator/dead-letters/{id}/replay")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        return await repeats.OnceAsync(
            request,
            "ReplayDeadLetter",
            default,
            async once => await letters.ReplayAsync(id, time.GetCurrentInstant(), once)
                ? Reply.Accepted("/api/operator/dead-letters", new ReplayResponse(id))
                : Problems.NotFound("dead letter"),
            cancellationToken);
    }

    /// <summary>200 with what programs did wrong while patients were in them, the newest first.</summary>
    [Function("GetProgramFaults")]
    [Allow(Roles.Operator, OfClinics = false)]
    [Describe("What programs did wrong while patients were in them, newest first. The patients went on without the step.", Answer = typeof(ProgramFaultResponse[]))]
    public async Task<IResult> ProgramFaults(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operator/program-faults")] HttpRequest request, CancellationToken cancellationToken)
    {
        _ = request;
        var reports = await faults.ListAsync(Most, cancellationToken);
        return Results.Ok(reports.Select(report => new ProgramFaultResponse(
            report.Program.Value, report.ProgramVersion, report.Step.Value, JsonNamingPolicy.CamelCase.ConvertName(report.Fault.ToString()), report.Name,
            report.LastSeen.ToDateTimeOffset())));
    }

    /// <summary>200 with the nightly counts by clinic and state, the newest first.</summary>
    [Function("GetSweeps")]
    [Allow(Roles.Operator, OfClinics = false)]
    [Describe("Nightly counts of journeys by clinic and state, newest first.", Answer = typeof(SweepResponse[]))]
    public async Task<IResult> Sweeps(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operator/sweeps")] HttpRequest request, CancellationToken cancellationToken)
    {
        _ = request;
        var reports = await sweep.ReadAsync(Most, cancellationToken);
        return Results.Ok(reports.Select(report => new SweepResponse(
            report.Night.ToDateTimeOffset(), report.AlarmsCalled,
            [.. report.Counts.Select(count => new SweepCountResponse(count.Clinic.Value, count.State, count.Journeys))])));
    }
}

/// <summary>A message that could not be handled.</summary>
public sealed record DeadLetterResponse(string Id, string Queue, DateTimeOffset At, int Bytes, DateTimeOffset? ReplayedAt);

/// <summary>A message that was put on its queue again.</summary>
public sealed record ReplayResponse(string Id);

/// <summary>Something that a program did wrong.</summary>
public sealed record ProgramFaultResponse(string Program, int ProgramVersion, string Step, string Fault, string? Name, DateTimeOffset LastSeen);

/// <summary>A night's counts.</summary>
public sealed record SweepResponse(DateTimeOffset Night, int AlarmsCalled, IReadOnlyList<SweepCountResponse> Counts);

/// <summary>How many journeys of a clinic are in a state.</summary>
public sealed record SweepCountResponse(string Clinic, string State, int Journeys);

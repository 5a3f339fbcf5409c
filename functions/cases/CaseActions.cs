using MicroCare.Core.Cases;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
using MicroCare.Orchestrations.Escalations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NodaTime.Extensions;

namespace MicroCare.Functions.Cases;

/// <summary>What the care team does to a case. Each answers 200 with the case, 404 for a case of another clinic's, 409 where it cannot be done.</summary>
public sealed class CaseActions(CaseDesk cases, PatientDesk patients, RepeatedRequests repeats, TimeProvider time)
{
    private const int LongestNote = 2000;
    private const int LongestId = 100;

    /// <summary>Says: I look after it.</summary>
    [Function("AcknowledgeCase")]
    [Allow(Roles.CareTeam)]
    [Describe("Take a case: nobody is called for it any more.", Answer = typeof(CaseResponse), Refusals = [400, 404, 409, 422], Audited = true)]
    public Task<IResult> Acknowledge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{id}/acknowledge")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        ActAsync(new CaseOrder(request, "AcknowledgeCase", id, CaseAction.Acknowledge), default, client, cancellationToken);

    /// <summary>Gives it to somebody.</summary>
    [Function("AssignCase")]
    [Allow(Roles.CareTeam)]
    [Describe(
        "Give a case to somebody; that alone does not acknowledge it.", Body = typeof(AssignRequest), Answer = typeof(CaseResponse), Refusals = [400, 404, 409, 413, 415, 422],
        Example = """{"to":"me"}""", Audited = true)]
    public async Task<IResult> Assign(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{id}/assign")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (body, bytes, problem) = await JsonBody.ReadAsync<AssignRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var to = body.To == "me" ? Caller.Of(request).Id : body.To;
        return to is { Length: > 0 and <= LongestId } && to.All(c => c is > ' ' and < '\x7f')
            ? await ActAsync(new CaseOrder(request, "AssignCase", id, CaseAction.Assign, To: to), bytes, client, cancellationToken)
            : Problems.Invalid([new FieldProblem("to", "Send the opaque id of a member of staff, as their token has it, or me.")]);
    }

    /// <summary>Writes a note.</summary>
    [Function("NoteCase")]
    [Allow(Roles.CareTeam)]
    [Describe(
        "Write a note on a case; it is kept encrypted, as a patient's words are.", Body = typeof(NoteRequest), Answer = typeof(CaseResponse),
        Refusals = [400, 404, 409, 413, 415, 422], Example = """{"text":"Called back, is at her sister's."}""", Audited = true)]
    public async Task<IResult> Note(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{id}/note")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (body, bytes, problem) = await JsonBody.ReadAsync<NoteRequest>(request, cancellationToken);
        return body is null
            ? problem!
            : IsNote(body.Text)
                ? await ActAsync(new CaseOrder(request, "NoteCase", id, CaseAction.Note, Note: body.Text), bytes, client, cancellationToken)
                : Problems.Invalid([new FieldProblem("text", $"Send what is to be noted, 1 to {LongestNote} characters.")]);
    }

    /// <summary>Is done with it.</summary>
    [Function("ResolveCase")]
    [Allow(Roles.CareTeam)]
    [Describe(
        "Be done with a case. The program that a crisis held goes on.", Body = typeof(ResolveRequest), Answer = typeof(CaseResponse),
        Refusals = [400, 404, 409, 413, 415, 422], Example = """{"note":"Is safe; plan agreed on."}""", Audited = true)]
    public async Task<IResult> Resolve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{id}/resolve")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (body, bytes, problem) = await JsonBody.ReadAsync<ResolveRequest>(request, cancellationToken);
        return body is null
            ? problem!
            : body.Note is null || IsNote(body.Note)
                ? await ActAsync(new CaseOrder(request, "ResolveCase", id, CaseAction.Resolve, Note: body.Note), bytes, client, cancellationToken)
                : Problems.Invalid([new FieldProblem("note", $"Send what is to be noted, 1 to {LongestNote} characters, or leave it out.")]);
    }

    private static bool IsNote(string? text) => text is { Length: <= LongestNote } && !string.IsNullOrWhiteSpace(text);

    private async Task<IResult> ActAsync(CaseOrder order, ReadOnlyMemory<byte> body, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (view, file, refusal) = await cases.OpenAsync(order.Request, order.Function, order.Id, cancellationToken);
        return file is null
            ? refusal!
            : await repeats.OnceAsync(order.Request, order.Function, body, async once =>
            {
                if (CaseTransitions.Next(file.Case.Status, order.Action) is null)
                {
                    return Problems.Of(
                        StatusCodes.Status409Conflict, "The case is resolved.", "It never opens again; what the patient writes from now on becomes a new case. Look it up in GET /api/cases.");
                }

                var by = Caller.Of(order.Request).Id;
                var input = new JourneyInput.CaseActed(file.Case.Id, order.Action, by, order.To, order.Note is { } note ? new PatientText(note) : null)
                {
                    Id = repeats.InputOf(order.Request, order.Function),
                };
                var after = await patients.TakeAsync(client, view!.State.Patient, input, once);
                if (order.Action is CaseAction.Acknowledge or CaseAction.Resolve && file.Case.Urgency == CaseUrgency.Emergency)
                {
                    await EscalationCalls.EndAsync(client, file.Case.Id, file.Case.Round, once);
                }

                var stands = CaseFile.Find(after.State, after.Facts, file.Case.Id)!.Case;
                return Reply.Ok(CaseResponse.Of(after.State.Clinic, after.State.Patient, stands, time.GetCurrentInstant()));
            }, cancellationToken);
    }

    private sealed record CaseOrder(HttpRequest Request, string Function, string Id, CaseAction Action, string? To = null, string? Note = null);
}

/// <summary>Whom a case is given to.</summary>
/// <param name="To">The opaque id of a member of staff, or <c>me</c>.</param>
public sealed record AssignRequest(string? To);

/// <summary>A note on a case.</summary>
/// <param name="Text">The note.</param>
public sealed record NoteRequest(string? Text);

/// <summary>The end of a case.</summary>
/// <param name="Note">What is to be kept of it; may be left out.</param>
public sealed record ResolveRequest(string? Note);

using MicroCare.Core.Enrollment;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Texting;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NodaTime.Extensions;

namespace MicroCare.Functions.Conversations;

/// <summary>A person of the clinic texts a patient, by name. The program waits while they write to each other.</summary>
public sealed class WriteToPatient(PatientDesk patients, RepeatedRequests repeats, TimeProvider time)
{
    private const int LongestName = 60;
    private const int MostSegments = 3;

    /// <summary>202 when the text is on its way; 409 where it may not go out; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function(nameof(WriteToPatient))]
    [Allow(Roles.CareTeam)]
    [Describe(
        "Text a patient by name. It is refused to whoever said STOP, never said yes, or is asleep; in an emergency only to whoever said STOP.", Body = typeof(MessageRequest),
        Answer = typeof(MessageResponse), Success = [202], Refusals = [400, 404, 409, 413, 415, 422], Audited = true,
        Example = """{"signedAs":"Ana Ruiz, RN","text":"This is Ana from the clinic. I would like to call you. Is now good?"}""")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "patients/{id}/messages")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (body, bytes, problem) = await JsonBody.ReadAsync<MessageRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var (words, problems) = Check(body);
        if (words is null)
        {
            return Problems.Invalid(problems);
        }

        var (view, refusal) = await patients.OpenAsync(request, nameof(WriteToPatient), id, cancellationToken);
        return view is null
            ? refusal!
            : await repeats.OnceAsync(request, nameof(WriteToPatient), bytes, once => WriteAsync(request, view, words, client, once), cancellationToken);
    }

    private async Task<IResult> WriteAsync(HttpRequest request, PatientView view, string words, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (StaffRules.WhyNot(view.State, time.GetCurrentInstant()) is { } why)
        {
            return Refused(why);
        }

        var (by, text) = (Caller.Of(request).Id, new PatientText(words));
        var after = await patients.TakeAsync(
            client, view.State.Patient, new JourneyInput.StaffWrote(text, by) { Id = repeats.InputOf(request, nameof(WriteToPatient)) }, cancellationToken);
        return after.Facts.OfType<JourneyFact.StaffWrote>().LastOrDefault(fact => fact.By == by && fact.Words == text) is { } wrote
            ? Reply.Accepted($"/api/patients/{view.State.Patient}/conversation", new MessageResponse(wrote.Text.Value))
            : Refused(StaffRules.WhyNot(after.State, time.GetCurrentInstant()) ?? StaffRefusal.OptedOut); // Something came in between, most likely a STOP.
    }

    private static (string? Words, IReadOnlyList<FieldProblem> Problems) Check(MessageRequest body)
    {
        var problems = new List<FieldProblem>();
        if (body.SignedAs is not { Length: <= LongestName } name || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl) || !name.Any(char.IsLetter))
        {
            problems.Add(new("signedAs", $"Send the name that the patient reads, such as 'Ana Ruiz, RN': at most {LongestName} characters."));
        }

        if (string.IsNullOrWhiteSpace(body.Text) || body.Text.Any(c => char.IsControl(c) && c != '\n'))
        {
            problems.Add(new("text", "Send what the patient is to read, without control characters."));
        }

        if (problems.Count > 0)
        {
            return (null, problems);
        }

        var words = $"{body.SignedAs!.Trim()}: {body.Text!.Trim()}";
        return SmsSegments.Of(words) <= MostSegments
            ? (words, problems)
            : (null, [new FieldProblem(
                "text", $"With the name, this takes {SmsSegments.Of(words)} text segments; {MostSegments} are the most. Shorten it, or leave out pictures and rare characters, which count double.")]);
    }

    private static IResult Refused(StaffRefusal why) => why switch
    {
        StaffRefusal.OptedOut => Problems.Of(
            StatusCodes.Status409Conflict, "The patient said STOP.", "Nobody overrides that, and no text goes out until the patient texts START. Call them instead."),
        StaffRefusal.NoConsent => Problems.Of(
            StatusCodes.Status409Conflict, "The patient has not said yes to texts.", "Wait for their answer to the question for consent, or call them."),
        StaffRefusal.QuietHours => Problems.Of(
            StatusCodes.Status409Conflict, "It is night where the patient is.", "Text between 08:00 and 21:00 in the patient's own time zone (their state may allow less), or call them where it cannot wait."),
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "Unknown refusal."),
    };
}

/// <summary>A text of a person's.</summary>
/// <param name="SignedAs">Who writes, as the patient reads it.</param>
/// <param name="Text">What they write.</param>
public sealed record MessageRequest(string? SignedAs, string? Text);

/// <summary>A text that is on its way.</summary>
/// <param name="Text">Its id; the conversation tells what became of it.</param>
public sealed record MessageResponse(string Text);

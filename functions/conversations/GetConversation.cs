using System.Globalization;
using MicroCare.Core.Cases;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.Conversations;

/// <summary>What was written between a patient and the program.</summary>
public sealed class GetConversation(PatientDesk patients, IConversations conversations)
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <summary>200; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function(nameof(GetConversation))]
    [Allow(Roles.CareTeam)]
    [Describe(
        "The newest texts of a patient's conversation, both sides, the oldest first. The look is recorded.", Answer = typeof(ConversationResponse), Refusals = [400, 404], Audited = true,
        Query = ["take: At most so many, 1 to 200; 50 where it is left out.", "before: Only texts before this number: what an earlier page gave as 'before'."])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patients/{id}/conversation")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var take = Whole(request, "take", Usual, Most, problems);
        var before = Whole(request, "before", int.MaxValue, int.MaxValue, problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var (view, refusal) = await patients.OpenAsync(request, nameof(GetConversation), id, cancellationToken);
        return view is null
            ? refusal!
            : await conversations.ReadAsync(view.State.Patient, cancellationToken) is { } conversation
                ? Results.Ok(ConversationResponse.Of(view.State.Patient.Value, conversation, take, before))
                : Problems.NotFound("patient");
    }

    private static int Whole(HttpRequest request, string name, int usual, int most, List<FieldProblem> problems)
    {
        if (!request.Query.TryGetValue(name, out var text))
        {
            return usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        problems.Add(new(name, $"Send a whole number from 1 to {most}, or leave it out."));
        return usual;
    }
}

/// <summary>A page of a conversation.</summary>
/// <param name="PatientId">Whose.</param>
/// <param name="Texts">The texts, the oldest first.</param>
/// <param name="Before">What to send as <c>before</c> for the page before this one; null: this is the beginning.</param>
public sealed record ConversationResponse(string PatientId, IReadOnlyList<ConversationTextResponse> Texts, int? Before)
{
    /// <summary>The page of the newest texts before a number.</summary>
    public static ConversationResponse Of(string patient, Conversation conversation, int take, int before)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var earlier = conversation.Texts.Where(text => text.Number < before).ToList();
        var page = earlier.TakeLast(take).Select(ConversationTextResponse.Of).ToList();
        return new ConversationResponse(patient, page, earlier.Count > page.Count ? page[0].Number : null);
    }
}

/// <summary>One text.</summary>
/// <param name="Number">Orders the texts.</param>
/// <param name="At">When it was handled, or decided to go out.</param>
/// <param name="Direction">in: from the patient; out: to them.</param>
/// <param name="By">patient, program, safety, or the opaque id of a member of staff.</param>
/// <param name="Step">The program's step that it belongs to.</param>
/// <param name="Text">The words; null where they were not kept.</param>
/// <param name="Delivery">sent, delivered, failed or expired; null for a text of the patient's.</param>
/// <param name="Class">What it was classed as; null for a text of ours.</param>
public sealed record ConversationTextResponse(int Number, DateTimeOffset At, string Direction, string By, string? Step, string? Text, string? Delivery, string? Class)
{
    /// <summary>The response for a text.</summary>
    public static ConversationTextResponse Of(ConversationText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ConversationTextResponse(
            text.Number, text.At.ToDateTimeOffset(), text.By == ConversationSide.Patient ? "in" : "out", text.StaffId ?? CaseWords.Of(text.By), text.Step?.Value,
            text.Words?.Words, text.Delivery is { } fate ? CaseWords.Of(fate) : null, text.Triage is { } triage ? CaseWords.Of(triage.Class) : null);
    }
}

using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Clinics;

/// <summary>What a clinic has decided on: its name and line, its consent texts, when somebody reads, who is on call.</summary>
public sealed record ClinicPolicy
{
    /// <summary>The clinic.</summary>
    public required ClinicId Id { get; init; }

    /// <summary>Its name as patients know it.</summary>
    public required string Name { get; init; }

    /// <summary>Its phone line, as patients read it, such as <c>312-555-0100</c>; null where it gave none.</summary>
    public string? Line { get; init; }

    /// <summary>When somebody reads what patients write; null: nobody ever does live.</summary>
    public ServiceHours? Watched { get; init; }

    /// <summary>The clinic's own text of consent to care by text; null: the program's.</summary>
    public ConsentDocument? Consent { get; init; }

    /// <summary>What patients are asked about research; null: they are not asked, and nothing of theirs is exported.</summary>
    public ConsentDocument? Research { get; init; }

    /// <summary>What PRIVACY answers; null: the standard text.</summary>
    public LocalizedText? Privacy { get; init; }

    /// <summary>Whether people under age may be enrolled.</summary>
    public MinorPolicy Minors { get; init; } = MinorPolicy.Refuse;

    /// <summary>From which age, in whole years, people consent for themselves. 18 in most states, 19 in Alabama and Nebraska, 21 in Mississippi.</summary>
    public int AgeOfMajority { get; init; } = 18;

    /// <summary>Who is told of an emergency, tier after tier.</summary>
    public ImmutableArray<OnCallTier> OnCall { get; init; } = [];

    /// <summary>What posts to webhooks are signed with; null: they are not.</summary>
    public WebhookSecret? WebhookSecret { get; init; }

    /// <summary>How long a tier has to acknowledge before the next is told.</summary>
    public Duration AcknowledgeWithin { get; init; } = Duration.FromMinutes(5);

    /// <summary>How long the program keeps quiet after the last text of a conversation with a person.</summary>
    public Duration ConversationLives { get; init; } = Duration.FromHours(24);

    /// <summary>A clinic of which nothing but its id is known: nobody is on call, nobody watches, nobody under age is enrolled.</summary>
    public static ClinicPolicy Standard(ClinicId id, string name) => new() { Id = id, Name = name };

    /// <summary>The text of consent to care that holds for the clinic's patients in that program.</summary>
    public ConsentDocument ConsentIn(InterventionProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Consent ?? new ConsentDocument($"{program.Id}/{program.ConsentVersion}", program.Messages.Consent);
    }
}

/// <summary>A text of consent, in every language it is shown in.</summary>
/// <param name="Version">Its name and version, such as <c>riverside/2</c>; another version asks everybody again.</param>
/// <param name="Text">The text, with <c>{name}</c> and <c>{clinic}</c> still to be filled in.</param>
public sealed record ConsentDocument(string Version, LocalizedText Text);

/// <summary>What happens when a clinic enrolls somebody under age.</summary>
public enum MinorPolicy
{
    /// <summary>The enrollment is refused.</summary>
    Refuse,

    /// <summary>The enrollment must name a guardian's consent; the minor's own yes by text is asked besides.</summary>
    GuardianConsent,
}

/// <summary>People who are told together.</summary>
/// <param name="Contacts">Who; at least one.</param>
public sealed record OnCallTier(ImmutableArray<OnCallContact> Contacts);

/// <summary>A way to reach a person, or a system that does.</summary>
/// <param name="Name">Who it is, for the record: a role or a name.</param>
/// <param name="Phone">A number in E.164 that is texted; null: none.</param>
/// <param name="Webhook">An address that is posted to; null: none.</param>
public sealed record OnCallContact(string Name, string? Phone, Uri? Webhook)
{
    /// <summary>Shows neither number nor address.</summary>
    public override string ToString() => $"[on call: {Name}]";
}

/// <summary>A secret that a clinic's webhooks and this service share.</summary>
/// <param name="Value">The secret itself.</param>
public sealed record WebhookSecret(string Value)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => "[webhook secret]";
}

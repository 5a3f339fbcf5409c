namespace MicroCare.Core.Consent;

/// <summary>What a patient was shown when they were asked.</summary>
/// <param name="Version">The text's name and version, such as <c>riverside/2</c>.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Words">The text, with <c>{name}</c> and <c>{clinic}</c> not filled in: it is no patient's.</param>
public sealed record ConsentShown(string Version, string Language, string Words);

/// <summary>The consent of somebody who answers for a person under age.</summary>
/// <param name="Relationship">Who they are to the patient: parent, guardian, court.</param>
/// <param name="Source">Where it is on file.</param>
public sealed record GuardianConsent(string Relationship, string Source);

/// <summary>Whether a patient's data may be used in research.</summary>
public enum ResearchStatus
{
    /// <summary>They were not asked.</summary>
    NotAsked,

    /// <summary>They were asked and have not answered: no.</summary>
    Asked,

    /// <summary>Yes.</summary>
    Given,

    /// <summary>They said no, or took their yes back.</summary>
    Refused,
}

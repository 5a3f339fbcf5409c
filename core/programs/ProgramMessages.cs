namespace MicroCare.Core.Programs;

/// <summary>The texts around the steps.</summary>
public sealed record ProgramMessages
{
    /// <summary>The first text: who we are, what comes, how to say yes, no and stop.</summary>
    public required LocalizedText Consent { get; init; }

    /// <summary>The one reminder when it was not answered.</summary>
    public required LocalizedText ConsentAgain { get; init; }

    /// <summary>Asks once more when the answer was neither yes nor no.</summary>
    public required LocalizedText ConsentUnclear { get; init; }

    /// <summary>After a no.</summary>
    public required LocalizedText Declined { get; init; }

    /// <summary>After a yes.</summary>
    public required LocalizedText Started { get; init; }

    /// <summary>After START.</summary>
    public required LocalizedText WelcomeBack { get; init; }

    /// <summary>The one confirmation after STOP.</summary>
    public required LocalizedText Stopped { get; init; }

    /// <summary>After HELP.</summary>
    public required LocalizedText Help { get; init; }

    /// <summary>The one gentle text after silence.</summary>
    public required LocalizedText CheckIn { get; init; }

    /// <summary>When somebody writes and nothing was asked.</summary>
    public required LocalizedText Unmatched { get; init; }

    /// <summary>The program's last text.</summary>
    public required LocalizedText Closing { get; init; }

    /// <summary>After PAUSE; <c>{until}</c> is the last day of the pause.</summary>
    public LocalizedText Paused { get; init; } = StandardMessages.Paused;

    /// <summary>After RESUME.</summary>
    public LocalizedText Resumed { get; init; } = StandardMessages.Resumed;

    /// <summary>After a sign of danger, in an answer or in the patient's own words: the crisis lines.</summary>
    public LocalizedText Safety { get; init; } = StandardMessages.Safety;

    /// <summary>Follows it while somebody at the clinic reads what patients write.</summary>
    public LocalizedText SafetyWatched { get; init; } = StandardMessages.SafetyWatched;

    /// <summary>Follows it while nobody reads: people on call are told, and the patient is not to wait for them.</summary>
    public LocalizedText SafetyUnwatched { get; init; } = StandardMessages.SafetyUnwatched;

    /// <summary>Follows it where the clinic has a phone line; <c>{line}</c>.</summary>
    public LocalizedText SafetyLine { get; init; } = StandardMessages.SafetyLine;

    /// <summary>After a text that a person of the clinic should look at.</summary>
    public LocalizedText Told { get; init; } = StandardMessages.Told;

    /// <summary>After DATA YES.</summary>
    public LocalizedText ResearchYes { get; init; } = StandardMessages.ResearchYes;

    /// <summary>After DATA NO and DATA STOP.</summary>
    public LocalizedText ResearchNo { get; init; } = StandardMessages.ResearchNo;

    /// <summary>After PRIVACY: what is kept, and who sees it.</summary>
    public LocalizedText Privacy { get; init; } = StandardMessages.Privacy;

    /// <summary>Stands before a question that is asked once more.</summary>
    public LocalizedText Remind { get; init; } = StandardMessages.Remind;

    /// <summary>Stands behind a question of the guided first week whose answer is a number.</summary>
    public LocalizedText HintNumber { get; init; } = StandardMessages.HintNumber;

    /// <summary>… is yes or no.</summary>
    public LocalizedText HintYesNo { get; init; } = StandardMessages.HintYesNo;

    /// <summary>… is a letter.</summary>
    public LocalizedText HintChoice { get; init; } = StandardMessages.HintChoice;

    /// <summary>… is a time.</summary>
    public LocalizedText HintTime { get; init; } = StandardMessages.HintTime;

    /// <summary>Answers WHY: the calendar; <c>{day}</c>, <c>{title}</c>.</summary>
    public LocalizedText WhyDay { get; init; } = StandardMessages.WhyDay;

    /// <summary>Answers WHY: what the part is about; <c>{theme}</c>.</summary>
    public LocalizedText WhyTheme { get; init; } = StandardMessages.WhyTheme;

    /// <summary>Answers WHY: a step that comes again and again.</summary>
    public LocalizedText WhyRegular { get; init; } = StandardMessages.WhyRegular;

    /// <summary>Answers WHY: a date in the patient's care is near.</summary>
    public LocalizedText WhyDate { get; init; } = StandardMessages.WhyDate;

    /// <summary>Answers WHY: the patient asked for it.</summary>
    public LocalizedText WhyAsked { get; init; } = StandardMessages.WhyAsked;

    /// <summary>Answers WHY: symptoms rise, so it is a gentler one.</summary>
    public LocalizedText WhyGentler { get; init; } = StandardMessages.WhyGentler;

    /// <summary>Answers WHY: it was missed before.</summary>
    public LocalizedText WhyCatchUp { get; init; } = StandardMessages.WhyCatchUp;

    /// <summary>Answers WHY: earlier steps were left out, because symptoms fall.</summary>
    public LocalizedText WhyAdvanced { get; init; } = StandardMessages.WhyAdvanced;

    /// <summary>Answers WHY: earlier steps were left out, because the skill is mastered.</summary>
    public LocalizedText WhyMastered { get; init; } = StandardMessages.WhyMastered;

    /// <summary>Answers WHY: the clinic chose plain texts.</summary>
    public LocalizedText WhyPlainClinic { get; init; } = StandardMessages.WhyPlainClinic;

    /// <summary>Answers WHY: the patient's answers led to plain texts.</summary>
    public LocalizedText WhyPlainScore { get; init; } = StandardMessages.WhyPlainScore;

    /// <summary>Answers WHY: nothing came yet.</summary>
    public LocalizedText WhyNothing { get; init; } = StandardMessages.WhyNothing;
}

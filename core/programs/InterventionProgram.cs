using System.Collections.Frozen;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Core.Programs;

/// <summary>
/// An intervention program: a story in small steps over some days. Made by <see cref="ProgramReader"/>, which refuses what would stand in a
/// patient's way. A version that was used never changes; <see cref="Fingerprint"/> tells whether it did.
/// </summary>
public sealed record InterventionProgram
{
    private readonly FrozenDictionary<StepId, ProgramStep> _steps = FrozenDictionary<StepId, ProgramStep>.Empty;

    /// <summary>Its id, the same in all versions.</summary>
    public required ProgramId Id { get; init; }

    /// <summary>From 1 up.</summary>
    public required int Version { get; init; }

    /// <summary>How many days it runs; the closing text follows on the day after the last one.</summary>
    public required int Days { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>ISO 639-1 codes.</summary>
    public required ImmutableArray<string> Languages { get; init; }

    /// <summary>The texts around the steps.</summary>
    public required ProgramMessages Messages { get; init; }

    /// <summary>The version of <see cref="ProgramMessages.Consent"/>, from 1 up; a higher one asks everybody again.</summary>
    public int ConsentVersion { get; init; } = 1;

    /// <summary>What a clinic asks before it chooses the program; null where nobody wrote it.</summary>
    public ProgramAbout? About { get; init; }

    /// <summary>How much comes.</summary>
    public Pace Pace { get; init; } = Pace.Usual;

    /// <summary>The story's parts, in order.</summary>
    public ImmutableArray<ProgramArc> Arcs { get; init; } = [];

    /// <summary>The main line: steps in the order in which they are lived; no step's day is earlier than its predecessor's.</summary>
    public required ImmutableArray<ProgramStep> Steps { get; init; }

    /// <summary>Steps beside the main line: on weekdays, every so many days, around a date. In the order of the file.</summary>
    public ImmutableArray<ProgramStep> Recurring { get; init; } = [];

    /// <summary>Steps that only another step leads to.</summary>
    public ImmutableArray<ProgramStep> Unscheduled { get; init; } = [];

    /// <summary>What a patient can ask for.</summary>
    public ImmutableArray<LibraryShelf> Library { get; init; } = [];

    /// <summary>What is remembered, by name.</summary>
    public ImmutableDictionary<string, MemoryDeclaration> Memories { get; init; } = ImmutableDictionary<string, MemoryDeclaration>.Empty;

    /// <summary>How it adapts to its reader.</summary>
    public Tailoring Tailoring { get; init; } = Tailoring.Nothing;

    /// <summary>How patients of earlier versions come to this one.</summary>
    public Migration Migration { get; init; } = Migration.Usual;

    /// <summary>Where its parts stand in the file, by key, and the keys of a part behind a dot: <c>pace</c>, <c>about.texts_a_week</c>; for messages to the author.</summary>
    public ImmutableDictionary<string, SourcePlace> Places { get; init; } = ImmutableDictionary<string, SourcePlace>.Empty;

    /// <summary>SHA-256 over the file and the instruments that it measures, in lower-case hexadecimal digits.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Earlier versions whose files are still there, newest first.</summary>
    public ImmutableArray<InterventionProgram> Earlier { get; init; } = [];

    /// <summary>How far apart the steps that ask something stand on average; how often a patient who answers everything would write.</summary>
    public Duration AskSpacing { get; init; } = Duration.FromDays(1);

    /// <summary>Every step, wherever it stands.</summary>
    public required ImmutableArray<ProgramStep> AllSteps
    {
        get => _steps.Values;
        init => _steps = value.ToFrozenDictionary(step => step.Id);
    }

    /// <summary>The step of that id, or null when this version no longer has it.</summary>
    public ProgramStep? Find(StepId id) => _steps.GetValueOrDefault(id);

    /// <summary>This version, or the earlier one of that number; null when its file is gone.</summary>
    public InterventionProgram? Edition(int version) => version == Version ? this : Earlier.FirstOrDefault(program => program.Version == version);
}

/// <summary>What a patient gets for a word.</summary>
/// <param name="Keyword">As the program names it, such as <c>CALM</c>.</param>
/// <param name="Words">The words that ask for it, in any language, folded.</param>
/// <param name="Exercises">One after the other, then from the first again.</param>
public sealed record LibraryShelf(string Keyword, ImmutableHashSet<string> Words, ImmutableArray<ProgramStep> Exercises);

/// <summary>How a program adapts.</summary>
/// <param name="PlainBelow">A total below that makes texts plain; null: none does.</param>
/// <param name="Course">What tells whether symptoms rise or fall; null: nothing does.</param>
public sealed record Tailoring(PlainBelow? PlainBelow, CourseRule? Course)
{
    /// <summary>Not at all.</summary>
    public static readonly Tailoring Nothing = new(null, null);
}

/// <summary>A total below <paramref name="Score"/> of that instrument makes texts plain. Where the line is, is the program's to say: eHEALS has no cut-off.</summary>
public sealed record PlainBelow(string Instrument, int Score)
{
    /// <summary>Where it stands in its file; for messages to the author.</summary>
    public SourcePlace Place { get; init; }
}

/// <summary>Symptoms fall when the total fell by <paramref name="Better"/> points or more since the one before, and rise when it rose by <paramref name="Worse"/>.</summary>
public sealed record CourseRule(string Instrument, int Better, int Worse)
{
    /// <summary>Where it stands in its file; for messages to the author.</summary>
    public SourcePlace Place { get; init; }
}

/// <summary>How patients of earlier versions come to a new one.</summary>
/// <param name="Moves">Whether they come at all; else they stay, as long as their version's file is there.</param>
/// <param name="Renamed">New ids by old ones.</param>
public sealed record Migration(bool Moves, ImmutableDictionary<StepId, StepId> Renamed)
{
    /// <summary>They come; every step kept its id.</summary>
    public static readonly Migration Usual = new(true, ImmutableDictionary<StepId, StepId>.Empty);
}

/// <summary>What a clinic asks before it chooses a program.</summary>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Population">Whom it is for.</param>
/// <param name="Exclusions">Whom it is not for.</param>
/// <param name="Authors">Who wrote it.</param>
/// <param name="TextsAWeek">What a patient may expect.</param>
public sealed record ProgramAbout(
    ImmutableArray<Evidence> Evidence, string Population, ImmutableArray<string> Exclusions, ImmutableArray<string> Authors, int TextsAWeek)
{
    /// <summary>Where it stands in its file; for messages to the author.</summary>
    public SourcePlace Place { get; init; }
}

/// <summary>A claim and the paper that supports it.</summary>
public sealed record Evidence(string Claim, string Source);

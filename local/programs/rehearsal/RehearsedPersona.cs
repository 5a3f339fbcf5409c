using System.Collections.Immutable;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Local.Programs;

/// <summary>Somebody who lives through a program in a rehearsal: how they read, feel and answer.</summary>
/// <param name="Name">What the persona is called on the command line.</param>
/// <param name="About">One line about them, for a list.</param>
public sealed record RehearsedPersona(string Name, string About)
{
    /// <summary>The name by which texts address them.</summary>
    public string FirstName { get; init; } = "Sam";

    /// <summary>What they read, where the program has it; else the program's first language.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What the clinic told of how they read; null: nothing.</summary>
    public ReadingLevel? Level { get; init; }

    /// <summary>When in the day they want texts.</summary>
    public PreferredWindow Window { get; init; } = new(new LocalTime(9, 0), new LocalTime(11, 0));

    /// <summary>The least and the most minutes until they answer, both inclusive.</summary>
    public (int Least, int Most) Minutes { get; init; } = (2, 40);

    /// <summary>How likely they are to answer a question, 0 to 1.</summary>
    public double Answering { get; init; } = 1;

    /// <summary>From this day after the start they write nothing any more; null: they go on.</summary>
    public int? SilentFrom { get; init; }

    /// <summary>How heavy their complaints are, 0 to 1: in the first fifth of the program, until seven tenths of it, and after that.</summary>
    public (double First, double Middle, double Last) Burden { get; init; } = (0.35, 0.3, 0.25);

    /// <summary>What they answer to an item that is a sign of danger.</summary>
    public int Danger { get; init; }

    /// <summary>How well they find their way in health information, 0 to 1.</summary>
    public double Literacy { get; init; } = 0.8;

    /// <summary>Whether they write as people do (words, typing errors, "5/10") and sometimes miss the point at first.</summary>
    public bool IsLoose { get; init; }

    /// <summary>Whether they ask WHY after each step.</summary>
    public bool AsksWhy { get; init; }

    /// <summary>What they write unasked.</summary>
    public ImmutableArray<UnaskedText> Unasked { get; init; } = [];

    /// <summary>How heavy complaints are at that part of the program, 0 to 1.</summary>
    public double BurdenAt(double part) => part switch
    {
        < 0.2 => Burden.First,
        < 0.7 => Burden.Middle,
        _ => Burden.Last,
    };
}

/// <summary>Something that a persona writes unasked.</summary>
/// <param name="Part">At which part of the program, 0 to 1.</param>
/// <param name="Words">The words; null: a word of the program's library.</param>
/// <param name="DaysLater">So many days after that.</param>
public sealed record UnaskedText(double Part, string? Words, int DaysLater = 0);

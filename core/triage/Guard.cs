namespace MicroCare.Core.Triage;

/// <summary>What makes a sign none, where it stands around it.</summary>
[Flags]
internal enum Guard
{
    /// <summary>Nothing does.</summary>
    None = 0,

    /// <summary>It is denied: "not suicidal".</summary>
    Negation = 1,

    /// <summary>It is over: "years ago", "went away"; unless it is said to be back.</summary>
    Past = 2,

    /// <summary>It is of a film, a song, the news.</summary>
    Fiction = 4,

    /// <summary>It is a manner of speaking, or a word of the program's: "dying of laughter", "my safety plan".</summary>
    Idiom = 8,
}

using MicroCare.Core.Programs.Reading;

namespace MicroCare.Core.Programs.Checking;

/// <summary>What the checks have found in a program so far.</summary>
internal sealed class Findings(InterventionProgram program, ProgramProblems problems)
{
    private readonly HashSet<(SourcePlace Place, string Message)> _told = [];

    public InterventionProgram Program { get; } = program;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ProgramProblem> All => problems.All;

    /// <summary>Every text that the program itself wrote; standard texts and instruments are not the author's to mend.</summary>
    public IEnumerable<WrittenText> OwnTexts => WrittenTexts.Of(Program).Where(written => written.Role != TextRole.Instrument && written.Text.Place != default);

    /// <summary>Tells of something, once; what has no place of its own stands at the top of the file.</summary>
    public void Add(SourcePlace place, string message)
    {
        if (_told.Add((place, message)))
        {
            problems.Add(Math.Max(1, place.Line), Math.Max(1, place.Column), message);
        }
    }

    /// <summary>Every variant of a text, in every language of the program.</summary>
    public IEnumerable<(string Language, TextVariant Variant)> VariantsOf(LocalizedText text) =>
        Program.Languages.SelectMany(language => text.VariantsIn(language).Select(variant => (language, variant)));
}

using System.Collections.Immutable;

namespace MicroCare.Core.Programs.Expressions;

/// <summary>The names that a program's expressions may use, with their types.</summary>
public sealed class Vocabulary
{
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Words = new Dictionary<string, ImmutableArray<string>>
    {
        ["course"] = ["better", "steady", "worse"],
        ["engagement"] = ["active", "drifting", "lapsed"],
        ["profile.level"] = ["plain", "standard"],
        ["profile.tone"] = ["warm", "direct"],
        ["profile.format"] = ["full", "brief"],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private readonly IReadOnlyDictionary<string, MemoryDeclaration> _memories;
    private readonly IReadOnlySet<string> _instruments;
    private readonly ImmutableArray<string> _languages;

    /// <summary>Takes what the program declares.</summary>
    /// <param name="memories">Its memories, by name.</param>
    /// <param name="instruments">The ids of the instruments that it may measure.</param>
    /// <param name="languages">Its languages.</param>
    public Vocabulary(IReadOnlyDictionary<string, MemoryDeclaration> memories, IReadOnlySet<string> instruments, ImmutableArray<string> languages) =>
        (_memories, _instruments, _languages) = (memories, instruments, languages);

    /// <summary>Names that are always there and so cannot name a memory.</summary>
    public static ImmutableArray<string> Reserved { get; } =
        ["score", "change", "profile", "course", "engagement", "day", "week", "known", "mastered", "and", "or", "not", "yes", "no", "name", "clinic"];

    /// <summary>The type of that name, or null where the program knows no such name.</summary>
    public ValueType? TypeOf(string name)
    {
        if (name is "day" or "week")
        {
            return ValueType.Number;
        }

        if (Words.ContainsKey(name) || name == "profile.language")
        {
            return ValueType.Word;
        }

        if (name.Split('.') is ["score" or "change", var instrument])
        {
            return _instruments.Contains(instrument) ? ValueType.Number : null;
        }

        return _memories.TryGetValue(name, out var memory) ? memory.ValueType : null;
    }

    /// <summary>Whether the name stands for a memory of free words, which can be recalled and known but not compared.</summary>
    public bool IsFreeText(string name) => _memories.TryGetValue(name, out var memory) && memory.Type == MemoryType.Text;

    /// <summary>Whether the name has a value at all times.</summary>
    public bool IsAlwaysKnown(string name) =>
        name is "day" or "week" or "profile.language" || Words.ContainsKey(name) || (_memories.TryGetValue(name, out var memory) && memory.Start is not null);

    /// <summary>The words that the name can be, or null where any word is possible.</summary>
    public ImmutableArray<string>? WordsOf(string name) => Words.TryGetValue(name, out var words) ? words
        : name == "profile.language" ? _languages
        : _memories.TryGetValue(name, out var memory) && memory.Options.Count > 0 ? [.. memory.Options.Keys.Order(StringComparer.Ordinal)]
        : null;

    /// <summary>The names that are close to that one, for a message.</summary>
    public string Suggest() =>
        $"Known: {string.Join(", ", _memories.Keys.Order(StringComparer.Ordinal).Concat(Words.Keys.Order(StringComparer.Ordinal)).Append("profile.language").Append("day").Append("week"))}"
        + (_instruments.Count > 0 ? $", score. or change. with {string.Join(", ", _instruments.Order(StringComparer.Ordinal))}." : ".");
}

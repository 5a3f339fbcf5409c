using MicroCare.Core.Triage;

namespace MicroCare.Tests.Core.Triage;

/// <summary>A lexicon that cannot be used says where and what to change.</summary>
public sealed class LexiconReaderTests
{
    private const string Rule = "rules:\n  - id: a.rule\n    class: crisis\n    weight: 0.9\n    says: something\n    any:\n      - one two\n    examples:\n      - one two\n";

    public static TheoryData<string, string, int, string> Faults => new()
    {
        { "no YAML", "rules: [", 2, "this is no YAML" },
        { "a list for a document", "- one", 1, "one YAML document of 'key: value' lines" },
        { "unknown key", "ruels: []\n" + Rule, 1, "'ruels' is no key here: use one of aliases" },
        { "unknown class", Rule.Replace("crisis", "urgent", StringComparison.Ordinal), 3, "'urgent' is no class: use one of crisis, side_effect" },
        { "weight too high", Rule.Replace("0.9", "9", StringComparison.Ordinal), 4, "'9' is no weight: write a number above 0, up to 1" },
        { "no weight", Rule.Replace("    weight: 0.9\n", "", StringComparison.Ordinal), 2, "'weight' is missing here" },
        { "no examples", Rule[..Rule.IndexOf("    examples", StringComparison.Ordinal)], 2, "write some under 'examples'" },
        { "unknown set", Rule.Replace("- one two\n    ex", "- <many_words> two\n    ex", StringComparison.Ordinal), 7, "cannot be part of a run of words" },
        { "no such set", Rule.Replace("- one two\n    ex", "- <one> two\n    ex", StringComparison.Ordinal), 7, "There is no set 'one'" },
        { "short stem", Rule.Replace("- one two\n    ex", "- on* two\n    ex", StringComparison.Ordinal), 7, "The stem 'on*' is too short" },
        { "gap too wide", Rule.Replace("- one two\n    ex", "- one ..12 two\n    ex", StringComparison.Ordinal), 7, "'..12' is no gap: write ..1 to ..9" },
        { "gap at the end", Rule.Replace("- one two\n    ex", "- one ..2\n    ex", StringComparison.Ordinal), 7, "begins or ends with a gap" },
        { "only optional", Rule.Replace("- one two\n    ex", "- one? two?\n    ex", StringComparison.Ordinal), 7, "could match nothing at all" },
        { "empty word", Rule.Replace("- one two\n    ex", "- one||two\n    ex", StringComparison.Ordinal), 7, "empty word" },
        { "unknown guard", Rule + "    guards: [hope]\n", 10, "'hope' is no guard" },
        { "same id twice", Rule + Rule["rules:\n".Length..], 10, "there is a rule 'a.rule' already" },
        { "a mapping for a text", Rule.Replace("says: something", "says: { a: b }", StringComparison.Ordinal), 5, "a text is expected here" },
        { "a text for a list", "known: word\n" + Rule, 1, "a list is expected here" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_Faulty_NamesFileLineAndRemedy(string what, string yaml, int line, string remedy)
    {
        var fault = Assert.Throws<LexiconException>(() => LexiconReader.Read(("xx.yaml", yaml)));
        Assert.Equal(("xx.yaml", (long)line), (fault.File, fault.Line));
        Assert.True(fault.Message.StartsWith($"xx.yaml, line {line}: ", StringComparison.Ordinal) && fault.Message.Contains(remedy, StringComparison.Ordinal), $"{what}: {fault.Message}");
    }

    [Fact]
    public void Read_Usable_Finds()
    {
        var lexicon = LexiconReader.Read(("xx.yaml", Rule));
        Assert.Equal("a.rule", Assert.Single(lexicon.Find(lexicon.WordsOf("One, two!"))).Id);
        Assert.Empty(lexicon.Find(lexicon.WordsOf("One. Two!")));
    }
}

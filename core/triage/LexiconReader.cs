using System.Collections.Immutable;
using System.Reflection;
using MicroCare.Core.Replies;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Triage;

/// <summary>Reads the lexicons and puts them together. Throws <see cref="LexiconException"/> for one that cannot be used.</summary>
internal sealed class LexiconReader
{
    private static readonly string[] Files = ["en.yaml", "es.yaml"];

    private static readonly (string Key, Mark Mark)[] Phrases =
    [
        ("idioms", new Mark.Idiom()), ("denials", new Mark.Denial()), ("no denials", new Mark.NoDenial()), ("past", new Mark.Past()), ("now", new Mark.Now()),
        ("fiction", new Mark.Fiction()),
    ];

    private readonly Dictionary<string, string[]> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _emoji = [];
    private readonly HashSet<string> _bridges = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forgiving = new(StringComparer.Ordinal);
    private readonly PatternIndex _patterns = new();
    private readonly List<TriageRule> _rules = [];

    /// <summary>The lexicons that are part of this assembly.</summary>
    public static Lexicon ReadEmbedded() => Read([.. Files.Select(file => (file, Embedded(file)))]);

    /// <summary>Lexicons from their YAML, with the names of their files.</summary>
    public static Lexicon Read(params ReadOnlySpan<(string File, string Yaml)> lexicons)
    {
        var reader = new LexiconReader();
        var roots = new List<LexiconNode>();
        foreach (var (file, yaml) in lexicons)
        {
            roots.Add(Root(file, yaml));
        }

        roots.ForEach(reader.TakeWords);
        roots.ForEach(reader.TakePatterns);
        return reader.Finish();
    }

    private static LexiconNode Root(string file, string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? new LexiconNode(file, root)
                : throw new LexiconException(file, 1, "a lexicon is one YAML document of 'key: value' lines.");
        }
        catch (YamlException fault)
        {
            throw new LexiconException(file, fault.Start.Line, $"this is no YAML: {fault.Message}");
        }
    }

    private void TakeWords(LexiconNode root)
    {
        root.Allow("aliases", "emoji", "sets", "bridges", "known", "forgiving", "rules", "idioms", "denials", "no denials", "past", "now", "fiction");
        foreach (var (written, meant) in root.Map("aliases"))
        {
            var words = meant.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _aliases[written] = words;
            _known.UnionWith(words);
        }

        foreach (var (picture, name) in root.Map("emoji"))
        {
            _emoji[picture.EnumerateRunes().First().Value] = $":{name.Text}:";
        }

        foreach (var (name, list) in root.Map("sets"))
        {
            _sets[name] = [.. list.Texts(), .. _sets.GetValueOrDefault(name, [])];
        }

        _bridges.UnionWith(root.List("bridges").Select(one => one.Text));
        _known.UnionWith(root.List("known").Select(one => one.Text));
        _forgiving.UnionWith(root.List("forgiving").Select(one => TextFolding.Fold(one.Text)));
    }

    private void TakePatterns(LexiconNode root)
    {
        foreach (var (key, mark) in Phrases)
        {
            TakeAll(root.List(key), mark);
        }

        foreach (var node in root.List("rules"))
        {
            node.Allow("id", "class", "weight", "says", "weak", "guards", "any", "unless", "examples", "not");
            var rule = RuleReader.Read(node);
            if (_rules.Exists(other => other.Id == rule.Id))
            {
                throw node.Fault($"there is a rule '{rule.Id}' already: give this one another id.");
            }

            _rules.Add(rule);
            TakeAll(node.List("any"), new Mark.Sign(rule));
            TakeAll(node.List("unless"), new Mark.Unless(rule));
        }
    }

    private void TakeAll(IEnumerable<LexiconNode> nodes, Mark mark)
    {
        var parser = new PatternParser(_aliases, _sets);
        foreach (var node in nodes)
        {
            try
            {
                var pattern = parser.Parse(node.Text);
                _patterns.Add(pattern, mark);
                Learn(pattern);
            }
            catch (FormatException fault)
            {
                throw node.Fault(fault.Message);
            }
        }
    }

    private void Learn(Pattern pattern)
    {
        foreach (var word in pattern.Elements.OfType<PatternElement.OneOf>().SelectMany(one => one.Choices).SelectMany(choice => choice))
        {
            (word.Kind == PatternWordKind.Stem ? _stems : _known).Add(word.Text);
        }
    }

    private Lexicon Finish()
    {
        _known.UnionWith(_forgiving);
        _known.Remove("");
        return new Lexicon([.. _rules], _patterns, new Respelling(_aliases, IsKnown, _forgiving.ToLookup(word => word[0])), _emoji, _bridges);
    }

    private bool IsKnown(string word)
    {
        if (_known.Contains(word))
        {
            return true;
        }

        for (var length = 3; length <= word.Length; length++)
        {
            if (_stems.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word.AsSpan(0, length)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Embedded(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"MicroCare.Core.Triage.{file}")
            ?? throw new InvalidOperationException($"The lexicon {file} is not part of the assembly; see MicroCare.Core.csproj.");
        return new StreamReader(stream).ReadToEnd();
    }
}

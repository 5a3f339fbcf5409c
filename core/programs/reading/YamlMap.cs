using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs.Reading;

/// <summary>One YAML mapping, read key by key; what is missing, of the wrong kind or left over becomes a problem with its place.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly ProgramProblems _problems;
    private readonly string _path;
    private readonly (string? Name, YamlNode Key, YamlNode Value)[] _children;
    private readonly List<string> _read = [];

    public YamlMap(YamlMappingNode node, ProgramProblems problems, string path)
    {
        _node = node;
        _problems = problems;
        _path = path;
        _children = [.. node.Children.Select(child => ((child.Key as YamlScalarNode)?.Value, child.Key, child.Value))];
    }

    public IEnumerable<string> Keys => _children.Where(child => child.Key is YamlScalarNode).Select(child => child.Name ?? "");

    public bool Has(string key) => Node(key) is not null;

    public SourcePlace Place => new((int)_node.Start.Line, (int)_node.Start.Column);

    public SourcePlace PlaceOf(string key) => Node(key) is { } node ? new((int)node.Start.Line, (int)node.Start.Column) : Place;

    public bool IsMap(string key) => Node(key) is YamlMappingNode;

    public bool IsList(string key) => Node(key) is YamlSequenceNode;

    public string? Text(string key, bool required = true)
    {
        var node = Take(key, required);
        if (node is null or YamlScalarNode { Value.Length: > 0 })
        {
            return (node as YamlScalarNode)?.Value;
        }

        _problems.Add(node, $"'{_path}{key}' must be a text.");
        return null;
    }

    public int? Whole(string key, int min, int max, bool required = true)
    {
        var node = Take(key, required);
        if (node is null)
        {
            return null;
        }

        if (node is YamlScalarNode scalar
            && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
        {
            return value;
        }

        _problems.Add(node, $"'{_path}{key}' must be a whole number from {min} to {max}.");
        return null;
    }

    public YamlMap? Map(string key, bool required = true)
    {
        var node = Take(key, required);
        if (node is null or YamlMappingNode)
        {
            return node is YamlMappingNode map ? new YamlMap(map, _problems, $"{_path}{key}.") : null;
        }

        _problems.Add(node, $"'{_path}{key}' must be a mapping (key: value lines).");
        return null;
    }

    public IReadOnlyList<YamlNode> List(string key, bool required = true)
    {
        var node = Take(key, required);
        if (node is YamlSequenceNode list)
        {
            return [.. list.Children];
        }

        if (node is not null)
        {
            _problems.Add(node, $"'{_path}{key}' must be a list.");
        }

        return [];
    }

    public bool Flag(string key)
    {
        var node = Take(key, required: false);
        if (node is null or YamlScalarNode { Value: "true" or "false" })
        {
            return node is YamlScalarNode { Value: "true" };
        }

        _problems.Add(node, $"'{_path}{key}' must be true or false.");
        return false;
    }

    /// <summary>The words of a list, or of one word that stands for a list of one.</summary>
    public IReadOnlyList<string> Words(string key, bool required = true) => Node(key) is YamlScalarNode && Text(key, required) is { } only
        ? [only]
        : [.. List(key, required).OfType<YamlScalarNode>().Select(word => word.Value ?? "").Where(word => word.Length > 0)];

    /// <summary>Reports a problem at a key's value; <paramref name="offset"/> characters into it.</summary>
    public void Problem(string key, string message, int offset = 0)
    {
        var node = Node(key) ?? _node;
        var quoted = node is YamlScalarNode { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } ? 1 : 0;
        _problems.Add((int)node.Start.Line, (int)node.Start.Column + (offset > 0 ? offset + quoted : 0), message);
    }

    /// <summary>Reports every key that nobody asked for: a typo must not pass as an option left out.</summary>
    public void RefuseTheRest()
    {
        foreach (var (name, key, _) in _children)
        {
            if (name is null || !_read.Contains(name))
            {
                _problems.Add(key, $"'{_path}{key}' is not known here. Known: {string.Join(", ", _read.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}.");
            }
        }
    }

    /// <summary>Leaves the keys that nobody asked for alone: something worse is reported already.</summary>
    public void AcceptTheRest() => _read.AddRange(Keys);

    private YamlNode? Take(string key, bool required)
    {
        _read.Add(key);
        var node = Node(key);
        if (node is null && required)
        {
            _problems.Add(_node, $"'{_path}{key}' is missing.");
        }

        return node;
    }

    private YamlNode? Node(string key)
    {
        foreach (var (name, _, value) in _children)
        {
            if (name == key)
            {
                return value;
            }
        }

        return null;
    }
}

/// <summary>The problems found in one file so far.</summary>
internal sealed class ProgramProblems(string file)
{
    private readonly List<ProgramProblem> _all = [];

    /// <summary>What was found, in the order of the file.</summary>
    public IReadOnlyList<ProgramProblem> All => [.. _all.OrderBy(problem => (problem.Line, problem.Column))];

    public int Count => _all.Count;

    public void Add(YamlNode at, string message) => Add((int)at.Start.Line, (int)at.Start.Column, message);

    public void Add(int line, int column, string message) => _all.Add(new ProgramProblem(file, line, column, message));
}

using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs;

/// <summary>One YAML mapping, read key by key; what is missing, of the wrong kind or left over becomes a problem with its place.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly ProgramProblems _problems;
    private readonly string _path;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public YamlMap(YamlMappingNode node, ProgramProblems problems, string path)
    {
        _node = node;
        _problems = problems;
        _path = path;
    }

    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    public bool Has(string key) => Node(key) is not null;

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

    public int? Whole(string key, int min, int max)
    {
        var node = Take(key, required: true);
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

    public void Problem(string key, string message) => _problems.Add(Node(key) ?? _node, message);

    /// <summary>Reports every key that nobody asked for: a typo must not pass as an option left out.</summary>
    public void RefuseTheRest()
    {
        foreach (var (key, _) in _node.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_read.Contains(name))
            {
                _problems.Add(key, $"'{_path}{key}' is not known here. Known: {string.Join(", ", _read.Order(StringComparer.Ordinal))}.");
            }
        }
    }

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

    private YamlNode? Node(string key) => _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
}

/// <summary>The problems found in one file so far.</summary>
internal sealed class ProgramProblems(string file)
{
    private readonly List<ProgramProblem> _all = [];

    public IReadOnlyList<ProgramProblem> All => _all;

    public void Add(YamlNode at, string message) => Add((int)at.Start.Line, (int)at.Start.Column, message);

    public void Add(int line, int column, string message) => _all.Add(new ProgramProblem(file, line, column, message));
}

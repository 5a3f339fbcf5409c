using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Triage;

/// <summary>A piece of a lexicon's YAML, which knows its place.</summary>
/// <param name="file">The file.</param>
/// <param name="node">The piece.</param>
internal sealed class LexiconNode(string file, YamlNode node)
{
    /// <summary>The text of a plain value.</summary>
    public string Text => node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Fault("a text is expected here.");

    /// <summary>What is wrong here.</summary>
    public LexiconException Fault(string remedy) => new(file, node.Start.Line, remedy);

    /// <summary>Refuses keys but these.</summary>
    public void Allow(params ReadOnlySpan<string> keys)
    {
        foreach (var key in Children(node).Select(child => child.Key))
        {
            if (!keys.Contains(key.Text))
            {
                throw key.Fault($"'{key.Text}' is no key here: use one of {string.Join(", ", keys.ToArray())}.");
            }
        }
    }

    /// <summary>The value of a key; null where it is not there.</summary>
    public LexiconNode? Find(string key) => Children(node).Where(child => child.Key.Text == key).Select(child => child.Value).FirstOrDefault();

    /// <summary>The value of a key that must be there.</summary>
    public LexiconNode Need(string key) => Find(key) ?? throw Fault($"'{key}' is missing here: write it.");

    /// <summary>The items of a key's list; none where it is not there.</summary>
    public IEnumerable<LexiconNode> List(string key) => Find(key)?.Items() ?? [];

    /// <summary>The texts of this list.</summary>
    public IEnumerable<string> Texts() => Items().Select(item => item.Text);

    /// <summary>The entries of a key's mapping; none where it is not there.</summary>
    public IEnumerable<(string Key, LexiconNode Value)> Map(string key) =>
        Find(key) is { } map ? Children(map.Inner).Select(child => (child.Key.Text, child.Value)) : [];

    private YamlNode Inner => node;

    private IEnumerable<LexiconNode> Items() =>
        node is YamlSequenceNode list ? list.Children.Select(child => new LexiconNode(file, child)) : throw Fault("a list is expected here: lines that begin with '-'.");

    private IEnumerable<(LexiconNode Key, LexiconNode Value)> Children(YamlNode of) =>
        of is YamlMappingNode map
            ? map.Children.Select(child => (new LexiconNode(file, child.Key), new LexiconNode(file, child.Value)))
            : throw Fault("'key: value' lines are expected here.");
}

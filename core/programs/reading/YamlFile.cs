using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads a file to its one mapping; whatever is no such file is a problem with its place.</summary>
internal static class YamlFile
{
    private const int LongestFile = 1_000_000;

    public static YamlMappingNode? Root(string yaml, string what, ProgramProblems problems, string page = "docs/programs.md")
    {
        if (yaml.Length > LongestFile)
        {
            problems.Add(1, 1, $"The file has {yaml.Length} characters; {LongestFile} is the most. Split it.");
            return null;
        }

        var stream = new YamlStream();
        try
        {
            stream.Load(new GuardedParser(new Parser(new StringReader(yaml))));
        }
        catch (YamlException fault)
        {
            problems.Add((int)fault.Start.Line, (int)fault.Start.Column, $"This is no YAML: {fault.Message}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The YAML library's answer to a mapping that is the key of another one.
            problems.Add(1, 1, "This is no YAML that can be read: a key must be a plain word. Look for double braces.");
            return null;
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
        {
            return root;
        }

        problems.Add(1, 1, $"{what} is one YAML document of 'key: value' lines; see {page}.");
        return null;
    }
}

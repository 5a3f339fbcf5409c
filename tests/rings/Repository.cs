using System.Xml.Linq;

namespace MicroCare.Tests.Rings;

/// <summary>The source tree that this test was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    /// <summary>The folders of all projects that ship.</summary>
    public static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Where(folder => folder is not ("tests" or "bench" or "conformance"))
            .Order(StringComparer.Ordinal);

    /// <summary>What a project refers to by elements of that name, in one of the two builds.</summary>
    public static IReadOnlyList<string> Includes(string folder, string element, string host)
    {
        var file = Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj").Single();
        return [.. XDocument.Load(file).Descendants(element)
            .Where(item => item.AncestorsAndSelf().All(each => Holds((string?)each.Attribute("Condition"), host)))
            .Select(item => (string?)item.Attribute("Include") ?? throw new InvalidDataException($"{file}: {element} without Include."))];
    }

    /// <summary>The folders of the projects that a project refers to, in one of the two builds.</summary>
    public static IEnumerable<string> References(string folder, string host) =>
        Includes(folder, "ProjectReference", host)
            .Select(path => Path.GetRelativePath(Root, Path.GetDirectoryName(Path.Combine(Root, folder, path.Replace('\\', '/')))!).Replace('\\', '/'))
            .Select(Path.TrimEndingDirectorySeparator);

    private static bool Holds(string? condition, string host) => condition switch
    {
        null => true,
        "'$(FunctionsHost)' == 'Azure'" => host == "Azure",
        "'$(FunctionsHost)' == 'Local'" => host == "Local",
        _ => throw new InvalidDataException($"The rings are not known to hold under the condition {condition}."),
    };

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("The tests do not stand in the source tree.")
        : File.Exists(Path.Combine(folder.FullName, "MicroCare.Functions.sln")) ? folder.FullName
        : Find(folder.Parent);
}

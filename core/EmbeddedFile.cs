namespace MicroCare.Core;

/// <summary>The data that this library brings along.</summary>
internal static class EmbeddedFile
{
    /// <summary>The text of one, by its file name.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream($"MicroCare.Core.{name}")
            ?? throw new InvalidOperationException($"The library was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using System.Security.Cryptography;

namespace MicroCare.Adapters.Storage;

/// <summary>Files that hold secrets of development: only their owner may read them, and nobody ever reads half of one.</summary>
public static class PrivateFile
{
    /// <summary>Writes the file under another name first, then puts it in its place; makes the folder.</summary>
    /// <returns>False when there is one already that must not be replaced, which stays.</returns>
    public static bool Write(string path, ReadOnlySpan<byte> content, bool replace)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(content);
        }

        try
        {
            File.Move(draft, path, replace);
            return true;
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            File.Delete(draft);
            return false;
        }
    }
}

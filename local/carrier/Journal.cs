using System.Text.Json;

namespace MicroCare.Local.Carriers;

/// <summary>
/// The append-only state file. An entry is with the operating system before <see cref="Append"/> returns, so it survives the death of this
/// process (not of the machine). A last line that was cut short is dropped. Not safe for use by several threads.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly FileStream? _file;

    private Journal(FileStream? file) => _file = file;

    /// <summary>Opens the file for this process alone and reads what it holds; null keeps nothing.</summary>
    /// <exception cref="InvalidDataException">A whole line is not an entry.</exception>
    public static Journal Open(string? path, Action<JournalEntry> read)
    {
        if (path is null)
            return new Journal(null);
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            file.SetLength(ReadLines(file, read));
            file.Seek(0, SeekOrigin.End);
            return new Journal(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Append(JournalEntry entry)
    {
        if (_file is null)
            return;
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry), (byte)'\n']);
        _file.Flush();
    }

    public void Dispose() => _file?.Dispose();

    // Returns how much of the file is whole lines.
    private static long ReadLines(FileStream file, Action<JournalEntry> read)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var start = 0;
        for (var number = 1; Array.IndexOf(bytes, (byte)'\n', start) is var end and >= 0; number++)
        {
            read(Parse(bytes.AsSpan(start, end - start), number));
            start = end + 1;
        }
        return start;
    }

    private static JournalEntry Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line)!;
        }
        catch (JsonException)
        {
            throw new InvalidDataException(
                $"Line {number} of the carrier's state file is not an entry. Move the file away to start afresh.");
        }
    }
}

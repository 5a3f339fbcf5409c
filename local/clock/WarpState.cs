using System.Globalization;

namespace MicroCare.Local;

/// <summary>
/// The file that holds an instant which a clock has not passed: written before it is passed, replaced atomically, so that it is
/// whole whenever the process dies.
/// </summary>
internal sealed class WarpState(string file)
{
    // In wall time: how much a file's instant is ahead of the clock when it is written.
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(50);
    private long _ceiling = long.MinValue;

    /// <summary>The instant in the file; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public DateTimeOffset? Read()
    {
        if (!File.Exists(file))
            return null;
        var text = File.ReadAllText(file);
        return DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new InvalidDataException($"{file} does not hold a clock's instant. Delete it to start afresh.");
    }

    /// <summary>Makes sure that the file holds an instant at or after this one; false when it cannot be written just now.</summary>
    public bool Allow(long instant, double rate)
    {
        if (instant <= _ceiling)
            return true;
        var ahead = (long)Math.Min(Ahead.Ticks * rate, DateTime.MaxValue.Ticks - instant);
        try
        {
            Write(new DateTimeOffset(instant + ahead, TimeSpan.Zero));
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        _ceiling = instant + ahead;
        return true;
    }

    public void Write(DateTimeOffset instant)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var partial = file + ".partial";
        File.WriteAllText(partial, instant.ToString("O", CultureInfo.InvariantCulture));
        File.Move(partial, file, overwrite: true);
    }
}

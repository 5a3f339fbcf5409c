using System.Security.Cryptography;
using System.Text;

namespace MicroCare.Local.Worker;

/// <summary>The key that HTTP functions ask for: the setting <c>MicroCare__FunctionKey</c>, else one that is made once and kept in a file.</summary>
internal sealed class FunctionKey
{
    private readonly byte[] _key;

    public FunctionKey(IConfiguration configuration, LocalHostOptions options)
    {
        Value = configuration["MicroCare:FunctionKey"] is { Length: > 0 } set ? set : FromFile(options.KeyFile);
        _key = Encoding.UTF8.GetBytes(Value);
    }

    public string Value { get; }

    /// <summary>Whether the request carries the key, in <c>x-functions-key</c> or <c>code</c>.</summary>
    public bool Opens(HttpRequest request)
    {
        var given = request.Headers["x-functions-key"].ToString() is { Length: > 0 } header ? header : request.Query["code"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _key);
    }

    private static string FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            try
            {
                Make(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process made one at the same moment: that one counts.
            }
        }

        return File.ReadAllText(path).Trim() is { Length: > 0 } key
            ? key
            : throw new InvalidOperationException($"The file {path} holds no function key: delete it, and a new one is made.");
    }

    /// <summary>Whole under another name first, so that nobody ever reads half a key.</summary>
    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var file = new StreamWriter(draft, Encoding.ASCII, options))
        {
            file.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}

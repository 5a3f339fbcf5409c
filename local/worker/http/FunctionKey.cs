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
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new StreamWriter(path, Encoding.ASCII, options);
            file.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }

        return File.ReadAllText(path).Trim();
    }
}

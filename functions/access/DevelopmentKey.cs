using System.Security.Cryptography;
using System.Text;
using MicroCare.Adapters.Storage;
using Microsoft.IdentityModel.Tokens;

namespace MicroCare.Functions.Access;

/// <summary>The key of development tokens: an ECDSA P-256 private key in a PEM file that only its owner may read. Production never has one.</summary>
public static class DevelopmentKey
{
    /// <summary>The issuer of development tokens.</summary>
    public const string Issuer = "microcare-development";

    /// <summary>Reads the key; makes the file where there is none.</summary>
    /// <exception cref="InvalidOperationException">The file holds no such key.</exception>
    public static ECDsaSecurityKey ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return new ECDsaSecurityKey(key) { KeyId = "development" };
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidOperationException($"{path} holds no private key for development tokens. Delete it, and a new one is made.", fault);
        }
    }

    // Where two processes make one at the same moment, the first one counts.
    private static void Create(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Write(path, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), replace: false);
    }
}

using System.Collections.Immutable;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace MicroCare.Adapters.Keys;

/// <summary>
/// Keys in Azure Key Vault: a secret <c>field-key-ID</c> for each data key and one named <c>pepper</c>, 32 bytes in base64 each. A key counts while its secret is
/// enabled; it may encrypt from its secret's activation date on, else from its creation on.
/// </summary>
public sealed class KeyVaultSource(SecretClient client) : IKeySource
{
    /// <summary>What names of data keys' secrets begin with.</summary>
    public const string KeyPrefix = "field-key-";

    /// <summary>The name of the pepper's secret.</summary>
    public const string Pepper = "pepper";

    /// <inheritdoc />
    public string Name => client.VaultUri.Host;

    /// <inheritdoc />
    public TimeSpan Spread => KeyKeeper.Every + KeyKeeper.Every;

    /// <summary>A client whose every read ends within half a minute, whatever the vault does.</summary>
    public static SecretClient Client(Uri vault, TokenCredential credential)
    {
        var options = new SecretClientOptions();
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(500);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(4);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        options.Diagnostics.IsLoggingContentEnabled = false;
        return new SecretClient(vault, credential, options);
    }

    /// <inheritdoc />
    public async Task<KeyMaterial> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var keys = ImmutableArray.CreateBuilder<FieldKey>();
            await foreach (var properties in client.GetPropertiesOfSecretsAsync(cancellationToken))
            {
                if (properties.Enabled == true && properties.Name.StartsWith(KeyPrefix, StringComparison.Ordinal))
                {
                    var id = properties.Name[KeyPrefix.Length..];
                    var activeFrom = properties.NotBefore ?? properties.CreatedOn ?? DateTimeOffset.MinValue;
                    keys.Add(new FieldKey(FieldKey.IsId(id) ? id : throw Wrong(properties.Name), await BytesAsync(properties.Name, cancellationToken), activeFrom));
                }
            }

            return keys.Count > 0
                ? new KeyMaterial(keys.DrainToImmutable(), await BytesAsync(Pepper, cancellationToken))
                : throw new KeySourceException(Name, $"it holds no enabled secret whose name begins with '{KeyPrefix}'; docs/keys.md says how to make the first one");
        }
        catch (RequestFailedException fault)
        {
            throw new KeySourceException(Name, fault.Status == 0 ? "no connection" : $"HTTP {fault.Status} {fault.ErrorCode}");
        }
        catch (AuthenticationFailedException)
        {
            throw new KeySourceException(Name, "the identity of this service got no token: check that it exists, and that it has the role Key Vault Secrets User");
        }
        catch (AggregateException)
        {
            throw new KeySourceException(Name, "no connection, several times"); // What Azure.Core throws when every retry failed.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KeySourceException(Name, "no answer in time"); // And when the last of its tries alone took too long.
        }
    }

    private async Task<byte[]> BytesAsync(string name, CancellationToken cancellationToken)
    {
        var secret = await client.GetSecretAsync(name, cancellationToken: cancellationToken);
        var bytes = new byte[FieldKey.Size];
        return Convert.TryFromBase64String(secret.Value.Value, bytes, out var written) && written == FieldKey.Size ? bytes : throw Wrong(name);
    }

    private KeySourceException Wrong(string name) => new(Name, $"the secret '{name}' is not {FieldKey.Size} bytes in base64 under a name of lower-case letters, digits and hyphens");
}

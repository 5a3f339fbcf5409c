using Azure.Core;
using Azure.Identity;

namespace MicroCare.Adapters.Storage;

/// <summary>Who the service is to Azure.</summary>
public static class Credentials
{
    /// <summary>The managed identity of that client id; without one, the sign-in of whoever develops here. Never a secret.</summary>
    public static TokenCredential For(string? identityClientId) => identityClientId is not null
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identityClientId))
        : new ChainedTokenCredential(new AzureCliCredential(), new AzureDeveloperCliCredential(), new VisualStudioCredential());
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Azure.Security.KeyVault.Secrets;
using MicroCare.Adapters.Keys;
using MicroCare.Adapters.Storage;
using MicroCare.Local.Access;
using MicroCare.Local.Stack;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare keys</c>: field keys are listed, made and retired, in the key file of this machine or in a vault.</summary>
internal static class KeysCommand
{
    // A key that is added to a vault begins to encrypt when every instance knows it.
    private static readonly TimeSpan Notice = KeyKeeper.Every + KeyKeeper.Every;

    public static Command Make() => new("keys", "List, add and retire the keys that encrypt personal data.") { List(), Rotate(), Retire() };

    private static Command List()
    {
        var where = new Where();
        var command = new Command("list", "Show the keys' ids and when each begins to encrypt; never the keys themselves.");
        where.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Errors.ShowAsync(async () =>
        {
            var material = await where.Source(parsed).ReadAsync(cancellationToken);
            var current = material.CurrentAt(TimeProvider.System.GetUtcNow()).Id;
            foreach (var key in material.Keys.OrderBy(key => (key.ActiveFrom, key.Id)))
            {
                Console.WriteLine($"{key.Id,-12} from {key.ActiveFrom:yyyy-MM-dd HH:mm} UTC{(key.Id == current ? "   encrypts now" : "")}");
            }

            return 0;
        }));
        return command;
    }

    private static Command Rotate()
    {
        var where = new Where();
        var command = new Command("rotate", "Add a fresh key, and bring every field under it in the background. Stopped, the same command with --resume goes on watching.");
        var resume = new Option<bool>("--resume") { Description = "Add no key: go on with the newest one." };
        command.Add(resume);
        where.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Errors.ShowAsync(async () =>
        {
            if (!parsed.GetValue(resume))
            {
                Console.WriteLine($"Added key {await where.AddAsync(parsed, cancellationToken)}.");
            }

            using var service = where.Service(parsed);
            if (service is null)
            {
                Console.WriteLine("No service runs here. When one does, go on with: microcare keys rotate --resume");
                return 0;
            }

            var done = await ReencryptAsync(service, cancellationToken);
            if ((int)done["progress"]!["unreadable"]! is > 0 and var unreadable)
            {
                Console.WriteLine($"{unreadable} rows hold a field that no key decrypts: damaged, or their key is lost. All others are under key {(string)done["key"]!}.");
                return 1;
            }

            Console.WriteLine($"Every field is under key {(string)done["key"]!}. Older keys may be retired, once backups that need them are gone: microcare keys retire ID");
            return 0;
        }));
        return command;
    }

    private static Command Retire()
    {
        var where = new Where();
        var id = new Argument<string>("id") { Description = "The key's id." };
        var command = new Command("retire", "Take a key out of use for good, after a look that no field needs it any more.") { id };
        where.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Errors.ShowAsync(async () =>
        {
            var key = parsed.GetValue(id)!;
            var material = await where.Source(parsed).ReadAsync(cancellationToken);
            if (material.Keys.All(known => known.Id != key) || key == material.Newest.Id || key == material.CurrentAt(TimeProvider.System.GetUtcNow()).Id)
            {
                throw new InvalidOperationException($"'{key}' cannot be retired: it is not there, or it is the key that encrypts. microcare keys list shows them.");
            }

            using var service = where.Service(parsed) ?? throw new InvalidOperationException("Start the service first: it must look through its data for fields that still need the key.");
            var progress = (await ReencryptAsync(service, cancellationToken))["progress"]!;
            if ((int)progress["unreadable"]! > 0)
            {
                throw new InvalidOperationException($"{progress["unreadable"]} rows hold a field that no key decrypts. Find out why before a key goes.");
            }

            var fields = (int)progress["fields"]!;
            if (fields > 0)
            {
                throw new InvalidOperationException($"{fields} fields were still under an older key; they are under the newest now. Run the same command again, to be sure that none came since.");
            }

            await where.RemoveAsync(parsed, key, cancellationToken);
            Console.WriteLine($"Key {key} is retired. Processes that run keep it in memory until they end.");
            return 0;
        }));
        return command;
    }

    private static async Task<JsonNode> ReencryptAsync(ServiceClient service, CancellationToken cancellationToken)
    {
        var status = await service.PostAsync("api/operator/keys/reencryptions", cancellationToken);
        var shown = "";
        while ((string)status["status"]! is "pending" or "running")
        {
            var progress = status["progress"];
            var line = progress is null ? "Waiting until every instance knows the key …" : $"{progress["done"]} of {progress["of"]} shares, {progress["rows"]} rows, {progress["fields"]} fields";
            if (line != shown)
            {
                Console.WriteLine(shown = line);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
            status = await service.GetAsync(((string)status["statusUrl"]!).TrimStart('/'), cancellationToken);
        }

        return (string)status["status"]! == "completed"
            ? status
            : throw new InvalidOperationException("The re-encryption failed; the service's log says why. Run the same command with --resume when that is mended: nothing is lost.");
    }

    /// <summary>The key file of a data folder, or a vault; and the service that uses it.</summary>
    private sealed class Where
    {
        private readonly Option<DirectoryInfo> _data = new("--data") { Description = "Data folder of the service on this machine.", DefaultValueFactory = _ => new(".microcare/serve") };
        private readonly Option<Uri?> _vault = new("--vault") { Description = "The Key Vault instead, such as https://NAME.vault.azure.net; opened by your own sign-in (az login), which needs the role Key Vault Secrets Officer." };
        private readonly Option<Uri?> _service = new("--service") { Description = "With --vault: the service's address, such as https://NAME.azurewebsites.net." };
        private readonly Option<string?> _scope = new("--scope") { Description = "With --service: what to ask a token for, such as api://CLIENT-ID/.default." };

        public void AddTo(Command command)
        {
            command.Add(_data);
            command.Add(_vault);
            command.Add(_service);
            command.Add(_scope);
        }

        public IKeySource Source(ParseResult parsed) => Vault(parsed) is { } vault ? new KeyVaultSource(vault) : File(parsed);

        public async Task<string> AddAsync(ParseResult parsed, CancellationToken cancellationToken)
        {
            if (Vault(parsed) is not { } vault)
            {
                return File(parsed).Add();
            }

            // Retired keys are disabled, not gone: their ids are never used again.
            var ids = new List<string>();
            await foreach (var properties in vault.GetPropertiesOfSecretsAsync(cancellationToken))
            {
                if (properties.Name.StartsWith(KeyVaultSource.KeyPrefix, StringComparison.Ordinal))
                {
                    ids.Add(properties.Name[KeyVaultSource.KeyPrefix.Length..]);
                }
            }

            var id = KeyFile.NextId(ids);
            var secret = new KeyVaultSecret(KeyVaultSource.KeyPrefix + id, KeyFile.NewSecret());
            secret.Properties.NotBefore = TimeProvider.System.GetUtcNow() + Notice;
            secret.Properties.ContentType = "32 bytes in base64";
            await vault.SetSecretAsync(secret, cancellationToken);
            return id;
        }

        public async Task RemoveAsync(ParseResult parsed, string id, CancellationToken cancellationToken)
        {
            if (Vault(parsed) is not { } vault)
            {
                File(parsed).Remove(id);
                return;
            }

            var secret = await vault.GetSecretAsync(KeyVaultSource.KeyPrefix + id, cancellationToken: cancellationToken);
            secret.Value.Properties.Enabled = false; // Not deleted: a backup may need it.
            await vault.UpdateSecretPropertiesAsync(secret.Value.Properties, cancellationToken);
        }

        /// <summary>Null when no service runs in the data folder.</summary>
        public ServiceClient? Service(ParseResult parsed)
        {
            if (parsed.GetValue(_vault) is null)
            {
                var folder = parsed.GetValue(_data)!.FullName;
                return RunningFile.Read(folder) is { } running
                    ? new ServiceClient(running.BaseUri, new DevelopmentTokens(LocalStack.AccessKeyFile(folder), TimeProvider.System))
                    : null;
            }

            return parsed.GetValue(_service) is { } service && parsed.GetValue(_scope) is { Length: > 0 } scope
                ? new ServiceClient(service, Credentials.For(null), scope)
                : throw new InvalidOperationException("With --vault, say with --service and --scope which service uses it.");
        }

        private KeyFile File(ParseResult parsed) => new(Path.Combine(parsed.GetValue(_data)!.FullName, "keys.json"), create: false);

        private SecretClient? Vault(ParseResult parsed) =>
            parsed.GetValue(_vault) is { } vault ? KeyVaultSource.Client(vault, Credentials.For(null)) : null;
    }
}

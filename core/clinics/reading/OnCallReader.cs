using System.Collections.Immutable;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Programs.Reading;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Clinics.Reading;

/// <summary>
/// Reads who is on call: a list of tiers, each a list of contacts. A number, an address or a secret may stand elsewhere: <c>${NAME}</c> is the value of that
/// setting, and what a setting holds is never quoted.
/// </summary>
internal sealed class OnCallReader(ProgramProblems problems, Func<string, string?>? setting, bool isDevelopment)
{
    private const int LongestName = 40;

    /// <summary>The tiers; empty where the clinic has nobody on call.</summary>
    public ImmutableArray<OnCallTier> Read(YamlMap map)
    {
        var tiers = ImmutableArray.CreateBuilder<OnCallTier>();
        foreach (var node in map.List("on_call", required: false))
        {
            if (node is not YamlSequenceNode { Children.Count: > 0 } tier)
            {
                problems.Add(node, "A tier is a list of contacts, with at least one: '- - name: Nurse on duty'.");
                continue;
            }

            var contacts = ImmutableArray.CreateBuilder<OnCallContact>();
            foreach (var one in tier.Children)
            {
                if (one is YamlMappingNode contact)
                {
                    contacts.Add(ReadContact(new YamlMap(contact, problems, $"on_call[{tiers.Count}][{contacts.Count}].")));
                }
                else
                {
                    problems.Add(one, "A contact is a mapping with 'name', and 'phone' or 'webhook'.");
                }
            }

            tiers.Add(new OnCallTier(contacts.DrainToImmutable()));
        }

        return tiers.DrainToImmutable();
    }

    /// <summary>What webhooks are signed with; null where there is nothing.</summary>
    public WebhookSecret? ReadSecret(YamlMap map)
    {
        if (!map.Has("webhook_secret"))
        {
            _ = map.Text("webhook_secret", required: false);
            return null;
        }

        if (map.Text("webhook_secret") is { } text && SettingOf(text) is null)
        {
            map.Problem("webhook_secret", "A secret does not stand in a file: name the setting that holds it, such as ${RIVERSIDE_WEBHOOK_SECRET}.");
            return null;
        }

        return Value(map, "webhook_secret") is { } secret ? new WebhookSecret(secret) : null;
    }

    private OnCallContact ReadContact(YamlMap contact)
    {
        var name = contact.Text("name") ?? "?";
        if (name.Length > LongestName)
        {
            contact.Problem("name", $"'name' must be a role or a name of at most {LongestName} characters.");
        }

        var phone = Value(contact, "phone") is { } number ? UsPhone.Normalize(number) : null;
        if (phone is null && contact.Has("phone") && Value(contact, "phone", tell: false) is not null)
        {
            contact.Problem("phone", "'phone' must be a US number that can receive texts, such as 312-555-0142.");
        }

        var webhook = Value(contact, "webhook") is { } address ? Webhooks.Read(address, isDevelopment) : null;
        if (webhook is null && contact.Has("webhook") && Value(contact, "webhook", tell: false) is not null)
        {
            contact.Problem("webhook", "'webhook' must be an https:// address.");
        }

        if (!contact.Has("phone") && !contact.Has("webhook"))
        {
            contact.Problem("name", "A contact needs a 'phone' or a 'webhook', or nobody is told.");
        }

        contact.RefuseTheRest();
        return new OnCallContact(name, phone, webhook);
    }

    /// <summary>The value, taken from its setting where it names one; null where it is missing.</summary>
    private string? Value(YamlMap map, string key, bool tell = true)
    {
        if (map.Text(key, required: false) is not { } text || SettingOf(text) is not { } name)
        {
            return map.Text(key, required: false);
        }

        if (setting?.Invoke(name) is { Length: > 0 } value)
        {
            return value;
        }

        if (tell && setting is not null)
        {
            map.Problem(key, $"The setting {name} is missing. Set it; in Azure, as a reference to a secret in Key Vault.");
        }

        return null;
    }

    private static string? SettingOf(string text) => text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') && text.Length > 3 ? text[2..^1] : null;
}

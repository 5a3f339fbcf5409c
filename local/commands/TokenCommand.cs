using System.CommandLine;
using MicroCare.Functions.Access;
using MicroCare.Local.Access;
using MicroCare.Local.Stack;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare token</c>.</summary>
internal static class TokenCommand
{
    public static Command Make()
    {
        var roles = new Option<string[]>("--role") { Description = $"App role; may be given several times: {string.Join(", ", Roles.All)}.", Required = true };
        var clinics = new Option<string[]>("--clinic") { Description = "Clinic whose data it opens; may be given several times." };
        var minutes = new Option<int>("--minutes") { Description = "How long it is good.", DefaultValueFactory = _ => 60 };
        var subject = new Option<string>("--subject") { Description = "Whose it is; an opaque id that appears in logs.", DefaultValueFactory = _ => "developer" };
        var data = new Option<DirectoryInfo>("--data") { Description = "Data folder of the service.", DefaultValueFactory = _ => new(".microcare/serve") };
        var command = new Command("token", "Print a token for the service on this machine. Production refuses it.") { roles, clinics, minutes, subject, data };
        roles.Validators.Add(result =>
        {
            foreach (var role in result.GetValueOrDefault<string[]>().Where(role => !Roles.All.Contains(role)))
            {
                result.AddError($"There is no role '{role}'; the roles are {string.Join(", ", Roles.All)}.");
            }
        });
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 24 * 60)
            {
                result.AddError("--minutes must be from 1 to 1440.");
            }
        });
        command.SetAction((parsed, _) => Errors.ShowAsync(() =>
        {
            var tokens = new DevelopmentTokens(LocalStack.AccessKeyFile(parsed.GetValue(data)!.FullName), TimeProvider.System);
            Console.WriteLine(tokens.Mint(
                parsed.GetValue(roles)!, parsed.GetValue(clinics) ?? [], TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(subject)!));
            return Task.FromResult(0);
        }));
        return command;
    }
}

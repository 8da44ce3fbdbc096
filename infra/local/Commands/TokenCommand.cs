using System.CommandLine;
using System.CommandLine.Parsing;

namespace Yuekao.Local;

/// <summary><c>token</c>: prints a token of the local issuer; <c>issuer</c>: serves what the app checks it with.</summary>
internal static class TokenCommand
{
    /// <summary>Where the issuer's key is kept.</summary>
    public static string KeyFolder => Path.Combine(RepositoryFolders.LocalData, "issuer");

    public static Command Create()
    {
        var role = new Option<string[]>("--role")
        {
            Description = "county, finance, township:<id>, committee:<id>, department:<id>, meeting:<id> or cadre:<id>; may be given again.",
            Required = true,
        };
        var county = new Option<string>("--county") { Description = "The county that the roles are in.", DefaultValueFactory = _ => "haixing" };
        var name = new Option<string?>("--name") { Description = "The person's name; the first role unless given." };
        var hours = new Option<int>("--hours") { Description = "How long the token is good for.", DefaultValueFactory = _ => 8 };
        var at = new Option<DateTimeOffset?>("--at") { Description = "The time from which the token is good, such as a demonstration's; now unless given." };
        role.Validators.Add(RequireRoles);
        hours.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is >= 1 and <= 8760, "--hours must be from 1 to 8760."));

        var command = new Command("token", "Prints a bearer token of the local issuer.") { role, county, name, hours, at };
        command.SetAction(result => Print(
            new TokenRequest
            {
                Roles = result.GetRequiredValue(role),
                County = result.GetRequiredValue(county),
                Name = result.GetValue(name),
                Lifetime = TimeSpan.FromHours(result.GetValue(hours)),
            },
            result.GetValue(at) is { } time ? new ClockAt(time) : TimeProvider.System));
        return command;
    }

    /// <summary>Serves the issuer until Ctrl+C, for an app that is started by itself.</summary>
    public static Command CreateServe()
    {
        var command = new Command("issuer", $"Serves the local issuer's metadata and key on {LocalIssuer.DefaultAddress} until Ctrl+C.");
        command.SetAction(async (_, cancellation) =>
        {
            using IssuerKey key = IssuerKey.LoadOrCreate(KeyFolder);
            await using IssuerServer server = await StartAsync(key, cancellation);
            Console.WriteLine($"The local issuer is {server.Issuer.Address}; Ctrl+C ends it.");
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        return command;
    }

    private static async Task<IssuerServer> StartAsync(IssuerKey key, CancellationToken cancellation)
    {
        try
        {
            return await IssuerServer.StartAsync(key, TimeProvider.System, new Uri(LocalIssuer.DefaultAddress).Port, cancellation);
        }
        catch (IOException exception)
        {
            throw new LocalAppException(exception.Message);
        }
    }

    private static void Print(TokenRequest request, TimeProvider clock)
    {
        using IssuerKey key = IssuerKey.LoadOrCreate(KeyFolder);
        Console.WriteLine(new LocalIssuer(key, clock).Issue(request));
    }

    private sealed class ClockAt(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }

    private static void RequireRoles(OptionResult result)
    {
        foreach (string role in (result.GetValueOrDefault<string[]>() ?? []).Where(role => !TokenRequest.IsRole(role)))
            result.AddError($"'{role}' is not a role: county, finance, township:<id>, committee:<id>, department:<id>, meeting:<id> or cadre:<id>.");
    }

    private static void Require(OptionResult result, bool condition, string otherwise)
    {
        if (!condition)
            result.AddError(otherwise);
    }
}

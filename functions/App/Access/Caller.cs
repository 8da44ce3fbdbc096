using Microsoft.Azure.Functions.Worker;

namespace Yuekao.App.Access;

/// <summary>Who acts, as the token says: never from a route, a query or a body.</summary>
/// <param name="Id">The person, the same in every token of theirs.</param>
/// <param name="Name">What to call them.</param>
/// <param name="County">The county of the request; all of <paramref name="Roles"/> are roles in it.</param>
/// <param name="Roles">At least one.</param>
public sealed record Caller(string Id, string Name, string County, IReadOnlyList<RoleGrant> Roles)
{
    /// <summary>Whether the caller has the role, of whatever it is.</summary>
    public bool Has(Role role) => Roles.Any(grant => grant.Role == role);

    /// <summary>Whether the caller has the role of this township, department, meeting or cadre.</summary>
    public bool Has(Role role, string id) => Roles.Contains(new RoleGrant(role, id));

    /// <summary>What the caller has the role of: their townships, departments...</summary>
    public IEnumerable<string> IdsOf(Role role) => Roles.Where(grant => grant.Role == role && grant.Id is not null).Select(grant => grant.Id!);
}

/// <summary>The caller of an invocation.</summary>
public static class CallerExtensions
{
    /// <summary>Who called this HTTP function.</summary>
    /// <exception cref="InvalidOperationException">The function is public, or not an HTTP function: nobody is known to have called.</exception>
    public static Caller GetCaller(this FunctionContext context) => context.Items.TryGetValue(typeof(Caller), out object? caller)
        ? (Caller)caller
        : throw new InvalidOperationException($"Function '{context.FunctionDefinition.Name}' has no caller: it is public, or not an HTTP function.");

    internal static void SetCaller(this FunctionContext context, Caller caller) => context.Items[typeof(Caller)] = caller;
}

using Azure.Identity;

namespace Yuekao.App.Settings;

/// <summary>The identity that Azure gives the app.</summary>
internal static class ManagedIdentity
{
    /// <summary>Its credential.</summary>
    /// <param name="clientId">Which user-assigned one; null for the system-assigned one.</param>
    public static ManagedIdentityCredential Credential(string? clientId) =>
        new(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
}

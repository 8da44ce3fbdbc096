namespace Azure.Data.Tables.Rest;

/// <summary>What a storage connection string says about tables.</summary>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    // The emulator's account and key are public: https://learn.microsoft.com/azure/storage/common/storage-use-emulator
    private const string DevelopmentAccount = "devstoreaccount1";
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Parses <c>UseDevelopmentStorage=true</c>, or an account's name with its key, or an endpoint with a shared access signature.</summary>
    /// <exception cref="FormatException">The text is malformed or does not say enough.</exception>
    internal static TableConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Dictionary<string, string> settings = Split(text);
        if (settings.TryGetValue("UseDevelopmentStorage", out string development) && bool.TryParse(development, out bool isDevelopment) && isDevelopment)
        {
            string host = settings.TryGetValue("DevelopmentStorageProxyUri", out string proxy) ? new Uri(proxy).Host : "127.0.0.1";
            return new(new Uri($"http://{host}:10002/{DevelopmentAccount}"), new(DevelopmentAccount, DevelopmentKey));
        }

        Uri endpoint = EndpointOf(settings);
        if (settings.TryGetValue("SharedAccessSignature", out string signature))
            return new(new UriBuilder(endpoint) { Query = signature.TrimStart('?') }.Uri, null);
        if (settings.TryGetValue("AccountName", out string account) && settings.TryGetValue("AccountKey", out string key))
            return new(endpoint, new(account, key));
        throw new FormatException("A storage connection string needs AccountName and AccountKey, or SharedAccessSignature.");
    }

    private static Uri EndpointOf(Dictionary<string, string> settings)
    {
        if (settings.TryGetValue("TableEndpoint", out string endpoint))
            return new Uri(endpoint.TrimEnd('/'));
        if (!settings.TryGetValue("AccountName", out string account))
            throw new FormatException("A storage connection string needs TableEndpoint or AccountName.");
        string scheme = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        return new Uri($"{scheme}://{account}.table.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
    }

    private static Dictionary<string, string> Split(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string setting in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("The settings of a storage connection string have the form name=value.");
            if (!settings.TryAdd(setting[..equals], setting[(equals + 1)..]))
                throw new FormatException($"The storage connection string has two settings '{setting[..equals]}'.");
        }

        return settings;
    }
}

namespace Azure.Data.Tables.Rest;

/// <summary>Where an account's tables are: <c>https://account.table.core.windows.net</c>, or <c>http://127.0.0.1:10002/account</c> for an emulator.</summary>
internal static class TableEndpoint
{
    /// <summary>The account that an endpoint names.</summary>
    internal static string AccountOf(Uri endpoint)
    {
        if (HasAccountInPath(endpoint))
            return endpoint.Segments.Length > 1 ? endpoint.Segments[1].TrimEnd('/') : "";
        int dot = endpoint.Host.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? endpoint.Host : endpoint.Host[..dot];
    }

    /// <summary>Splits the address of a table into its account's endpoint, query kept, and the table's name.</summary>
    /// <exception cref="ArgumentException">The address names no table.</exception>
    internal static (Uri Endpoint, string Table) SplitTable(Uri tableUri)
    {
        string path = tableUri.AbsolutePath.TrimEnd('/');
        int slash = path.LastIndexOf('/');
        string table = path[(slash + 1)..];
        if (table.Length == 0 || (HasAccountInPath(tableUri) && slash == 0))
            throw new ArgumentException("The address does not end in a table's name.", nameof(tableUri));
        return (new UriBuilder(tableUri) { Path = path[..slash] }.Uri, table);
    }

    /// <summary>The address as it may be shown: its query may be a signature.</summary>
    internal static Uri WithoutQuery(Uri endpoint) => new UriBuilder(endpoint) { Query = "" }.Uri;

    /// <summary>The address of one table, without query.</summary>
    internal static Uri UriOf(Uri endpoint, string table)
    {
        var builder = new UriBuilder(endpoint) { Query = "" };
        builder.Path = builder.Path.TrimEnd('/') + "/" + table;
        return builder.Uri;
    }

    private static bool HasAccountInPath(Uri endpoint) => endpoint.IsLoopback || endpoint.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6;
}

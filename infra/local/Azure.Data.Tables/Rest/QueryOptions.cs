using System.Globalization;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>Query options that tables and entities share.</summary>
internal static class QueryOptions
{
    internal static void AppendQueryOptions(this RequestUriBuilder uri, string filter, int? pageSize)
    {
        if (!string.IsNullOrEmpty(filter))
            uri.AppendQuery("$filter", filter, escapeValue: true);
        if (pageSize is { } size)
            uri.AppendQuery("$top", size.ToString(CultureInfo.InvariantCulture), escapeValue: false);
    }
}

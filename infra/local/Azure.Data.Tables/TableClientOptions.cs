using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, diagnostics, transport and protocol version of a table client.</summary>
public class TableClientOptions : ClientOptions
{
    private const ServiceVersion Latest = ServiceVersion.V2020_12_06;

    /// <summary>Creates options for one protocol version.</summary>
    /// <param name="serviceVersion">The protocol version to speak.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is unknown.</exception>
    public TableClientOptions(ServiceVersion serviceVersion = Latest) =>
        VersionHeader = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion), serviceVersion, "Unknown service version."),
        };

    /// <summary>Protocol versions of the table service.</summary>
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06: needed for bearer tokens.</summary>
        V2020_12_06 = 2,
    }

    /// <summary>The version as the <c>x-ms-version</c> header carries it.</summary>
    internal string VersionHeader { get; }
}

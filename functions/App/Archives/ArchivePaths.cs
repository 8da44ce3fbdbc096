using System.Globalization;
using Yuekao.App.Cycles;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Archives;

/// <summary>Where what stands in an archive.</summary>
internal static class ArchivePaths
{
    public const string Manifest = "manifest.json";

    /// <summary>The scheme's document, byte for byte as it was stored.</summary>
    public const string Scheme = "scheme.json";

    public const string Frozen = "frozen.json";

    /// <summary>The ledger of the whole county; only where the scheme has a subsidy.</summary>
    public const string Ledger = "ledger.json";

    /// <summary>Where the audit trail ended before the cycle was sealed.</summary>
    public const string Audit = "audit.json";

    /// <summary>The folder of appeals.</summary>
    public const string Appeals = "appeals/";

    public static string Proposal(PoolId pool, int round) => string.Create(CultureInfo.InvariantCulture, $"pools/{pool}/proposal-{round:000}.json");

    public static string Result(PoolId pool) => $"pools/{pool}/result.json";

    public static string Appeal(SubjectId subject) => $"{Appeals}{subject}.json";
}

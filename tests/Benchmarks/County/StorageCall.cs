using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Yuekao.Benchmarks.County;

/// <summary>What kind of storage a call goes to.</summary>
internal enum StorageKind
{
    /// <summary>Table Storage.</summary>
    Table,

    /// <summary>Blob Storage.</summary>
    Blob,
}

/// <summary>A call to storage.</summary>
/// <param name="Kind">Where to.</param>
/// <param name="Target">The table or the container.</param>
/// <param name="IsWrite">Whether it is anything but reading.</param>
/// <param name="Rows">How many rows it writes: 1 where it is no transaction.</param>
/// <param name="Bytes">How long its body is.</param>
/// <param name="Trace">The trace that it names.</param>
/// <param name="History">What it writes into histories of orchestrations.</param>
internal sealed partial record StorageCall(StorageKind Kind, string Target, bool IsWrite, int Rows, long Bytes, string? Trace, IReadOnlyList<HistoryRow> History)
{
    /// <summary>Describes a request; of one to tables with its body.</summary>
    public static StorageCall Of(StorageKind kind, HttpRequest request, ReadOnlySpan<byte> body)
    {
        bool writes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        string? trace = request.Headers.TraceParent.ToString().Split('-') is [_, var id, ..] ? id : null;
        // The account, then the table or container: "/devstoreaccount1/Submissions(PartitionKey=…)".
        string target = request.Path.Value!.Split('/') is [_, _, var second, ..] ? second.Split('(')[0] : "";
        if (kind == StorageKind.Blob)
            return new StorageCall(kind, target, writes, Rows: 0, request.ContentLength ?? 0, trace, []);
        string text = Encoding.UTF8.GetString(body);
        MatchCollection parts = target == "$batch" ? Part().Matches(text) : Part().Matches("");
        return new StorageCall(
            kind, parts is [var first, ..] ? first.Groups["table"].Value : target, writes, Math.Max(1, parts.Count), body.Length, trace, HistoryRow.Read(text));
    }

    [GeneratedRegex(@"^(?:GET|POST|PUT|PATCH|MERGE|DELETE) \S+//[^/\s]+/[^/\s]+/(?<table>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Part();
}

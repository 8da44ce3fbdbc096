using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>Counts one error status as an answer: what is missing on deletion, or exists on creation, is no failure.</summary>
internal sealed class ToleratingClassifier(int tolerated) : ResponseClassifier
{
    internal static readonly ToleratingClassifier NotFound = new(404);
    internal static readonly ToleratingClassifier Conflict = new(409);

    public override bool IsErrorResponse(HttpMessage message) => message.Response.Status != tolerated && base.IsErrorResponse(message);
}

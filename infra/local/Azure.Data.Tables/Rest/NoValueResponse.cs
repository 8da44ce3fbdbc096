namespace Azure.Data.Tables.Rest;

/// <summary>The answer that there is no such entity.</summary>
internal sealed class NoValueResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The entity does not exist: check HasValue before reading Value.");

    public override Response GetRawResponse() => response;
}

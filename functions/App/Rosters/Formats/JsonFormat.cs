using System.Net.Mime;
using System.Text.Json;
using Yuekao.App.Http;

namespace Yuekao.App.Rosters.Formats;

/// <summary>A document as JSON, just as its contract is.</summary>
internal sealed class JsonFormat<T> : IDocumentFormat<T> where T : notnull
{
    public string MediaType => MediaTypeNames.Application.Json;

    public Located<T> Read(ReadOnlyMemory<byte> body) => new(ContractReader.Read<T>(body), path => path);

    public byte[] Write(T document) => JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Options);
}

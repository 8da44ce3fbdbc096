using Yuekao.Assessment.Loading;

namespace Yuekao.App.Records;

/// <summary>Scheme documents as they come in.</summary>
internal static class SchemeDocuments
{
    private const string MalformedCode = "malformed";

    /// <summary>Checks a document as a whole.</summary>
    /// <param name="document">Its bytes.</param>
    /// <param name="county">The county that it is stored for.</param>
    /// <param name="key">The scheme and version that it is stored as.</param>
    /// <exception cref="ProblemException">Malformed when it is no JSON, else unacceptable, with every mistake and its JSON path.</exception>
    public static Scheme Check(ReadOnlyMemory<byte> document, CountyId county, SchemeKey key)
    {
        // A cycle is called by its scheme and period alone, in all counties: so schemes carry their county's name.
        if (!key.Scheme.Value.StartsWith($"{county}.", StringComparison.Ordinal))
            throw new ProblemException(ProblemType.Unacceptable, "The scheme's id does not start with its county's.", [new ProblemError("scheme", $"must start with '{county}.'.")]);
        SchemeLoadResult loaded = Scheme.Load(document);
        if (!loaded.IsValid)
        {
            ProblemType type = loaded.Errors.Any(error => error.Code == MalformedCode) ? ProblemType.Malformed : ProblemType.Unacceptable;
            throw new ProblemException(type, "The document is no valid scheme.", [.. loaded.Errors.Select(error => new ProblemError(error.Path, error.Message))]);
        }

        ProblemError[] mismatches =
        [
            .. loaded.Scheme.Key.Scheme == key.Scheme ? Array.Empty<ProblemError>() : [new ProblemError("$.id", $"must be '{key.Scheme}', as in the address.")],
            .. loaded.Scheme.Key.Version == key.Version ? Array.Empty<ProblemError>() : [new ProblemError("$.version", $"must be {key.Version}, as in the address.")],
        ];
        return mismatches.Length == 0 ? loaded.Scheme : throw new ProblemException(ProblemType.Unacceptable, "The document is another version or scheme than its address says.", mismatches);
    }
}

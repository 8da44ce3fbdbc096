using Microsoft.Extensions.Hosting;

namespace Yuekao.App.Records;

/// <summary>Stores the schemes that come with the app, each for the county that its id starts with, unless they are there.</summary>
internal sealed class EmbeddedSchemes(SchemeStore schemes, AuditTrail audit, ILogger<EmbeddedSchemes> logger) : IHostedService
{
    private const string Folder = "schemes/";

    public static AuditActor Actor { get; } = AuditActor.System("schemes");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var county in ReadAll().GroupBy(document => CountyId.Of(document.Scheme.Key.Scheme.Value.Split('.')[0])))
        {
            Dictionary<SchemeKey, SchemeVersion> there = (await schemes.ListAsync(county.Key, scheme: null, after: null, most: 1000, cancellationToken))
                .ToDictionary(version => version.Key);
            await Task.WhenAll(county.Select(one => StoreAsync(county.Key, one.Scheme, one.Bytes, there.GetValueOrDefault(one.Scheme.Key), cancellationToken)));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public static IEnumerable<(Scheme Scheme, byte[] Bytes)> ReadAll()
    {
        var library = typeof(SchemeCatalog).Assembly;
        foreach (string name in library.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using Stream stream = library.GetManifestResourceStream(name)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return (Scheme.Load(bytes).Required(), bytes);
        }
    }

    private async Task StoreAsync(CountyId county, Scheme scheme, byte[] bytes, SchemeVersion? there, CancellationToken cancellation)
    {
        Digest digest = Digest.Of(bytes);
        // A version never changes: whoever changed the document should have given it the next number.
        if (there is not null && there.Digest != digest.ToString())
            logger.LogWarning("The document of {Scheme} that comes with the app differs from the stored one, which stays.", scheme.Key);
        if (there is not null)
            return;
        var entry = new AuditEntry(county.Value, Actor, nameof(EmbeddedSchemes), $"schemes/{scheme.Key.Scheme}/versions/{scheme.Key.Version}", Before: null, digest);
        await audit.RecordAsync(entry, stop => schemes.AddAsync(county, scheme, bytes, Actor, stop), cancellation);
    }
}

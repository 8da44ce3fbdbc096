using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Platform.Storage;

/// <summary>An Azurite that takes bearer tokens, as storage accounts without shared keys do: over TLS, with a certificate of its own.</summary>
internal sealed class SecureAzurite : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yuekao-secure-azurite-").FullName;
    private readonly AzuritePorts ports = AzuritePorts.Free();
    private readonly X509Certificate2 certificate = CreateCertificate();
    private readonly Process process;
    private readonly HttpClient http;

    private SecureAzurite()
    {
        string key = Path.Combine(folder, "key.pem");
        string cert = Path.Combine(folder, "cert.pem");
        File.WriteAllText(cert, certificate.ExportCertificatePem());
        using (RSA rsa = certificate.GetRSAPrivateKey()!)
            File.WriteAllText(key, rsa.ExportPkcs8PrivateKeyPem());
        process = Process.Start(new ProcessStartInfo(
            "node",
            [
                Path.Combine(AppContext.BaseDirectory, "launch.js"), Path.Combine(RepositoryFolders.Package, "node_modules", "azurite", "dist", "src", "azurite.js"),
                Path.Combine(folder, "azurite.log"), "end",
                "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--oauth", "basic", "--cert", cert, "--key", key,
                "--blobPort", Text(ports.Blob), "--queuePort", Text(ports.Queue), "--tablePort", Text(ports.Table),
            ])
        { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true })!;
        http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        });
        Transport = new HttpClientTransport(http);
    }

    public Uri Tables => new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{ports.Table}/devstoreaccount1"));

    public Uri Blobs => new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{ports.Blob}/devstoreaccount1"));

    /// <summary>Trusts its certificate and no other.</summary>
    public HttpPipelineTransport Transport { get; }

    /// <summary>Somebody whom the account's directory knows.</summary>
    public TokenCredential Credential { get; } = new Tokens("https://storage.azure.com");

    /// <summary>Somebody whose token is for another service.</summary>
    public TokenCredential Stranger { get; } = new Tokens("https://vault.azure.net");

    public static async Task<SecureAzurite> StartAsync(CancellationToken cancellation)
    {
        var azurite = new SecureAzurite();
        foreach (Uri address in (Uri[])[azurite.Tables, azurite.Blobs])
            await azurite.AnswersAsync(address, cancellation);
        return azurite;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
        certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // Any answer will do: without a token it is a refusal.
    private async Task AnswersAsync(Uri address, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using HttpResponseMessage response = await http.GetAsync(address, cancellation);
                return;
            }
            catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError && !process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            }
        }
    }

    private static X509Certificate2 CreateCertificate()
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Tokens as the directory would issue them; Azurite looks at issuer, audience and lifetime.</summary>
    private sealed class Tokens(string audience) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            var descriptor = new SecurityTokenDescriptor
            {
                Issuer = "https://sts.windows.net/00000000-0000-0000-0000-000000000001/",
                Audience = audience,
                IssuedAt = now.AddMinutes(-1).UtcDateTime,
                NotBefore = now.AddMinutes(-1).UtcDateTime,
                Expires = now.AddHours(1).UtcDateTime,
                SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.HmacSha256),
            };
            return new AccessToken(new JsonWebTokenHandler().CreateToken(descriptor), now.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}

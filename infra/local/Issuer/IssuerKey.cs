using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Yuekao.Local.Issuer;

/// <summary>The key that the local issuer signs with: RSA of 2048 bits, made on first use and kept in a file that only its owner reads.</summary>
public sealed class IssuerKey : IDisposable
{
    private const int Bits = 2048;
    private const string FileName = "key.pem";

    private readonly RSA rsa;

    private IssuerKey(RSA rsa)
    {
        this.rsa = rsa;
        string id = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16];
        Signing = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = id }, SecurityAlgorithms.RsaSha256);
    }

    /// <summary>What tokens are signed with.</summary>
    public SigningCredentials Signing { get; }

    /// <summary>The public half, as the issuer publishes it.</summary>
    public JsonWebKey Public
    {
        get
        {
            var half = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = Signing.Kid };
            JsonWebKey key = JsonWebKeyConverter.ConvertFromRSASecurityKey(half);
            key.Use = "sig";
            key.Alg = SecurityAlgorithms.RsaSha256;
            return key;
        }
    }

    /// <summary>A key that is kept nowhere.</summary>
    public static IssuerKey Create() => new(RSA.Create(Bits));

    /// <summary>The key in a folder, made if there is none. Two processes that start at once get the same.</summary>
    public static IssuerKey LoadOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            CreateFile(folder, path);
        RSA kept = RSA.Create();
        kept.ImportFromPem(File.ReadAllText(path));
        return new IssuerKey(kept);
    }

    /// <inheritdoc/>
    public void Dispose() => rsa.Dispose();

    // Written aside and moved into place: whoever sees the file sees all of it, and the first to move wins.
    private static void CreateFile(string folder, string path)
    {
        string aside = Path.Combine(folder, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (RSA made = RSA.Create(Bits))
        using (var writer = new StreamWriter(aside, options))
            writer.Write(made.ExportPkcs8PrivateKeyPem());
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}

using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Issuer;

public sealed class IssuerKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yuekao-issuer-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void LoadOrCreate_ManyAtOnce_GetTheSameKey()
    {
        string[] ids = [.. Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ =>
        {
            using IssuerKey key = IssuerKey.LoadOrCreate(folder);
            return key.Signing.Kid;
        })];

        Assert.Single(ids.Distinct());
        Assert.Equal("key.pem", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
    }

    [Fact]
    public void LoadOrCreate_OnUnix_IsItsOwnersOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file mode.");

        IssuerKey.LoadOrCreate(folder).Dispose();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "key.pem")));
    }

    [Fact]
    public void Public_HasNoPrivatePart()
    {
        using IssuerKey key = IssuerKey.Create();

        Assert.False(key.Public.HasPrivateKey);
        Assert.Equal((key.Signing.Kid, "RSA"), (key.Public.Kid, key.Public.Kty));
    }
}

using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Tests.Platform.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void Read_NothingSet_NamesEverySettingThatIsMissing()
    {
        SettingsException missing = Assert.Throws<SettingsException>(() => Read());

        Assert.Collection(
            missing.Problems,
            problem => Assert.StartsWith("The setting 'Auth__Issuer' is not set: ", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("The setting 'Auth__Audience' is not set: ", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("/relative")]
    [InlineData("http://issuer.example")]
    [InlineData("ftp://issuer.example")]
    public void Read_IssuerThatIsNoSafeAddress_IsRefused(string issuer) => Assert.StartsWith(
        $"The setting 'Auth__Issuer' is '{issuer}", Assert.Single(Assert.Throws<SettingsException>(() => Read(("Auth:Issuer", issuer), ("Auth:Audience", "yuekao"))).Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://issuer.example/v2.0", null, "https://issuer.example/v2.0/.well-known/openid-configuration")]
    [InlineData("https://issuer.example/v2.0/", null, "https://issuer.example/v2.0/.well-known/openid-configuration")]
    [InlineData("http://127.0.0.1:7079", null, "http://127.0.0.1:7079/.well-known/openid-configuration")]
    [InlineData("anything", "https://issuer.example/metadata", "https://issuer.example/metadata")]
    public void Read_Metadata_IsUnderTheIssuerUnlessSet(string issuer, string? metadata, string address)
    {
        AuthSettings auth = Read(("Auth:Issuer", issuer), ("Auth:Audience", "yuekao"), ("Auth:MetadataAddress", metadata)).Auth;

        Assert.Equal((issuer, address), (auth.Issuer, auth.MetadataAddress.AbsoluteUri));
    }

    [Theory]
    [InlineData("1024", true)]
    [InlineData("1023", false)]
    [InlineData("26214400", true)]
    [InlineData("26214401", false)]
    [InlineData("4 MB", false)]
    public void Read_BodyLimit_IsWithinItsBounds(string limit, bool good) => Assert.Equal(
        good, Record.Exception(() => Read(("Auth:Issuer", "https://issuer.example"), ("Auth:Audience", "yuekao"), ("Http:MaximumBodyBytes", limit))) is null);

    private static (AuthSettings Auth, HttpSettings Http) Read(params (string Key, string? Value)[] settings)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build());
        (AuthSettings, HttpSettings) read = (AuthSettings.Read(reader), HttpSettings.Read(reader));
        reader.ThrowIfWrong();
        return read;
    }
}

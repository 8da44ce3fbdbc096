using System.Text.RegularExpressions;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Deployment;

public sealed partial class BicepTests
{
    /// <summary>Built-in roles by their ids, which are the same in every cloud.</summary>
    private static readonly Dictionary<string, string> KnownRoles = new()
    {
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["durableTaskDataContributor"] = "0ad04412-c4d5-4796-b79c-f76d14c8d402",
    };

    [Fact]
    public void Files_OutsideComments_NameNoHost() => Assert.Empty(BicepFile.All.SelectMany(file => HostsIn(file.Text), (file, host) => $"{file}: {host}"));

    [Theory]
    [InlineData("param a = 'https://login.microsoftonline.com/'", "https://login.microsoftonline.com")]
    [InlineData("name: 'privatelink.blob.core.windows.net'", "privatelink.blob.core.windows.net")]
    [InlineData("x: '${name}.vault.azure.cn'", ".vault.azure.cn")]
    [InlineData("suffix: 'core.chinacloudapi.cn' // why", "core.chinacloudapi.cn")]
    public void HostsIn_LiteralHost_FindsIt(string text, string host) => Assert.Equal([host], HostsIn(BicepFile.WithoutComments(text)));

    [Theory]
    [InlineData("// as in login.microsoftonline.com")]
    [InlineData("uri: 'https://${app.properties.defaultHostName}' // not x.azurewebsites.net")]
    [InlineData("zone: 'privatelink.blob.${environment().suffixes.storage}'")]
    [InlineData("uri: network.properties.common.cnames")]
    public void HostsIn_NoLiteralHost_FindsNone(string text) => Assert.Empty(HostsIn(BicepFile.WithoutComments(text)));

    [Fact]
    public void Storage_EveryAccount_TakesNoKeyAndShowsNothing()
    {
        BicepFile[] declaring = [.. BicepFile.All.Where(file => StorageAccount().IsMatch(file.Text))];

        Assert.NotEmpty(declaring);
        Assert.All(declaring, file => Assert.All(
            ["allowSharedKeyAccess: false", "allowBlobPublicAccess: false", "minimumTlsVersion: 'TLS1_2'"],
            line => Assert.Contains($"\n    {line}\n", file.Text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_All_AskForNoKey() => Assert.DoesNotContain(
        BicepFile.All, file => file.Text.Contains("listKeys", StringComparison.OrdinalIgnoreCase) || file.Text.Contains("AccountKey", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Roles_AllIds_AreThoseOfTheirNames()
    {
        Dictionary<string, string> named = Role().Matches(BicepFile.Of("modules/roles.bicep").Text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["id"].Value);

        Assert.Equal(KnownRoles.OrderBy(role => role.Key), named.OrderBy(role => role.Key));
        // No other file has an id of its own.
        Assert.Equal(["modules/roles.bicep"], BicepFile.All.Where(file => Id().IsMatch(file.Text)).Select(file => file.Path));
    }

    [Fact]
    public void Roles_EachOfThem_IsAssigned()
    {
        string assigning = string.Concat(BicepFile.All.Where(file => file.Text.Contains("Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal)).Select(file => file.Text));

        Assert.All(KnownRoles.Keys, role => Assert.Contains($"roles.{role}", assigning, StringComparison.Ordinal));
    }

    [Fact]
    public void Modules_EachOfThem_IsUsedAndExists()
    {
        string[] used = [.. BicepFile.All.SelectMany(file => file.References).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(BicepFile.All.Select(file => file.Path).Where(path => path.EndsWith(".bicep", StringComparison.Ordinal)), used);
        Assert.Contains("modules/app-settings.bicep", used);
    }

    [Fact]
    public void Parameters_OfEveryFile_AreDeclaredAndComplete()
    {
        BicepFile main = BicepFile.Of("main.bicep");
        BicepFile[] files = [.. BicepFile.All.Where(file => file.Path.EndsWith(".bicepparam", StringComparison.Ordinal))];

        Assert.NotEmpty(files);
        Assert.Contains("clientId", main.RequiredParameters);
        Assert.All(files, file =>
        {
            Assert.Empty(file.Parameters.Except(main.Parameters));
            Assert.Empty(main.RequiredParameters.Except(file.Parameters));
        });
    }

    [Fact]
    public void Secrets_ThatSettingsReferTo_AreThoseOfTheVault()
    {
        string[] kept = [.. KeptSecret().Matches(BicepFile.Of("modules/vault.bicep").Text).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal)];
        string[] read = [.. ReadSecret().Matches(BicepFile.Of("modules/app-settings.bicep").Text).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal)];

        Assert.Equal(2, kept.Length);
        Assert.Equal(kept, read);
    }

    [Theory]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("FUNCTIONS_EXTENSION_VERSION")]
    [InlineData("WEBSITE_RUN_FROM_PACKAGE")]
    public void Settings_ThatThePlanRefuses_AreNotSet(string setting) => Assert.DoesNotContain(BicepFile.All, file => file.Text.Contains(setting, StringComparison.Ordinal));

    [Fact]
    public void Azd_ItsFile_NamesWhatIsThere()
    {
        string azd = File.ReadAllText(Path.Combine(RepositoryFolders.Root, "azure.yaml"));
        string infra = Path.Combine(RepositoryFolders.Root, Value(azd, "path"));
        string module = Value(azd, "module");

        Assert.Equal(BicepFile.Folder, infra);
        Assert.True(File.Exists(Path.Combine(infra, $"{module}.bicep")));
        Assert.True(File.Exists(Path.Combine(infra, $"{module}.bicepparam")));
        Assert.Single(Directory.GetFiles(Path.Combine(RepositoryFolders.Root, Value(azd, "project")), "*.csproj"));
        // azd finds what it deploys to by the service's name.
        string service = AzdService().Match(azd).Groups["name"].Value;
        Assert.Contains($"'azd-service-name': '{service}'", BicepFile.Of("modules/function-app.bicep").Text, StringComparison.Ordinal);
        Assert.Contains("'azd-env-name': environmentName", BicepFile.Of("main.bicep").Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> HostsIn(string text) => Host().Matches(text).Select(match => match.Value);

    private static string Value(string yaml, string key) => Assert.Single(Regex.Matches(yaml, $"^ +{key}: (?<value>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(1))).Groups["value"].Value;

    /// <summary>A name that ends in a domain of the internet, or any literal address.</summary>
    [GeneratedRegex(@"(https?://)?[\w-]*(\.[\w-]+)+\.(com|net|cn|us|de|org|io|ms)\b|https?://[\w-]+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Host();

    [GeneratedRegex(@"^resource \w+ 'Microsoft\.Storage/storageAccounts@[^']+' = ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex StorageAccount();

    [GeneratedRegex(@"^  (?<name>\w+): '(?<id>[0-9a-f-]{36})'$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Role();

    [GeneratedRegex(@"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"vaults/secrets@[\s\S]*?name: '(?<name>[\w-]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KeptSecret();

    [GeneratedRegex(@"\(SecretUri=\$\{vaultUri\}secrets/(?<name>[\w-]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ReadSecret();

    [GeneratedRegex(@"^services:\n  (?<name>\w+):$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex AzdService();
}

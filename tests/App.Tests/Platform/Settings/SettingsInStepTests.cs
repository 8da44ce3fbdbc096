using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Tests.Platform.Settings;

/// <summary>The code, the tables of docs/settings.md, the sample and the Bicep files name the same settings.</summary>
public sealed partial class SettingsInStepTests
{
    private const string HostJson = "AzureFunctionsJobHost__";
    private const string Township = "Channels__<county>__WeCom__Townships__<township>";

    // Enough of everything that whatever may be read is read.
    private static readonly IReadOnlyDictionary<string, string> Everything = new Dictionary<string, string>
    {
        ["AzureWebJobsStorage:accountName"] = "haixing",
        ["Auth:Issuer"] = "https://issuer.example",
        ["Auth:Audience"] = "yuekao",
        ["MonthlyCycleSchedule"] = "0 0 0 25 * *",
        ["Channels:haixing:WeCom:Townships:gaowan"] = "https://robot.example/gaowan",
        ["Channels:haixing:Smtp:Host"] = "mail.example",
        ["Channels:haixing:Smtp:From"] = "assessment@county.example",
        ["Channels:haixing:Smtp:Recipient"] = "{recipient}@cadres.example",
    };

    private static readonly IReadOnlyDictionary<string, (string Meaning, string Default)> App = DocumentedSettings.Table("Settings come from");
    private static readonly IReadOnlyDictionary<string, (string Meaning, string Default)> Hosts = DocumentedSettings.Table("The hosts and libraries read");

    [Fact]
    public void Code_ReadsWhatTheTableExplains()
    {
        var settings = new RecordedSettings(Everything);
        AppSettings.Read(new SettingsReader(new ConfigurationBuilder().Add(settings).Build()));

        Assert.Equal(App.Keys.Order(StringComparer.Ordinal), settings.Asked.Select(Pattern).Concat(InAttributes()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sample_HasEverySettingOfTheTable() => Assert.Equal(
        App.Keys.Append("FUNCTIONS_WORKER_RUNTIME").Order(StringComparer.Ordinal), DocumentedSettings.Sample().Keys.Select(Pattern).Order(StringComparer.Ordinal));

    [Fact]
    public void Sample_IsEnoughToStart()
    {
        IEnumerable<KeyValuePair<string, string?>> values = DocumentedSettings.Sample().Select(value => KeyValuePair.Create(value.Key.Replace("__", ":", StringComparison.Ordinal), (string?)value.Value));

        AppSettings settings = AppSettings.Read(new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build()));

        Assert.Equal((0, 0), (settings.Channels.Smtp.Count, settings.Channels.WeCom.Count));
    }

    [Fact]
    public void Table_SaysOfEachWhatItMeansAndWhatHoldsWithoutIt() =>
        Assert.All([.. App, .. Hosts], setting => Assert.True(setting.Value is { Meaning.Length: > 10, Default.Length: > 0 }, setting.Key));

    [Fact]
    public void Table_RequiredSettings_AreThoseWithoutWhichTheAppDoesNotStart()
    {
        string[] required = [.. App.Where(setting => setting.Value.Default.Contains("required", StringComparison.Ordinal)).Select(setting => setting.Key)];

        string missing = Assert.Throws<SettingsException>(() => AppSettings.Read(new SettingsReader(new ConfigurationBuilder().Build()))).Message;

        Assert.Equal(["AzureWebJobsStorage", "Auth__Issuer", "Auth__Audience", "MonthlyCycleSchedule"], required);
        Assert.All(required, setting => Assert.Contains(setting, missing, StringComparison.Ordinal));
    }

    [Fact]
    public void Bicep_SetsOnlyWhatTheTablesExplain() =>
        Assert.DoesNotContain(DocumentedSettings.Bicep(), setting => !App.ContainsKey(setting) && !Hosts.ContainsKey(setting.StartsWith(HostJson, StringComparison.Ordinal) ? $"{HostJson}..." : setting));

    [Fact]
    public void Bicep_SetsWhatTheAppCannotDoWithout()
    {
        var settings = new RecordedSettings(DocumentedSettings.Bicep().Where(setting => setting != Township).ToDictionary(setting => setting.Replace("<county>", "haixing", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal), Example));

        AppSettings read = AppSettings.Read(new SettingsReader(new ConfigurationBuilder().Add(settings).Build()));

        Assert.Null(read.Storage.Connection);
        Assert.True(read.Storage.IsManagedIdentity);
        Assert.NotNull(read.Storage.ClientId);
        Assert.Contains(Township, DocumentedSettings.Bicep());
    }

    [Fact]
    public void Bicep_HostJsonOverrides_AreOfSettingsThatHostJsonHas()
    {
        string[] overrides = [.. DocumentedSettings.Bicep().Where(setting => setting.StartsWith(HostJson, StringComparison.Ordinal))];

        Assert.NotEmpty(overrides);
        Assert.All(overrides, setting => Assert.Equal(JsonValueKind.String, In(DocumentedSettings.Host(), setting.Split("__").Skip(1)).ValueKind));
    }

    [Fact]
    public void HostJson_StorageProvider_IsTheAppsAccount()
    {
        JsonElement provider = In(DocumentedSettings.Host(), ["extensions", "durableTask", "storageProvider"]);

        Assert.True(App.ContainsKey(provider.GetProperty("connectionStringName").GetString()!));
        Assert.InRange(provider.GetProperty("partitionCount").GetInt32(), 1, 16);
    }

    private static string Pattern(string setting) => setting.Split("__") switch
    {
        ["Channels", _, "WeCom", "Townships", _] => Township,
        ["Channels", _, .. var rest] => $"Channels__<county>__{string.Join("__", rest)}",
        _ => setting,
    };

    // %Setting% in bindings and in host.json.
    private static IEnumerable<string> InAttributes() => typeof(YuekaoApp).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetParameters())
        .Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule)
        .Append(DocumentedSettings.Host().GetRawText())
        .SelectMany(text => Named().Matches(text ?? string.Empty).Select(match => match.Groups["name"].Value));

    private static JsonElement In(JsonElement host, IEnumerable<string> path) => path.Aggregate(host, (element, name) => element.GetProperty(name));

    private static string Example(string setting) => setting switch
    {
        "AzureWebJobsStorage__credential" => "managedidentity",
        "Channels__<county>__Smtp__From" or "Channels__<county>__Smtp__User" => "assessment@county.example",
        "Channels__<county>__Smtp__Recipient" => "{recipient}@cadres.example",
        "Channels__<county>__Smtp__StartTls" => "true",
        "APPLICATIONINSIGHTS_CONNECTION_STRING" => "InstrumentationKey=00000000-0000-0000-0000-000000000001",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING" => "ClientId=id;Authorization=AAD",
        "MonthlyCycleSchemes" => "haixing.village-monthly",
        _ when setting.EndsWith("Port", StringComparison.Ordinal) || setting.EndsWith("Bytes", StringComparison.Ordinal) => "2048",
        _ => "https://example.example/",
    };

    [GeneratedRegex("%(?<name>[^%\\s]+)%", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}

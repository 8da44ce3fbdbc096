using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Tests.Tell.Channels;

public sealed class ChannelSettingsTests
{
    private static readonly (string Key, string? Value)[] Mail = [("Smtp:Host", "smtp.county.example"), ("Smtp:From", "a@county.example"), ("Smtp:Recipient", "{recipient}@cadres.example")];

    [Fact]
    public void Read_NothingSet_NoChannel()
    {
        Assert.Empty(ChannelsOf(Read()));
        Assert.Empty(ChannelsOf(Read(("WeCom:Webhook", ""), ("WeCom:Townships:gaowan", ""), ("Smtp:Host", ""))));
    }

    [Fact]
    public void Read_Everything_IsAsSet()
    {
        ChannelSettings settings = Read([
            ("WeCom:Webhook", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"), ("WeCom:Townships:gaowan", "http://127.0.0.1:5000/send?key=2"), ("WeCom:TimeoutSeconds", "3"),
            .. Mail, ("Smtp:Port", "587"), ("Smtp:User", "app"), ("Smtp:Password", "secret"), ("Smtp:TimeoutSeconds", "9")]);

        WeComSettings wecom = settings.WeCom["haixing"];
        Assert.Equal(("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", "http://127.0.0.1:5000/send?key=2", 3), (wecom.RobotOf(null)?.AbsoluteUri, wecom.RobotOf("gaowan")?.AbsoluteUri, wecom.Timeout.TotalSeconds));
        SmtpSettings smtp = settings.Smtp["haixing"];
        Assert.Equal(("smtp.county.example", 587, "a@county.example", "{recipient}@cadres.example", true, 9), (smtp.Host, smtp.Port, smtp.From.Address, smtp.Recipient, smtp.StartTls, smtp.Timeout.TotalSeconds));
        Assert.Equal(("app", "secret"), (smtp.Credential?.UserName, smtp.Credential?.Password));
        Assert.Equal(["wecom", "smtp"], ChannelsOf(settings).Select(channel => channel.Name));
    }

    [Fact]
    public void Read_OneTownshipsRobotAlone_IsAChannel() => Assert.Equal(
        ["wecom"], ChannelsOf(Read(("WeCom:Townships:gaowan", "https://qyapi.weixin.qq.com/send?key=2"))).Select(channel => channel.Name));

    [Fact]
    public void Read_Defaults_AreAsDocumented()
    {
        ChannelSettings settings = Read([("WeCom:Webhook", "https://qyapi.weixin.qq.com/send?key=1"), .. Mail]);

        Assert.Equal((10, 25, 30, true), (settings.WeCom["haixing"].Timeout.TotalSeconds, settings.Smtp["haixing"].Port, settings.Smtp["haixing"].Timeout.TotalSeconds, settings.Smtp["haixing"].Credential is null));
    }

    [Theory]
    [InlineData("smtp.county.example", null, true)]
    [InlineData("smtp.county.example", "false", false)]
    [InlineData("localhost", null, false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("::1", null, false)]
    [InlineData("localhost", "true", true)]
    public void Read_StartTls_IsOnUnlessTheServerIsOnThisMachine(string host, string? set, bool startTls) =>
        Assert.Equal(startTls, Read([.. Mail, ("Smtp:Host", host), ("Smtp:StartTls", set)]).Smtp["haixing"].StartTls);

    [Fact]
    public void Read_AllWrong_TellsEverythingAndNoSecret()
    {
        IReadOnlyList<string> problems = ProblemsOf(
            ("WeCom:Webhook", "http://qyapi.weixin.qq.com/send?key=s3cret"),
            ("WeCom:Townships:gaowan", "s3cret"),
            ("WeCom:Townships:高湾镇", "https://qyapi.weixin.qq.com/send?key=s3cret"),
            ("WeCom:TimeoutSeconds", "0"),
            ("Smtp:Port", "65536"),
            ("Smtp:From", "nobody"),
            ("Smtp:Recipient", "all@cadres.example"),
            ("Smtp:StartTls", "maybe"),
            ("Smtp:Password", "s3cret"),
            ("Smtp:TimeoutSeconds", "301"));

        Assert.Equal(
            [
                "'Channels__haixing__Smtp__From' must", "'Channels__haixing__Smtp__Host' is not set:", "'Channels__haixing__Smtp__Port' is '65536';", "'Channels__haixing__Smtp__Recipient' must", "'Channels__haixing__Smtp__StartTls' is 'maybe';",
                "'Channels__haixing__Smtp__TimeoutSeconds' is '301';", "'Channels__haixing__Smtp__User' must", "'Channels__haixing__WeCom__TimeoutSeconds' is '0';", "'Channels__haixing__WeCom__Townships__gaowan' must",
                "'Channels__haixing__WeCom__Townships__高湾镇' must", "'Channels__haixing__WeCom__Webhook' must",
            ],
            problems.Select(problem => string.Join(' ', problem.Split(' ')[2..]).Split(' ') is var words && words[1] == "must" ? $"{words[0]} must" : string.Join(' ', words.Take(words[2] == "not" ? 4 : 3))).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Contains("s3cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Smtp:Recipient", "{recipient}")]
    [InlineData("Smtp:Recipient", "Cadre <{recipient}@cadres.example>")]
    [InlineData("Smtp:Recipient", "{recipient}@cadres.example, all@cadres.example")]
    [InlineData("Smtp:From", "a@county.example\r\nBcc: all@cadres.example")]
    [InlineData("Smtp:User", "app")]
    public void Read_OneWrong_IsTold(string key, string value) =>
        Assert.StartsWith($"The setting 'Channels__haixing__{(key == "Smtp:User" ? "Smtp:Password" : key).Replace(":", "__", StringComparison.Ordinal)}' must be ", Assert.Single(ProblemsOf([.. Mail, (key, value)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("smtp.county.example", true)]
    [InlineData("127.0.0.1", false)]
    public void Read_PasswordWithoutEncryption_OnThisMachineOnly(string host, bool refused) => Assert.Equal(
        refused,
        Record.Exception(() => Read([.. Mail, ("Smtp:Host", host), ("Smtp:StartTls", "false"), ("Smtp:User", "app"), ("Smtp:Password", "secret")])) is SettingsException);

    [Fact]
    public void Read_TwoCounties_EachHasItsOwn()
    {
        ChannelSettings settings = Read(
            ("/haixing:WeCom:Webhook", "https://qyapi.weixin.qq.com/send?key=1"), ("/dongguang:WeCom:Webhook", "https://qyapi.weixin.qq.com/send?key=2"),
            ("/dongguang:WeCom:TimeoutSeconds", "3"), ("/dongguang:Smtp:Host", "smtp.dongguang.example"), ("/dongguang:Smtp:From", "a@dongguang.example"), ("/dongguang:Smtp:Recipient", "{recipient}@cadres.example"));

        Assert.Equal([("dongguang", "?key=2", 3), ("haixing", "?key=1", 10)], settings.WeCom.OrderBy(one => one.Key).Select(one => (one.Key, one.Value.Webhook!.Query, one.Value.Timeout.TotalSeconds)));
        Assert.Equal(["dongguang"], settings.Smtp.Keys);
        INoticeChannel mail = ChannelsOf(settings).Single(channel => channel.Name == "smtp");
        Assert.Equal((true, false), (mail.LaneTo("dongguang", "gaowan") is not null, mail.LaneTo("haixing", "gaowan") is not null));
    }

    [Theory]
    [InlineData("/WeCom:Webhook", "https://qyapi.weixin.qq.com/send?key=s3cret", "'Channels__WeCom' must be named by a county's id")]
    [InlineData("/Smtp:Host", "smtp.county.example", "'Channels__Smtp' must be named by a county's id")]
    [InlineData("/haixing:Pigeon:Loft", "s3cret", "'Channels__haixing__Pigeon' must be a channel's: WeCom or Smtp")]
    public void Read_WhatIsNoCountysOrNoChannels_IsTold(string key, string value, string problem)
    {
        string told = Assert.Single(ProblemsOf((key, value)));

        Assert.Contains(problem, told, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", told, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> ProblemsOf(params (string Key, string? Value)[] settings) => Assert.Throws<SettingsException>(() => Read(settings)).Problems;

    private static ChannelSettings Read(params (string Key, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach ((string key, string? value) in settings)
            values[$"Channels:{(key.StartsWith('/') ? key[1..] : $"haixing:{key}")}"] = value;
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        ChannelSettings read = ChannelSettings.Read(reader);
        reader.ThrowIfWrong();
        return read;
    }

    private static INoticeChannel[] ChannelsOf(ChannelSettings settings)
    {
        using ServiceProvider services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddTell(settings).BuildServiceProvider();
        return [.. services.GetServices<INoticeChannel>()];
    }
}

namespace Yuekao.App.Tell;

/// <summary>The settings under <c>Channels:county</c>: which channels each county has. A channel that is set for one county serves no other.</summary>
/// <param name="WeCom"><c>Channels:county:WeCom</c>, by county; none where no robot is set.</param>
/// <param name="Smtp"><c>Channels:county:Smtp</c>, by county; none where no mail server is set.</param>
internal sealed record ChannelSettings(IReadOnlyDictionary<string, WeComSettings> WeCom, IReadOnlyDictionary<string, SmtpSettings> Smtp)
{
    private const string Section = "Channels";

    public static ChannelSettings Read(SettingsReader settings)
    {
        var wecom = new Dictionary<string, WeComSettings>(StringComparer.Ordinal);
        var smtp = new Dictionary<string, SmtpSettings>(StringComparer.Ordinal);
        foreach (string county in settings.Sections(Section))
        {
            string section = $"{Section}:{county}";
            if (!CountyId.TryOf(county, out _))
            {
                settings.Wrong(section, $"named by a county's id, {CountyId.Expected}");
                continue;
            }

            if (WeComSettings.Read(settings, $"{section}:WeCom") is { } robots)
                wecom.Add(county, robots);
            if (SmtpSettings.Read(settings, $"{section}:Smtp") is { } server)
                smtp.Add(county, server);
            foreach (string other in settings.Sections(section).Where(name => name is not ("WeCom" or "Smtp")))
                settings.Wrong($"{section}:{other}", "a channel's: WeCom or Smtp");
        }

        return new ChannelSettings(wecom, smtp);
    }
}

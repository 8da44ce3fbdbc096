namespace Yuekao.App.Channels;

/// <summary>A message to one recipient.</summary>
/// <param name="Id">Its id: the same however often it is sent, and told in the message, so that a repeat can be recognized.</param>
/// <param name="County">The county that it comes from.</param>
/// <param name="Township">The recipient's township; null for the county's own offices.</param>
/// <param name="Recipient">Who it is for: the id of a cadre or a village, or a role such as <c>township:gaowan</c>.</param>
/// <param name="RecipientName">What the recipient is called.</param>
/// <param name="Subject">What it is about, in a line.</param>
/// <param name="Markdown">All of it, with its heading, for channels that show Markdown.</param>
/// <param name="Text">All of it for channels that show plain text.</param>
public sealed record ChannelMessage(string Id, string County, string? Township, string Recipient, string RecipientName, string Subject, string Markdown, string Text);

namespace Yuekao.TestSupport.Smtp;

/// <summary>How the mail server fails.</summary>
public enum SmtpFailure
{
    /// <summary>MAIL is refused with 451: try again later.</summary>
    RefuseMail,

    /// <summary>The message is accepted, and the connection ends before the answer.</summary>
    DropAfterData,
}

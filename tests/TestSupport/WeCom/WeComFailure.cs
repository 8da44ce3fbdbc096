namespace Yuekao.TestSupport.WeCom;

/// <summary>How a send to the robot fails.</summary>
public enum WeComFailure
{
    /// <summary>It is refused with errcode 45009: more than 20 messages a minute.</summary>
    TooFrequent,

    /// <summary>It is answered with HTTP 500 and not accepted.</summary>
    ServerError,

    /// <summary>It is accepted, and the connection ends before the answer.</summary>
    DropAfterAccepting,
}

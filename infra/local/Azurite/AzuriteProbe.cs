namespace Yuekao.Local.Azurite;

/// <summary>Asks a port what listens there.</summary>
internal static class AzuriteProbe
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>What answers on a loopback port.</summary>
    public enum Answer
    {
        /// <summary>Nothing listens.</summary>
        Nothing,

        /// <summary>An Azurite service.</summary>
        Azurite,

        /// <summary>Some other program.</summary>
        Other,
    }

    /// <summary>Looks who listens on <paramref name="port"/>.</summary>
    public static async Task<Answer> AskAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await Http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), cancellation);
            return response.Headers.Server.ToString().StartsWith("Azurite", StringComparison.Ordinal) ? Answer.Azurite : Answer.Other;
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return Answer.Nothing;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return Answer.Other;
        }
    }
}

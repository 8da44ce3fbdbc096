using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>Sends requests to one account: what every operation has in common.</summary>
internal sealed class TableRestClient
{
    private const string Json = "application/json";
    private const string MinimalMetadata = "application/json;odata=minimalmetadata";
    private const string TokenScope = "https://storage.azure.com/.default";

    private readonly HttpPipeline _pipeline;
    private readonly string _version;
    private readonly Uri _root;

    private TableRestClient(Uri endpoint, string accountName, HttpPipelinePolicy authentication, TableClientOptions options)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        _root = new UriBuilder(endpoint) { Path = endpoint.AbsolutePath.TrimEnd('/') + "/" }.Uri;
        AccountName = accountName ?? TableEndpoint.AccountOf(endpoint);
        _version = options.VersionHeader;

        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Instance };
        if (authentication is SasPolicy)
            pipeline.PerCallPolicies.Add(authentication);
        else if (authentication is not null)
            pipeline.PerRetryPolicies.Add(authentication);
        _pipeline = HttpPipelineBuilder.Build(pipeline);
    }

    /// <summary>The account's address; its query, if any, is a shared access signature.</summary>
    internal Uri Endpoint { get; }

    internal string AccountName { get; }

    internal static TableRestClient Create(string connectionString, TableClientOptions options)
    {
        TableConnectionString parsed = TableConnectionString.Parse(connectionString);
        return parsed.Credential is null ? Create(parsed.Endpoint, options) : Create(parsed.Endpoint, parsed.Credential, options);
    }

    internal static TableRestClient Create(Uri endpoint, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new(endpoint, null, null, options);
    }

    internal static TableRestClient Create(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, credential.AccountName, new SharedKeyLitePolicy(credential), options);
    }

    internal static TableRestClient Create(Uri endpoint, AzureSasCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        if (endpoint.Query.Length > 0)
            throw new ArgumentException("The address already has a query: a signature is given there or as a credential, not both.", nameof(endpoint));
        return new(endpoint, null, new SasPolicy(credential), options);
    }

    internal static TableRestClient Create(Uri endpoint, TokenCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, null, new BearerTokenAuthenticationPolicy(credential, TokenScope), options);
    }

    /// <summary>Prepares a request for a path under the account, already escaped.</summary>
    internal HttpMessage CreateMessage(RequestMethod method, string path, ResponseClassifier classifier = null)
    {
        HttpMessage message = classifier is null ? _pipeline.CreateMessage() : _pipeline.CreateMessage(context: null, classifier);
        Request request = message.Request;
        request.Method = method;
        request.Uri.Reset(_root);
        request.Uri.AppendPath(path, escape: false);
        request.Headers.SetValue("x-ms-version", _version);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue(HttpHeader.Names.Accept, MinimalMetadata);
        return message;
    }

    /// <summary>Gives a request its JSON body.</summary>
    internal static void SetJson(Request request, ReadOnlyMemory<byte> json)
    {
        request.Headers.SetValue(HttpHeader.Names.ContentType, Json);
        request.Content = RequestContent.Create(json);
    }

    /// <summary>Sends a request and checks the answer.</summary>
    /// <exception cref="RequestFailedException">The service refused, or could not be reached after all retries.</exception>
    internal async ValueTask<Response> SendAsync(HttpMessage message, bool async, CancellationToken cancellationToken)
    {
        if (async)
            await _pipeline.SendAsync(message, cancellationToken);
        else
            _pipeline.Send(message, cancellationToken);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }
}

using Microsoft.Azure.Functions.Worker.Local;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where an Azure Functions app begins.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with the app's settings: local.settings.json, then environment variables, then the command line.</summary>
    /// <param name="args">The command line. <c>--port 7071</c> says where HTTP functions listen; 0 takes a free port.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(args, new LocalHostOptions());

    internal static FunctionsApplicationBuilder CreateBuilder(string[] args, LocalHostOptions options) => new(args, options);
}

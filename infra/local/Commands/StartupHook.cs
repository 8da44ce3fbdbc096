/// <summary>
/// Loaded into the app's process before its own code (a startup hook of the .NET runtime): ends the app when its host is gone, however the host went. The
/// official worker would stay. What tells is the pipe that the host holds as the app's standard input: the operating system closes it with the host.
/// </summary>
#pragma warning disable MA0047 // The runtime looks for it by this name, outside any namespace.
internal static class StartupHook
#pragma warning restore MA0047
{
    /// <summary>Names this assembly to the runtime, in the app's environment.</summary>
    public const string Variable = "DOTNET_STARTUP_HOOKS";

    public static void Initialize()
    {
        // Whatever the app starts is not the host's.
        Environment.SetEnvironmentVariable(Variable, null);
        new Thread(WatchHost) { IsBackground = true, Name = "Watches the host" }.Start();
    }

    // The host writes nothing: only the end of what it could write matters.
    private static void WatchHost()
    {
        Console.OpenStandardInput().CopyTo(Stream.Null);
        Process.GetCurrentProcess().Kill();
    }
}

using System.CommandLine;
using Yuekao.Local;
using Yuekao.Local.Azurite;
using Yuekao.Local.Host;
using Yuekao.Local.Host.Durable;

var root = new RootCommand("Runs Yuekao without Azure.") { StartCommand.Create(), DemoCommand.Create(), TokenCommand.Create(), TokenCommand.CreateServe() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
}
catch (Exception exception) when (exception is AzuriteException or LocalAppException or LocalHostException or HubTimeException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 130;
}

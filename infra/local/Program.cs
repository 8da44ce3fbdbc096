using System.CommandLine;
using Yuekao.Local;
using Yuekao.Local.Host;

var root = new RootCommand("Runs Yuekao without Azure.") { StartCommand.Create(), DemoCommand.Create(), TokenCommand.Create(), TokenCommand.CreateServe() };
try
{
    var handling = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
    return await root.Parse(args).InvokeAsync(handling);
}
catch (Exception exception) when (exception is AzuriteException or LocalAppException or LocalHostException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 130;
}

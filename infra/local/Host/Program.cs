using System.CommandLine;
using Yuekao.Local;
using Yuekao.Local.Azurite;

var root = new RootCommand("Runs Yuekao without Azure.") { DemoCommand.Create(), TokenCommand.Create(), TokenCommand.CreateServe() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is AzuriteException or AppProcessException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 130;
}

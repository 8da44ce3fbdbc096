using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Yuekao.App;
using Yuekao.App.Settings;

try
{
    FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
    builder.AddYuekao();
    builder.Build().Run();
    return Environment.ExitCode;
}
catch (SettingsException missing)
{
    foreach (string problem in missing.Problems)
        await Console.Error.WriteLineAsync(problem);
    return 1;
}

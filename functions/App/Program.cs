using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Yuekao.App;

try
{
    FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
    if (LocalClock.Find() is { } clock)
        builder.Services.AddSingleton<TimeProvider>(clock);
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
